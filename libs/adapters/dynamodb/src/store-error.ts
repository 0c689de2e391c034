import { NoteError } from '@notes/domain';

/** Answers of DynamoDB, or of the SDK in its place, after which the same call may succeed later. */
const passingErrors = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
  // The SDK's and Node's own: time-outs, aborted requests, no credentials to be had.
  'AbortError',
  'CredentialsProviderError',
  'ProviderError',
  'RequestTimeout',
  'TimeoutError',
  'TokenProviderError',
]);

/** What Node reports when the network, the name service or the other end fails. */
const networkErrors = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
]);

/**
 * What a failed call means to the caller of the port: `unavailable` when the same call may succeed later, otherwise `internal`. The
 * SDK's error becomes the cause; none of its text is repeated, as it may name the table or its account. An answer that is no JSON says
 * nothing of what became of the request, and comes from something in front of the table: `unavailable`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function storeError(error: unknown): NoteError {
  // The parser's message quotes the answer, which may hold a note's text, and causes are logged.
  const cause = isUnreadable(error) ? new Error('The answer could not be read as JSON.') : error;
  return cause !== error || isPassing(error)
    ? new NoteError('unavailable', 'The notes table cannot answer now.', { cause })
    : new NoteError('internal', 'The notes table refused the request.', { cause });
}

/** Whether the SDK could not parse an answer: only then does a parser's error carry the answer's status. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Error && error.name === 'SyntaxError' && '$metadata' in error;
}

function isPassing(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, $metadata } = error as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    passingErrors.has(String(name)) || networkErrors.has(String(code)) || status === 429 || status >= 500
  );
}
