import type { ServerResponse } from 'node:http';

/** What the table answered behind the endpoint. */
export interface TableAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** One request in the hands of a fault. */
export interface Exchange {
  readonly response: ServerResponse;
  /** Passes the request on; whatever it writes has landed when this resolves. */
  readonly land: () => Promise<TableAnswer>;
  /** Keeps the request for later. */
  readonly holdUp: () => void;
}

type Misbehave = (exchange: Exchange) => Promise<void> | void;

const JSON_TYPE = 'application/x-amz-json-1.0';

/** An error in the form of DynamoDB. */
export function refuse(response: ServerResponse, status: number, type: string, message = 'refused'): void {
  response.writeHead(status, { 'content-type': JSON_TYPE, 'x-amzn-requestid': 'FAULT' });
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message }));
}

export function relay(response: ServerResponse, { status, body }: TableAnswer): void {
  response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': body.length });
  response.end(body);
}

function reset({ response }: Exchange): void {
  response.socket?.resetAndDestroy();
}

const refusing =
  (status: number, type: string): Misbehave =>
  ({ response }) =>
    refuse(response, status, type);

const answering =
  (status: number, contentType: string, body: string): Misbehave =>
  ({ response }) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(body);
  };

const landing =
  (misbehave: Misbehave): Misbehave =>
  async (exchange) => {
    await exchange.land();
    await misbehave(exchange);
  };

const PAGE = '<html><body><h1>503 Service Unavailable</h1></body></html>';

/** Faults that leave what is asked for undone. */
const before = {
  throttled: refusing(400, 'ProvisionedThroughputExceededException'),
  'account throttled': refusing(400, 'ThrottlingException'),
  'server error': refusing(500, 'InternalServerError'),
  'service unavailable': refusing(503, 'ServiceUnavailable'),
  reset,
  'page of a proxy': answering(503, 'text/html', PAGE),
} satisfies Record<string, Misbehave>;

/** Faults that come after what was asked for has been done. */
const after = {
  'reset, landed': landing(reset),
  'server error, landed': landing(before['server error']),
  'page of a proxy, landed': landing(before['page of a proxy']),
  'cut off, landed': async ({ response, land }: Exchange) => {
    const { status, body } = await land();
    response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': body.length + 1 });
    response.write(body, () => response.socket?.destroy());
  },
} satisfies Record<string, Misbehave>;

/** Answers that look complete and say nothing that can be read. */
const unreadable = {
  'page in place of an answer': answering(200, 'text/html', PAGE),
  'page in place of an answer, landed': landing(answering(200, 'text/html', PAGE)),
  'half an answer, landed': async ({ response, land }: Exchange) => {
    const { status, body } = await land();
    relay(response, { status, body: Buffer.concat([Buffer.from('{"'), body.subarray(0, body.length / 2)]) });
  },
} satisfies Record<string, Misbehave>;

/** Refusals for good. */
const lasting = {
  'access denied': refusing(400, 'AccessDeniedException'),
  'no such table': refusing(400, 'ResourceNotFoundException'),
} satisfies Record<string, Misbehave>;

const silence = {
  'no answer': () => undefined,
  'no answer, landed': landing(() => undefined),
} satisfies Record<string, Misbehave>;

/** The client is cut off at once; the request itself lands when the table comes to it. */
const delay = {
  'held up': (exchange: Exchange) => {
    exchange.holdUp();
    reset(exchange);
  },
} satisfies Record<string, Misbehave>;

const misbehaviours = { ...before, ...after, ...unreadable, ...lasting, ...silence, ...delay };

export type Fault = keyof typeof misbehaviours;

const names = <Name extends Fault>(faults: Readonly<Record<Name, Misbehave>>) =>
  Object.keys(faults) as Name[];

export const faultsBefore = names(before);
export const faultsAfter = names(after);
export const unreadableAnswers = names(unreadable);
export const lastingRefusals = names(lasting);
export const silences = names(silence);

/** Answers a request as the fault has it. */
export async function misbehave(fault: Fault, exchange: Exchange): Promise<void> {
  await misbehaviours[fault](exchange);
}
