import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface DocumentClientOptions {
  /** Default: the SDK's own search, in Lambda `AWS_REGION`. */
  readonly region?: string;
  /** Default: the SDK's own, which honours `AWS_ENDPOINT_URL_DYNAMODB` and `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string;
  /** Default: the SDK's own chain of providers, in Lambda the environment. */
  readonly credentials?: NonNullable<DynamoDBClientConfig['credentials']>;
}

/** How often one call is tried, the first time included. */
export const MAX_ATTEMPTS = 3;

/** Milliseconds until a connection is given up. */
const CONNECTION_TIMEOUT = 1_000;

/** Milliseconds until one attempt, connecting included, must have been answered; and the longest pause within an answer. */
export const REQUEST_TIMEOUT = 1_500;

/**
 * A client made for a Lambda function with a deadline of 10 seconds. A call whose attempts are never answered fails after about 4.6
 * seconds: three times 1.5 seconds, and pauses of at most 25 and 50 milliseconds. Between throttled attempts the SDK's
 * standard mode waits at most 1 and 2 seconds, so even three throttled answers at the last moment end within 7.5 seconds.
 *
 * Without these settings the SDK would wait for ever, because it has no request time-out and only warns about one unless told to throw.
 * Makes no connection; the caller owns the client and calls `destroy` on it, or never, as in a Lambda function.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function createDocumentClient(options: DocumentClientOptions = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...options,
    maxAttempts: MAX_ATTEMPTS,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
      // The request time-out ends with the answer's headers; this one covers a body that never ends.
      socketTimeout: REQUEST_TIMEOUT,
    },
  });
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: {
      // Text is kept byte for byte, so it must never turn into NULL.
      convertEmptyValues: false,
    },
    unmarshallOptions: {
      // By default a huge number in a foreign item would fail the whole answer before the item is looked at.
      wrapNumbers: Number,
    },
  });
}
