import { storeError } from './store-error.ts';

const named = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error('arn:aws:dynamodb:us-east-1:123456789012:table/Secret'), {
    name,
    $metadata: { httpStatusCode },
  });
const coded = (code: string): Error => Object.assign(new Error('secret.example'), { code });

const passing: readonly unknown[] = [
  ...['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException'].map((name) =>
    named(name, 400),
  ),
  ...['TransactionConflictException', 'ReplicatedWriteConflictException'].map((name) => named(name, 400)),
  named('InternalServerError', 500),
  named('SomethingNew', 503),
  named('SomethingNew', 429),
  ...['TimeoutError', 'AbortError', 'CredentialsProviderError', 'TokenProviderError'].map((name) =>
    named(name, 0),
  ),
  Object.assign(new Error('no metadata'), { name: 'AbortError' }),
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'].map(
    coded,
  ),
];

const lasting: readonly unknown[] = [
  ...['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'].map((name) =>
    named(name, 400),
  ),
  ...['UnrecognizedClientException', 'ItemCollectionSizeLimitExceededException'].map((name) =>
    named(name, 400),
  ),
  coded('ERR_INVALID_URL'),
  new TypeError('a mistake'),
  'a string',
  undefined,
  null,
];

describe('storeError', () => {
  it.each(passing)('%p is unavailable', (cause) => {
    expect(storeError(cause)).toMatchObject({ code: 'unavailable', cause });
  });

  it.each(lasting)('%p is internal', (cause) => {
    expect(storeError(cause)).toMatchObject({ code: 'internal', cause });
  });

  it('an answer that could not be parsed is unavailable, and what the parser quotes of it is kept from the logs', () => {
    const cause = new SyntaxError('Unexpected token \'s\', ..."te":{"S":secret"... is not valid JSON');
    const error = storeError(Object.assign(cause, { $metadata: { httpStatusCode: 200 } }));
    expect(error).toMatchObject({
      code: 'unavailable',
      cause: { message: 'The answer could not be read as JSON.' },
    });
    expect(storeError(new SyntaxError('a mistake of ours'))).toMatchObject({ code: 'internal' });
  });

  it.each([...passing, ...lasting])('of %p repeats nothing in its message', (cause) => {
    expect(storeError(cause).message).toMatch(/^The notes table (cannot answer now|refused the request)\.$/);
  });
});
