import type { Clock } from '@notes/domain';
import {
  type Authorizer,
  type LambdaAuthorizerOptions,
  authorizationOf,
  unauthorized,
} from './authorizer.ts';
import { type AuthorizerResult, MalformedResultError, parseAuthorizerResult } from './authorizer-result.ts';
import { GatewayError } from './gateway-error.ts';
import { type FunctionError, invoke } from './lambda.ts';
import { evaluatePolicy } from './policy-evaluation.ts';
import { requestFields } from './proxy-event.ts';
import { type Exchange, methodArn } from './request-context.ts';
import { ResultCache } from './result-cache.ts';

export interface LambdaAuthorizerSettings {
  readonly clock: Clock;
  /** A regular expression that the whole token must match before the function is called. TOKEN authorizers only. */
  readonly identityValidationExpression: string;
  readonly lambdaTimeoutMs: number;
  readonly integrationTimeoutMs: number;
}

const DEFAULT_TTL_SECONDS = 300;
const MAX_TTL_SECONDS = 3600;
const MAX_CACHED_RESULTS = 10_000;

/**
 * A Lambda authorizer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 *
 * The policy is cached by token, and evaluated again for each method.
 * @throws RangeError when the TTL is out of range
 */
export function createLambdaAuthorizer(
  options: LambdaAuthorizerOptions,
  settings: LambdaAuthorizerSettings,
): Authorizer {
  const { event = 'TOKEN', handler, ttlSeconds = DEFAULT_TTL_SECONDS } = options;
  if (!(ttlSeconds >= 0 && ttlSeconds <= MAX_TTL_SECONDS)) {
    throw new RangeError(`ttlSeconds must be 0 to ${MAX_TTL_SECONDS}, not ${ttlSeconds}`);
  }
  const expression = new RegExp(`^(?:${settings.identityValidationExpression})$`);
  const cache = new ResultCache<AuthorizerResult>({
    clock: settings.clock,
    ttlMs: ttlSeconds * 1000,
    maxEntries: MAX_CACHED_RESULTS,
  });

  async function ask(
    exchange: Exchange,
    token: string,
  ): Promise<{ result: AuthorizerResult; latency: number }> {
    const { clock, lambdaTimeoutMs, integrationTimeoutMs } = settings;
    const startedAt = clock.now();
    const invocation = await invoke(
      handler,
      JSON.stringify(event === 'TOKEN' ? tokenEvent(exchange, token) : requestEvent(exchange)),
      {
        ...exchange.deployment,
        functionName: 'authorizer',
        clock,
        timeoutMs: lambdaTimeoutMs,
        giveUpAfterMs: integrationTimeoutMs,
      },
    );
    if (invocation.outcome === 'gave-up') {
      throw new GatewayError('AUTHORIZER_FAILURE', 'the authorizer did not answer in time');
    }
    if (invocation.outcome === 'failed') throw refusalOf(invocation.error);
    return { result: read(invocation.payload), latency: clock.now() - startedAt };
  }

  return async (exchange) => {
    const token = authorizationOf(exchange);
    if (event === 'TOKEN' && !expression.test(token)) {
      throw unauthorized('the token does not match the identity validation expression');
    }
    const known = cache.get(token);
    const { result, latency } = known ? { result: known, latency: 0 } : await ask(exchange, token);
    if (known === undefined) cache.set(token, result);
    requireAllowed(result, methodArn(exchange));
    return {
      context: { ...result.context, principalId: result.principalId, integrationLatency: latency },
      cached: known !== undefined,
    };
  };
}

function tokenEvent(exchange: Exchange, token: string): Record<string, unknown> {
  return { type: 'TOKEN', methodArn: methodArn(exchange), authorizationToken: token };
}

/** Like the proxy event, but without a body, and with empty objects where that has null. */
function requestEvent(exchange: Exchange): Record<string, unknown> {
  const fields = requestFields(exchange);
  return {
    type: 'REQUEST',
    methodArn: methodArn(exchange),
    ...fields,
    queryStringParameters: fields.queryStringParameters ?? {},
    multiValueQueryStringParameters: fields.multiValueQueryStringParameters ?? {},
    pathParameters: fields.pathParameters ?? {},
    stageVariables: {},
  };
}

function refusalOf({ errorMessage, errorType }: FunctionError): GatewayError {
  if (errorMessage === 'Unauthorized') return unauthorized('the authorizer said Unauthorized');
  return new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', `the authorizer failed with ${errorType}`);
}

function read(payload: string): AuthorizerResult {
  try {
    return parseAuthorizerResult(payload);
  } catch (cause) {
    if (!(cause instanceof MalformedResultError)) throw cause;
    throw new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', `the authorizer's result: ${cause.message}`, {
      cause,
    });
  }
}

function requireAllowed({ policy }: AuthorizerResult, arn: string): void {
  const decision = evaluatePolicy(policy, arn);
  if (decision === 'allow') return;
  const message = 'User is not authorized to access this resource';
  throw new GatewayError('ACCESS_DENIED', `the policy says ${decision}`, {
    message: decision === 'explicit-deny' ? `${message} with an explicit deny` : message,
  });
}
