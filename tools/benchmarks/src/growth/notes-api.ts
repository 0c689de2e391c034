import { randomRevisionSource, systemClock } from '@notes/adapter-system';
import {
  type NoteRepository,
  type UserId,
  createNote,
  deleteNote,
  getNote,
  listNotes,
  replaceNote,
} from '@notes/domain';
import { type NotesHandler, createNotesHandler } from '@notes/lambda';

export interface WireNote {
  readonly noteid: string;
  readonly note: string;
}

export interface WirePage {
  readonly notes: readonly WireNote[];
  readonly nextCursor?: string;
}

export type ListQuery = Readonly<Partial<Record<'limit' | 'order' | 'cursor', string>>>;

interface Request {
  readonly id?: string;
  readonly query?: ListQuery;
  readonly body?: WireNote;
}

/** The whole notes API on a store, called for one user as API Gateway calls it. */
export class NotesApi {
  readonly #handler: NotesHandler;
  readonly #caller: UserId;
  #milliseconds = Number.NaN;

  constructor(notes: NoteRepository, caller: UserId) {
    this.#caller = caller;
    this.#handler = createNotesHandler({
      createNote: createNote(notes, systemClock, randomRevisionSource),
      getNote: getNote(notes),
      listNotes: listNotes(notes),
      replaceNote: replaceNote(notes, systemClock, randomRevisionSource),
      deleteNote: deleteNote(notes),
      clock: systemClock,
      tableName: 'Notes',
      allowedOrigins: [],
      log: () => undefined,
    });
  }

  /** How long the last call took, from the event to the response. */
  get milliseconds(): number {
    return this.#milliseconds;
  }

  async get(id: string): Promise<WireNote> {
    return (await this.#call(200, 'GET', { id })) as WireNote;
  }

  async create(note: WireNote): Promise<WireNote> {
    return (await this.#call(201, 'POST', { body: note })) as WireNote;
  }

  async list(query: ListQuery): Promise<WirePage> {
    return (await this.#call(200, 'GET', { query })) as WirePage;
  }

  async delete(id: string): Promise<void> {
    await this.#call(204, 'DELETE', { id });
  }

  async #call(status: number, httpMethod: string, { id, query, body }: Request): Promise<unknown> {
    const event = {
      httpMethod,
      resource: id === undefined ? '/notes' : '/notes/{noteid}',
      path: id === undefined ? '/notes' : `/notes/${id}`,
      pathParameters: id === undefined ? null : { noteid: id },
      queryStringParameters: query ?? null,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      requestContext: {
        requestId: 'bench',
        path: '/v1/notes',
        // Good until 2100.
        authorizer: { principalId: this.#caller, exp: '4102444800' },
      },
    } as unknown as Parameters<NotesHandler>[0];
    const context = {
      awsRequestId: 'bench',
      getRemainingTimeInMillis: () => 10_000,
    } as Parameters<NotesHandler>[1];
    const start = performance.now();
    const answer = (await this.#handler(event, context)) as { statusCode: number; body: string };
    this.#milliseconds = performance.now() - start;
    if (answer.statusCode !== status) {
      throw new Error(`${httpMethod} ${id ?? 'notes'} answered ${answer.statusCode}: ${answer.body}`);
    }
    return answer.body === '' ? undefined : JSON.parse(answer.body);
  }
}
