import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import { randomRevisionSource } from '@notes/adapter-system';
import {
  type Clock,
  type NoteRepository,
  createNote,
  deleteNote,
  getNote,
  listNotes,
  replaceNote,
} from '@notes/domain';
import { type NotesHandler, createNotesHandler } from '@notes/lambda';

type HandlerEvent = Parameters<NotesHandler>[0];
type HandlerContext = Parameters<NotesHandler>[1];

interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface NotesApiOptions {
  /** Where the API is; default `https://notes.example/prod`. */
  readonly baseUrl?: string;
  readonly notes?: NoteRepository;
  /** Default: one that moves on by a millisecond each time it is asked. */
  readonly clock?: Clock;
  /** The user of a token, or undefined where it is not valid. Default: the token is the user. */
  readonly authorize?: (token: string) => string | undefined;
}

export interface NotesApi {
  readonly baseUrl: string;
  readonly notes: NoteRepository;
  /** What was asked for, such as `GET /notes/note1`. */
  readonly requests: readonly string[];
  /** Takes the place of the platform's `fetch`. */
  readonly fetch: typeof fetch;
}

/** The real handler of the notes API in this process, on a store in memory, behind a `fetch` that does what API Gateway does. */
export function notesApi(options: NotesApiOptions = {}): NotesApi {
  const { baseUrl = 'https://notes.example/prod', notes = new InMemoryNoteRepository() } = options;
  const { clock = tickingClock(), authorize = (token: string) => token } = options;
  const requests: string[] = [];
  const handler = createNotesHandler({
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
  return {
    baseUrl,
    notes,
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const path = url.href.slice(baseUrl.length, url.href.length - url.search.length);
      requests.push(`${request.method} ${path}${url.search}`);
      request.signal.throwIfAborted();
      const caller = authorize(request.headers.get('Authorization')?.replace(/^Bearer /, '') ?? '');
      if (!caller) return gatewayAnswer('unauthorized', 401, { 'WWW-Authenticate': 'Bearer' });
      const event = await proxyEvent(request, url, path, caller);
      if (!event) return gatewayAnswer('forbidden', 403);
      const context = {
        awsRequestId: 'invocation',
        getRemainingTimeInMillis: () => 29_000,
      } as HandlerContext;
      const { statusCode, headers, body } = (await handler(event, context)) as ProxyResult;
      const hasNoBody = statusCode === 204 || statusCode === 304;
      return new Response(hasNoBody ? null : body, { status: statusCode, headers });
    },
  };
}

/** Payload format 1.0, or undefined where the API has no such route. */
async function proxyEvent(
  request: Request,
  { pathname, searchParams }: URL,
  path: string,
  caller: string,
): Promise<HandlerEvent | undefined> {
  const route = /^\/notes(?:\/([^/]+))?$/.exec(path);
  if (!route) return undefined;
  const [, noteid] = route;
  const names = [...new Set(searchParams.keys())];
  const body = await request.text();
  return {
    resource: noteid === undefined ? '/notes' : '/notes/{noteid}',
    path,
    httpMethod: request.method,
    headers: Object.fromEntries(request.headers),
    multiValueHeaders: Object.fromEntries([...request.headers].map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters:
      names.length > 0 ? Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)])) : null,
    pathParameters: noteid === undefined ? null : { noteid: decodeURIComponent(noteid) },
    stageVariables: null,
    body: body === '' ? null : body,
    isBase64Encoded: false,
    requestContext: {
      requestId: crypto.randomUUID(),
      path: pathname,
      authorizer: { principalId: caller, exp: '9999999999' },
    },
  } as unknown as HandlerEvent;
}

/** Problem details that the gateway gives by itself. */
function gatewayAnswer(code: string, status: number, headers: Record<string, string> = {}): Response {
  const problem = { type: `urn:problem-type:notes:${code}`, title: code, status, detail: code, code };
  return Response.json(
    { ...problem, requestId: crypto.randomUUID() },
    { status, headers: { ...headers, 'Content-Type': 'application/problem+json' } },
  );
}

function tickingClock(): Clock {
  let now = Date.UTC(2026, 0, 1);
  return { now: () => now++ };
}
