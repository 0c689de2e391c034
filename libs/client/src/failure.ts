import { type Answer, isObject } from './answer.ts';
import { NotesApiError, NotesConnectionError, type ProblemCode, type ProblemError } from './errors.ts';
import { retryAfterSeconds } from './retry.ts';
import type { components } from './schema.ts';

/** Why a request failed, and whether the same one may do better. */
export interface Failure {
  readonly error: NotesApiError | NotesConnectionError;
  readonly transient: boolean;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** The codes of the API. The compiler holds them to the schema: none is missing, none is made up. */
const CODES: Readonly<Record<ProblemCode, true>> = {
  'invalid-request': true,
  unauthorized: true,
  forbidden: true,
  'note-not-found': true,
  'note-exists': true,
  'version-mismatch': true,
  'note-too-large': true,
  'unsupported-media-type': true,
  'precondition-required': true,
  'too-many-requests': true,
  internal: true,
  unavailable: true,
} satisfies Readonly<Record<components['schemas']['Problem']['code'], true>>;

/** Nothing the API does is harmed by doing it again, so these are tried again even where the request may have been carried out. */
const TRANSIENT: readonly number[] = [429, 500, 502, 503, 504];

/** Statuses that say the same whoever in front of the API gives them, with or without a body that can be read. */
const SAME_FROM_ANYBODY: Readonly<Record<number, ProblemCode>> = {
  401: 'unauthorized',
  429: 'too-many-requests',
};

/** What API Gateway and AWS WAF mean where they cannot be told our wording: `{"message": ...}`, as an HTTP API always answers. */
const SAME_FROM_GATEWAY: Readonly<Record<number, ProblemCode>> = {
  403: 'forbidden',
  413: 'note-too-large',
  500: 'internal',
  502: 'internal',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * What an answer that is no success means. Problem details become a NotesApiError, and so do a gateway's own answers whose status says enough. The
 * rest comes from somewhere else, and must not be taken for a statement about a note: a NotesConnectionError.
 */
export function failureOf({ response, body }: Answer, now: () => number): Failure {
  const { status, headers } = response;
  const retryAfter = retryAfterSeconds(headers.get('Retry-After'), now);
  const problem = isObject(body) ? body : {};
  const requestId = text(problem['requestId']) ?? headers.get('x-request-id') ?? undefined;
  const about = { status, requestId, retryAfter };
  const code = codeOf(status, problem);
  const error = code
    ? new NotesApiError({
        ...about,
        code,
        message: text(problem['detail']) ?? `The answer has status ${status}.`,
        errors: errorsOf(problem),
      })
    : new NotesConnectionError(`The answer with status ${status} is not of this API.`, { status });
  return { error, transient: TRANSIENT.includes(status), retryAfter };
}

function codeOf(status: number, problem: Readonly<Record<string, unknown>>): ProblemCode | undefined {
  const code = text(problem['code']);
  if (code !== undefined && Object.hasOwn(CODES, code)) return code as ProblemCode;
  const byGateway = text(problem['message']) ?? text(problem['Message']);
  const meant =
    SAME_FROM_ANYBODY[status] ??
    (code === undefined && byGateway === undefined ? undefined : SAME_FROM_GATEWAY[status]);
  if (meant || code === undefined) return meant;
  return status >= 500 ? 'internal' : 'invalid-request';
}

function errorsOf({ errors }: Readonly<Record<string, unknown>>): readonly ProblemError[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((each: unknown) => {
    const { pointer, detail } = isObject(each) ? each : {};
    return typeof pointer === 'string' && typeof detail === 'string' ? [{ pointer, detail }] : [];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
