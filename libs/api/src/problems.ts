import { MAX_NOTE_BYTES, type NoteErrorCode } from '@notes/domain';

/** The stable `code` of every error answer. */
export type ProblemCode =
  | NoteErrorCode
  | 'unauthorized'
  | 'forbidden'
  | 'unsupported-media-type'
  | 'precondition-required'
  | 'too-many-requests';

export interface ProblemType {
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly title: string;
  /** What the caller is told when nothing more exact may be said. */
  readonly detail: string;
  /** Headers that go with the status. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one table from error codes to HTTP. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'Invalid request',
    detail: 'The request breaks a rule of this API.',
  },
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    detail: 'A valid, unexpired access token is required.',
    // RFC 9110, section 11.6.1; RFC 6750, section 3.
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    detail: 'The token does not allow this, or there is no such route.',
  },
  'note-not-found': { status: 404, title: 'Note not found', detail: 'You have no note of that id.' },
  'note-exists': {
    status: 409,
    title: 'Note exists',
    detail: 'You have a note of that id with another text. Nothing was overwritten.',
  },
  'version-mismatch': {
    status: 412,
    title: 'Version mismatch',
    detail: 'The note has been changed since the state that If-Match names. Nothing was written.',
  },
  'note-too-large': {
    status: 413,
    title: 'Note too large',
    detail: `A note may have at most ${MAX_NOTE_BYTES} bytes of UTF-8.`,
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'The body must be application/json.',
  },
  'precondition-required': {
    status: 428,
    title: 'Precondition required',
    detail: 'Send If-Match with the ETag that you have seen, or *.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'Slow down and try again.',
    headers: { 'Retry-After': '1' },
  },
  internal: { status: 500, title: 'Internal error', detail: 'Something went wrong on our side.' },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    detail: 'The service cannot answer now. The same request may be sent again.',
    headers: { 'Retry-After': '1' },
  },
} as const satisfies Record<ProblemCode, ProblemType>;

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** What is wrong in one place of the request: `pointer` is a JSON Pointer fragment (RFC 6901, section 6). */
export interface ProblemError {
  readonly pointer: string;
  readonly detail: string;
}

/** Problem details for HTTP APIs (RFC 9457, section 3) with the extensions `code`, `requestId` and `errors`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  /** For `invalid-request`: each broken rule. */
  readonly errors?: readonly ProblemError[];
}

/** The problem details of a code. */
export function problem(
  code: ProblemCode,
  requestId: string,
  { detail, errors }: { readonly detail?: string; readonly errors?: readonly ProblemError[] } = {},
): Problem {
  const { status, title, detail: usual } = PROBLEMS[code];
  return {
    type: `urn:problem-type:notes:${code}`,
    title,
    status,
    detail: detail ?? usual,
    code,
    requestId,
    ...(errors?.length && { errors }),
  };
}
