import { randomUUID } from 'node:crypto';
import type { Clock } from '@notes/domain';

/** The part of a Node.js function's context object that does not need a real Lambda. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

/** An async handler, as Lambda calls it. Callbacks are not supported. */
export type LambdaFunction = (event: unknown, context: LambdaContext) => Promise<unknown>;

/** What the Invoke API returns of a function that failed. */
export interface FunctionError {
  readonly errorMessage: string;
  readonly errorType: string;
}

export type Invocation =
  | { readonly outcome: 'returned'; /** JSON. */ readonly payload: string }
  | { readonly outcome: 'failed'; readonly error: FunctionError }
  /** The gateway gave up first. */
  | { readonly outcome: 'gave-up' };

export interface InvokeOptions {
  readonly functionName: string;
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  /** Milliseconds that the function may take. */
  readonly timeoutMs: number;
  /** Milliseconds that the gateway waits. */
  readonly giveUpAfterMs: number;
}

/** Most bytes of a synchronous invocation's event and of its result (Lambda quota: 6 MB, and a little for the envelope). */
export const MAX_PAYLOAD_BYTES = 6_291_556;

/**
 * Calls a function as Lambda does: event and result cross as JSON text, so that function and gateway never share an object, and whatever
 * goes wrong becomes an `errorMessage` and an `errorType`. Never rejects. A function that is too slow keeps running, unlike in Lambda.
 *
 * @param event JSON
 */
export async function invoke(
  handler: LambdaFunction,
  event: string,
  options: InvokeOptions,
): Promise<Invocation> {
  const { timeoutMs, giveUpAfterMs } = options;
  const late = Promise.withResolvers<Invocation>();
  const timer = setTimeout(
    () => {
      if (timeoutMs > giveUpAfterMs) late.resolve({ outcome: 'gave-up' });
      else
        late.resolve(
          failed('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`),
        );
    },
    Math.min(timeoutMs, giveUpAfterMs),
  );
  try {
    return await Promise.race([run(handler, event, contextOf(options)), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function run(handler: LambdaFunction, event: string, context: LambdaContext): Promise<Invocation> {
  let result: unknown;
  try {
    result = await handler(JSON.parse(event), context);
  } catch (error) {
    // As the Node.js runtime reports it: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
    if (error instanceof Error) return failed(error.name, error.message);
    return failed(typeof error, String(error));
  }
  return serialise(result);
}

function serialise(result: unknown): Invocation {
  let payload: string;
  try {
    payload = stringify(result) ?? 'null';
  } catch {
    return failed('Runtime.MarshalError', 'Unable to stringify response body');
  }
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
    return failed(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
    );
  }
  return { outcome: 'returned', payload };
}

/** `JSON.stringify` with its true type: it returns undefined for undefined, functions and symbols. */
const stringify: (value: unknown) => string | undefined = JSON.stringify;

function failed(errorType: string, errorMessage: string): Invocation {
  return { outcome: 'failed', error: { errorMessage, errorType } };
}

function contextOf({ functionName, region, accountId, clock, timeoutMs }: InvokeOptions): LambdaContext {
  const deadline = clock.now() + timeoutMs;
  return {
    awsRequestId: randomUUID(),
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${functionName}`,
    memoryLimitInMB: '128',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'harness',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now()),
  };
}
