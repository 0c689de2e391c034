import { TokenError, type TokenValidator, type VerifiedToken } from '@notes/domain';
import type { Context } from 'aws-lambda';
import {
  type Log,
  type RequestLogEntry,
  consoleLog,
  millisecondsSince,
  readTimer,
  summarise,
} from '../log.ts';
import {
  type AuthorizerEvent,
  type AuthorizerRequest,
  authorizerRequest,
  bearerToken,
} from './authorizer-event.ts';
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
    const request = authorizerRequest(event);
    const finish = (entry: Partial<RequestLogEntry>) =>
      log({
        requestId: request.requestId ?? context.awsRequestId,
        route: request.methodArn.split('/').slice(2).join('/').replace('/', ' /'),
        ...entry,
        duration: millisecondsSince(start),
      });
    try {
      const arn = parseMethodArn(request.methodArn);
      const token = await verify(tokenValidator, request);
      const verbs = allowedVerbs(token.scopes, scopeRules);
      const isAuthorized = verbs.includes('*') || verbs.includes(arn.verb);
      finish(isAuthorized ? { outcome: 'allow' } : { outcome: 'deny', code: 'scope' });
      if (request.isHttpApi && httpApiResponse === 'simple')
        return { isAuthorized, context: authorizerContext(token) };
      return stagePolicy(token, arn, verbs);
    } catch (error) {
      if (error instanceof TokenError && error.code === 'unauthorized') {
        finish({ outcome: 'unauthorized', code: error.reason });
        throw new Error('Unauthorized', { cause: error });
      }
      const code = error instanceof TokenError ? error.reason : 'internal';
      finish({ outcome: 'error', code, error: summarise(error) });
      throw error;
    }
  };
}

async function verify(
  tokenValidator: TokenValidator,
  { authorization }: AuthorizerRequest,
): Promise<VerifiedToken> {
  const token = bearerToken(authorization);
  if (token === undefined) throw new TokenError('malformed', 'There is not exactly one bearer token.');
  return tokenValidator.validate(token);
}
