import { DynamoDbNoteRepository } from '@notes/adapter-dynamodb';
import { TABLE_NAME } from '../support/embedded-table.ts';
import { type ClientRequest, NotesFunction, type ProxyAnswer } from '../support/notes-function.ts';
import { FaultyTable } from './faulty-table.ts';
import { createClient } from './sdk-client.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };

/** The notes API's function on a faulty table, and what one owner does with one note, `n`. */
export class FaultyFunction {
  readonly table = new FaultyTable();
  /** Milliseconds that the function has for a call; undefined is no end of them. */
  deadline: number | undefined;
  #function: NotesFunction | undefined;
  #client: { destroy(): void } | undefined;
  #owners = 0;

  get function(): NotesFunction {
    if (!this.#function) throw new Error('open comes first.');
    return this.#function;
  }

  /** A function whose client has made no retries yet, and an owner who has no notes. */
  async open(pauseBetweenAttempts = 0): Promise<void> {
    this.close();
    const client = await createClient(this.table.endpoint, pauseBetweenAttempts);
    this.#client = client;
    this.#function = new NotesFunction(new DynamoDbNoteRepository({ client, tableName: TABLE_NAME }));
    this.#owners++;
  }

  close(): void {
    this.#client?.destroy();
    this.table.plan();
    this.table.clockOffset = 0;
    this.deadline = undefined;
  }

  create(): Promise<ProxyAnswer> {
    return this.#call({
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify({ noteid: 'n', note: 'first' }),
    });
  }

  read(): Promise<ProxyAnswer> {
    return this.#call({ method: 'GET', noteid: 'n' });
  }

  list(): Promise<ProxyAnswer> {
    return this.#call({ method: 'GET' });
  }

  replace(etag: string, note = 'second'): Promise<ProxyAnswer> {
    const headers = { ...JSON_BODY, 'If-Match': etag };
    return this.#call({ method: 'PUT', noteid: 'n', headers, body: JSON.stringify({ note }) });
  }

  remove(etag?: string): Promise<ProxyAnswer> {
    return this.#call({
      method: 'DELETE',
      noteid: 'n',
      ...(etag !== undefined && { headers: { 'If-Match': etag } }),
    });
  }

  /** The owner's notes as they are, through an endpoint that behaves. */
  async stored(): Promise<readonly unknown[]> {
    this.table.plan();
    return membersOf(await this.list())['notes'] as unknown[];
  }

  #call(request: ClientRequest): Promise<ProxyAnswer> {
    return this.function.call(`owner-${this.#owners}`, request, this.deadline);
  }
}

export function etagOf({ headers }: ProxyAnswer): string {
  return headers['ETag'] ?? '';
}

export function membersOf({ body }: ProxyAnswer): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>;
}

/** The answer of a store that cannot answer now. */
export const unavailable = {
  statusCode: 503,
  headers: expect.objectContaining({ 'Retry-After': expect.stringMatching(/^\d+$/) as unknown }) as unknown,
  body: expect.stringContaining('"code":"unavailable"') as unknown,
};
