import { once } from 'node:events';
import {
  Agent,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { DynamoDbEmulator } from '@notes/test-kit';
import { startEmbeddedTable } from '../support/embedded-table.ts';
import { type Fault, type TableAnswer, misbehave, refuse, relay } from './fault.ts';

/** A request as it came over the wire. */
export interface TableRequest {
  /** `PutItem` and the like. */
  readonly operation: string;
  readonly fault: Fault | undefined;
}

interface Item {
  readonly userId: { readonly S: string };
  readonly noteId: { readonly S: string };
}

interface RequestBody {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** How far DynamoDB lets a signature's time be off, in milliseconds. */
const SIGNATURE_TOLERANCE = 15 * 60_000;

/**
 * A notes table whose endpoint misbehaves as planned. Behind it is an emulator that does not, so a write that landed has landed,
 * whatever the endpoint answers.
 */
export class FaultyTable {
  readonly requests: TableRequest[] = [];
  /** What refused writes return: the item in the way, as DynamoDB does when asked, or nothing, as Dynalite does. */
  returnsItems = false;
  /** By how many milliseconds the table's clock is ahead of this machine's. */
  clockOffset = 0;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server: Server = createServer((incoming, response) => {
    void this.#answer(incoming, response);
  });
  #table: DynamoDbEmulator | undefined;
  #plan: Fault[] = [];
  #constant: Fault | undefined;
  readonly #heldUp: (() => Promise<TableAnswer>)[] = [];

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.#table = await startEmbeddedTable();
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#table?.stop();
  }

  /** The faults of the next requests, one each; those after them are answered as they should be. Forgets what was seen. */
  plan(...faults: readonly Fault[]): void {
    this.#plan = [...faults];
    this.#constant = undefined;
    this.requests.length = 0;
  }

  /** The fault of every request from here on. */
  planThroughout(fault: Fault): void {
    this.plan();
    this.#constant = fault;
  }

  /** Lets the requests that were held up land, and says what the table answered to each. */
  async release(): Promise<readonly TableAnswer[]> {
    const answers: TableAnswer[] = [];
    for (const land of this.#heldUp.splice(0)) answers.push(await land());
    return answers;
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const target = String(incoming.headers['x-amz-target']);
    const asked = JSON.parse(body.toString()) as RequestBody;
    const fault = this.#plan.shift() ?? this.#constant;
    this.requests.push({
      operation: target.split('.')[1] ?? '',
      fault,
    });
    if (!this.#acceptsTime(incoming, response)) return;
    const land = async () => this.#withItem(asked, await this.#forward(target, body));
    if (fault === undefined) relay(response, await land());
    else await misbehave(fault, { response, land, holdUp: () => this.#heldUp.push(land) });
  }

  #acceptsTime(incoming: IncomingMessage, response: ServerResponse): boolean {
    const now = Date.now() + this.clockOffset;
    response.setHeader('date', new Date(now).toUTCString());
    const stamp = String(incoming.headers['x-amz-date']);
    const signed = Date.parse(
      stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
    );
    if (Math.abs(signed - now) <= SIGNATURE_TOLERANCE) return true;
    const when = signed < now ? 'expired' : 'not yet current';
    refuse(response, 400, 'InvalidSignatureException', `Signature ${when}: ${stamp}`);
    return false;
  }

  async #forward(target: string, body: Buffer): Promise<TableAnswer> {
    const headers = {
      'x-amz-target': target,
      'content-type': 'application/x-amz-json-1.0',
      'content-length': body.length,
      // Dynalite looks at the form of a signature, not at its value.
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    const passed = request(this.#table?.endpoint ?? '', { method: 'POST', agent: this.#agent, headers });
    passed.end(body);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, body: await buffer(answer) };
  }

  /** Adds the item in the way to a refusal that asked for it. */
  async #withItem(asked: RequestBody, answer: TableAnswer): Promise<TableAnswer> {
    const refused = answer.status === 400 && answer.body.includes('#ConditionalCheckFailedException');
    if (!refused || !this.returnsItems || asked.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD')
      return answer;
    const { userId, noteId } = asked.Key ?? asked.Item ?? {};
    const get = { TableName: asked.TableName, Key: { userId, noteId }, ConsistentRead: true };
    const found = await this.#forward('DynamoDB_20120810.GetItem', Buffer.from(JSON.stringify(get)));
    const { Item: item } = JSON.parse(found.body.toString()) as { Item?: Item };
    const error = JSON.parse(answer.body.toString()) as object;
    return { status: 400, body: Buffer.from(JSON.stringify({ ...error, ...(item && { Item: item }) })) };
  }
}
