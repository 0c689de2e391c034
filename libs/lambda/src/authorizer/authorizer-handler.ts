import { TokenError, type TokenValidator } from '@notes/domain';
import type { Context } from 'aws-lambda';
import {
  type Log,
  type RequestLogEntry,
  consoleLog,
  millisecondsSince,
  readTimer,
  summarise,
} from '../log.ts';
import { type AuthorizerEvent, authorizerRequest, bearerToken } from './authorizer-event.ts';
import {
  type AuthorizerPolicy,
  type ScopeRules,
  allowedVerbs,
  authorizerContext,
  parseMethodArn,
  stagePolicy,
} from './policy.ts';

export interface AuthorizerHandlerOptions {
  readonly tokenValidator: TokenValidator;
  readonly scopeRules?: ScopeRules;
  /** What an HTTP API's payload format 2.0 is answered with. Default `simple`. */
  readonly httpApiResponse?: 'simple' | 'policy';
  /** Default: `console`. */
  readonly log?: Log;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
export interface SimpleAuthorizerResponse {
  readonly isAuthorized: boolean;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * A Lambda authorizer. Returns a policy or, to an HTTP API, a simple response.
 *
 * Fails with an Error of exactly the message `Unauthorized`, which the gateway answers with 401, when the token is missing or refused; with
 * any other error, which it answers with 500, when the keys cannot be had. No middleware may turn these errors into responses.
 */
export type AuthorizerHandler = (
  event: AuthorizerEvent,
  context: Context,
) => Promise<AuthorizerPolicy | SimpleAuthorizerResponse>;

export function createAuthorizerHandler(options: AuthorizerHandlerOptions): AuthorizerHandler {
  const { tokenValidator, scopeRules, httpApiResponse = 'simple', log = consoleLog } = options;

  return async (event, context) => {
    const start = readTimer();
    const {
      authorization,
      methodArn,
      requestId = context.awsRequestId,
      isHttpApi,
    } = authorizerRequest(event);
    let route = methodArn;
    const finish = (outcome: NonNullable<RequestLogEntry['outcome']>, details?: Partial<RequestLogEntry>) =>
      log({ requestId, route, outcome, ...details, duration: millisecondsSince(start) });
    try {
      const arn = parseMethodArn(methodArn);
      route = `${arn.verb} ${arn.path}`;
      const token = await tokenValidator.validate(bearerToken(authorization));
      const verbs = allowedVerbs(token.scopes, scopeRules);
      const isAuthorized = verbs.includes('*') || verbs.includes(arn.verb);
      if (isAuthorized) finish('allow');
      else finish('deny', { code: 'scope' });
      if (isHttpApi && httpApiResponse === 'simple')
        return { isAuthorized, context: authorizerContext(token) };
      return stagePolicy(token, arn, verbs);
    } catch (error) {
      if (error instanceof TokenError && error.code === 'unauthorized') {
        finish('unauthorized', { code: error.reason });
        throw new Error('Unauthorized', { cause: error });
      }
      const code = error instanceof TokenError ? error.reason : 'internal';
      finish('error', { code, error: summarise(error) });
      throw error;
    }
  };
}
