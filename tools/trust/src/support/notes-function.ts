import { randomRevisionSource, systemClock } from '@notes/adapter-system';
import {
  type Clock,
  type NoteRepository,
  type RevisionSource,
  createNote,
  deleteNote,
  getNote,
  listNotes,
  replaceNote,
} from '@notes/domain';
import { type NotesHandler, type RequestLogEntry, createNotesHandler } from '@notes/lambda';
import { TABLE_NAME } from './embedded-table.ts';

type HandlerArguments = Parameters<NotesHandler>;

/** What a proxy integration answers. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a client of a REST API sends. */
export interface ClientRequest {
  readonly method: string;
  /** As it is in the path, decoded; absent for the collection. */
  readonly noteid?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A list is sent as so many lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** What the gateway names the request; default: one after the other. */
  readonly requestId?: string;
}

export interface NotesFunctionOptions {
  readonly clock?: Clock;
  readonly revisions?: RevisionSource;
}

/** The notes API's handler on a repository, called as the proxy integration of a REST API calls it. */
export class NotesFunction {
  readonly logged: RequestLogEntry[] = [];
  readonly #handler: NotesHandler;
  #calls = 0;

  constructor(notes: NoteRepository, options: NotesFunctionOptions = {}) {
    const { clock = systemClock, revisions = randomRevisionSource } = options;
    this.#handler = createNotesHandler({
      createNote: createNote(notes, clock, revisions),
      getNote: getNote(notes),
      listNotes: listNotes(notes),
      replaceNote: replaceNote(notes, clock, revisions),
      deleteNote: deleteNote(notes),
      clock,
      tableName: TABLE_NAME,
      allowedOrigins: [],
      log: (entry) => this.logged.push(entry),
    });
  }

  /**
   * @param caller who the gateway says is calling; undefined where it says nothing
   * @param remainingTime milliseconds until Lambda would end the function; default: it never does.
   */
  async call(
    caller: string | undefined,
    request: ClientRequest,
    remainingTime?: number,
  ): Promise<ProxyAnswer> {
    const { requestId = `request-${++this.#calls}` } = request;
    const event = proxyEvent(caller, request, requestId) as unknown as HandlerArguments[0];
    const context = {
      awsRequestId: 'invocation',
      ...(remainingTime !== undefined && { getRemainingTimeInMillis: () => remainingTime }),
    } as HandlerArguments[1];
    return (await this.#handler(event, context)) as ProxyAnswer;
  }
}

/** Far enough ahead for every clock of the tests. */
const TOKEN_EXPIRY = String(Date.UTC(2100, 0, 1) / 1_000);

function proxyEvent(
  caller: string | undefined,
  { method, noteid, query, headers = {}, body }: ClientRequest,
  requestId: string,
) {
  const resource = noteid === undefined ? '/notes' : '/notes/{noteid}';
  const path = noteid === undefined ? '/notes' : `/notes/${encodeURIComponent(noteid)}`;
  return {
    httpMethod: method,
    resource,
    path,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat().at(-1)]),
    ),
    multiValueHeaders: lists(headers),
    queryStringParameters: query ?? null,
    multiValueQueryStringParameters: query ? lists(query) : null,
    pathParameters: noteid === undefined ? null : { noteid },
    stageVariables: null,
    body: body ?? null,
    isBase64Encoded: false,
    requestContext: {
      requestId,
      path: `/prod${path}`,
      stage: 'prod',
      ...(caller !== undefined && { authorizer: { principalId: caller, exp: TOKEN_EXPIRY } }),
    },
  };
}

function lists(values: Readonly<Record<string, string | readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
}
