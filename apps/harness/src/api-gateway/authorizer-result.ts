import { isJsonObject } from './json-object.ts';
import { MalformedPolicyError, type Policy, parsePolicy } from './policy-evaluation.ts';

/** What a Lambda authorizer said of a token, checked. This is what the gateway caches. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policy: Policy;
  /** Strings, as the integration will see them. */
  readonly context: Readonly<Record<string, string>>;
}

/** Says what is wrong with an authorizer's output. */
export class MalformedResultError extends Error {
  override readonly name = 'MalformedResultError';
}

/**
 * Reads the output of a Lambda authorizer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 *
 * @param payload JSON
 * @throws MalformedResultError, also for `{statusCode: 401}` and the like
 */
export function parseAuthorizerResult(payload: string): AuthorizerResult {
  const result: unknown = JSON.parse(payload);
  if (!isJsonObject(result)) throw new MalformedResultError('the result is not an object');
  const { principalId, policyDocument, context = {} } = result;
  if (typeof principalId !== 'string' || principalId === '') {
    throw new MalformedResultError('principalId is not a non-empty string');
  }
  if (!isJsonObject(context)) throw new MalformedResultError('context is not an object');
  return { principalId, policy: readPolicy(policyDocument), context: stringifyContext(context) };
}

function readPolicy(document: unknown): Policy {
  try {
    return parsePolicy(document);
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    throw new MalformedResultError(error.message, { cause: error });
  }
}

function stringifyContext(context: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        return [key, String(value)];
      }
      throw new MalformedResultError(`context.${key} is neither a string, a number nor a boolean`);
    }),
  );
}
