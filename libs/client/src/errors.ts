/** The stable `code` of every error of the notes API. */
export type ProblemCode =
  | 'invalid-request'
  | 'unauthorized'
  | 'forbidden'
  | 'note-not-found'
  | 'note-exists'
  | 'version-mismatch'
  | 'note-too-large'
  | 'unsupported-media-type'
  | 'precondition-required'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable';

/** One broken rule: `pointer` is a JSON Pointer fragment such as `#/note` or `#/query/limit` (RFC 6901, section 6). */
export interface ProblemError {
  readonly pointer: string;
  readonly detail: string;
}

/** What a {@link NotesApiError} says. */
export interface ProblemSummary {
  readonly code: ProblemCode;
  readonly status: number;
  readonly message: string;
  readonly requestId?: string | undefined;
  readonly errors?: readonly ProblemError[] | undefined;
  readonly retryAfter?: number | undefined;
}

/** The notes API refused a request: its problem details (RFC 9457) as an error. The message never holds a note's text or a token. */
export class NotesApiError extends Error {
  override readonly name = 'NotesApiError';
  /** What to decide by. A code that this version of the client does not know appears as the nearest one for its status. */
  readonly code: ProblemCode;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Names the request in the service's log. */
  readonly requestId: string | undefined;
  /** Each broken rule, with `invalid-request`; otherwise empty. */
  readonly errors: readonly ProblemError[];
  /** Seconds that the service asked to wait before the next request. */
  readonly retryAfter: number | undefined;

  constructor(problem: ProblemSummary) {
    super(problem.message);
    this.code = problem.code;
    this.status = problem.status;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.retryAfter = problem.retryAfter;
  }
}

/**
 * There was no answer, or one that the notes API cannot have given, such as the page of a proxy. `cause` says more where there is more to say.
 * Whether a write was carried out is not known; sending the same again is safe.
 */
export class NotesConnectionError extends Error {
  override readonly name = 'NotesConnectionError';
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(
    message: string,
    { cause, status }: { readonly cause?: unknown; readonly status?: number } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }
}
