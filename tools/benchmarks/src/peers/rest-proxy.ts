/** What the peers of the notes API share: the REST API's proxy event, and answers as docs/openapi.json has them. */
export interface ProxyEvent {
  readonly httpMethod: string;
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly path: string;
    readonly authorizer?: { readonly principalId?: string; readonly exp?: string } | null;
  };
}

export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A note as the table holds it. */
export interface StoredNote {
  readonly userId: string;
  readonly noteId: string;
  readonly note: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
  readonly revision: string;
  readonly predecessor?: string;
}

export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

const PROBLEMS = {
  'invalid-request': [400, 'Invalid request', 'The request breaks a rule of this API.'],
  unauthorized: [401, 'Unauthorized', 'A valid, unexpired access token is required.'],
  forbidden: [403, 'Forbidden', 'The token does not allow this, or there is no such route.'],
  'note-not-found': [404, 'Note not found', 'You have no note of that id.'],
  'note-exists': [409, 'Note exists', 'You have a note of that id with another text.'],
  'version-mismatch': [412, 'Version mismatch', 'The note has been changed since.'],
  'note-too-large': [413, 'Note too large', 'A note may have at most 262144 bytes of UTF-8.'],
  'unsupported-media-type': [415, 'Unsupported media type', 'The body must be application/json.'],
  'precondition-required': [428, 'Precondition required', 'Send If-Match with the ETag, or *.'],
  internal: [500, 'Internal error', 'Something went wrong on our side.'],
  unavailable: [503, 'Unavailable', 'The service cannot answer now.'],
} as const;

export class Problem extends Error {
  readonly code: keyof typeof PROBLEMS;
  readonly errors: readonly FieldError[];

  constructor(code: keyof typeof PROBLEMS, errors: readonly FieldError[] = []) {
    super(code);
    this.code = code;
    this.errors = errors;
  }
}

export interface Success {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The same frame around the five operations: who calls, the headers of every answer, problem details, a line in the log. */
export async function answer(
  event: ProxyEvent,
  perform: (owner: string) => Promise<Success>,
): Promise<ProxyAnswer> {
  const { requestId } = event.requestContext;
  const common = {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'x-request-id': requestId,
  };
  let result: ProxyAnswer;
  try {
    const { status, headers = {}, body } = await perform(callerOf(event));
    const type = body && { 'Content-Type': 'application/json' };
    result = {
      statusCode: status,
      headers: { ...common, ...type, ...headers },
      body: body ? JSON.stringify(body) : '',
    };
  } catch (error) {
    const { code, errors } = error instanceof Problem ? error : new Problem('internal');
    const [status, title, detail] = PROBLEMS[code];
    const type = `urn:problem-type:notes:${code}`;
    result = {
      statusCode: status,
      headers: {
        ...common,
        'Content-Type': 'application/problem+json',
        ...(code === 'unauthorized' && { 'WWW-Authenticate': 'Bearer' }),
        ...(code === 'unavailable' && { 'Retry-After': '1' }),
      },
      body: JSON.stringify({
        ...{ type, title, status, detail, code, requestId },
        ...(errors.length > 0 && { errors }),
      }),
    };
  }
  console.info({
    requestId,
    route: `${event.httpMethod} ${event.resource}`,
    status: result.statusCode,
  });
  return result;
}

function callerOf({ requestContext: { authorizer } }: ProxyEvent): string {
  const { principalId, exp } = authorizer ?? {};
  if (!principalId || !(Number(exp) * 1000 > Date.now())) throw new Problem('unauthorized');
  return principalId;
}

export function header({ headers }: ProxyEvent, wanted: string): string | undefined {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted);
  return found?.[1].trim();
}

/** The body as parsed JSON. */
export function jsonBody(event: ProxyEvent): unknown {
  const type = header(event, 'content-type') ?? 'application/json';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('unsupported-media-type');
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new Problem('invalid-request', [{ pointer: '#', detail: 'is not valid JSON' }]);
  }
}

/** `If-Match`: a revision, `*`, or undefined. */
export function ifMatch(event: ProxyEvent): string | undefined {
  const value = header(event, 'if-match');
  if (value === undefined || value === '*') return value;
  const tag = /^"([^"]*)"$/.exec(value)?.[1];
  if (tag === undefined)
    throw new Problem('invalid-request', [{ pointer: '#/header/If-Match', detail: 'must be one tag or *' }]);
  return tag;
}

export function wireNote({ noteId, note, createdAt, updatedAt, version }: StoredNote): object {
  return { noteid: noteId, note, createdAt, updatedAt, version };
}

export function etag({ revision }: StoredNote): { ETag: string } {
  return { ETag: `"${revision}"` };
}

export function newNote(owner: string, noteId: string, note: string): StoredNote {
  const now = new Date().toISOString();
  return {
    ...{ userId: owner, noteId, note, createdAt: now, updatedAt: now },
    ...{ version: 1, revision: crypto.randomUUID() },
  };
}

/** A position in the caller's own notes, marked with the owner and the order it was made for. */
export function encodeCursor(owner: string, order: string, noteId: string): string {
  return Buffer.from(JSON.stringify([owner, order, noteId])).toString('base64url');
}

export function decodeCursor(owner: string, order: string, cursor: string): string {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    const [madeFor, madeForOrder, noteId] = parts as [unknown, unknown, unknown];
    if (madeFor === owner && madeForOrder === order && typeof noteId === 'string') return noteId;
  } catch {
    // Whatever is wrong with it, the caller is told the same.
  }
  throw new Problem('invalid-request', [{ pointer: '#/query/cursor', detail: 'is not a cursor of yours' }]);
}
