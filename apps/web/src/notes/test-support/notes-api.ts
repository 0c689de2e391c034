import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import { randomRevisionSource } from '@notes/adapter-system';
import { type UserId, createNote, deleteNote, getNote, listNotes, replaceNote, userId } from '@notes/domain';
import { type NotesHandler, createNotesHandler } from '@notes/lambda';

type HandlerEvent = Parameters<NotesHandler>[0];
type HandlerContext = Parameters<NotesHandler>[1];

export const BASE_URL = 'https://api.example/prod';
const OWNER: UserId = userId('ada');

/** The real notes API on a store in memory, with one caller, behind a `fetch`. */
export class NotesApi {
  readonly notes = new InMemoryNoteRepository();
  /** Such as `PUT /notes/n1`. */
  readonly requests: string[] = [];
  readonly #handler: NotesHandler;
  #now = Date.UTC(2026, 0, 1);

  constructor() {
    const { notes } = this;
    const clock = { now: () => ++this.#now };
    this.#handler = createNotesHandler({
      createNote: createNote(notes, clock, randomRevisionSource),
      getNote: getNote(notes),
      listNotes: listNotes(notes),
      replaceNote: replaceNote(notes, clock, randomRevisionSource),
      deleteNote: deleteNote(notes),
      clock,
      tableName: 'Notes',
      allowedOrigins: [],
      log: () => undefined,
    });
  }

  /** All texts by note id. */
  async texts(): Promise<Readonly<Record<string, string>>> {
    const { notes } = await this.notes.list(OWNER, { limit: 100, order: 'asc' });
    return Object.fromEntries(notes.map(({ id, text }) => [id, text]));
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const path = url.pathname.slice('/prod'.length);
    const [, noteid] = /^\/notes\/(.+)$/.exec(path) ?? [];
    this.requests.push(`${request.method} ${path}`);
    const query = [...url.searchParams];
    const event = {
      resource: noteid === undefined ? '/notes' : '/notes/{noteid}',
      path,
      httpMethod: request.method,
      headers: Object.fromEntries(request.headers),
      multiValueHeaders: null,
      queryStringParameters: Object.fromEntries(query),
      multiValueQueryStringParameters: null,
      pathParameters: noteid === undefined ? null : { noteid: decodeURIComponent(noteid) },
      body: await request.text(),
      isBase64Encoded: false,
      requestContext: {
        requestId: 'request',
        path: url.pathname,
        authorizer: { principalId: OWNER, exp: '9999999999' },
      },
    };
    const answer = await this.#handler(
      event as unknown as HandlerEvent,
      { awsRequestId: 'call' } as HandlerContext,
    );
    const {
      statusCode: status,
      headers,
      body,
    } = answer as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    return new Response(status === 204 || status === 304 ? null : body, { status, headers });
  };
}
