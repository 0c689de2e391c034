import { CognitoTokenValidator } from '@notes/adapter-cognito';
import { systemClock } from '@notes/adapter-system';
import { type AuthorizerHandler, createAuthorizerHandler } from '@notes/lambda';
import type { AuthorizerConfig } from './config.ts';

/**
 * The authorizer on Cognito's access tokens. Put together by hand: with one port to fill a container would only be weight, see decision 0006.
 */
export function composeAuthorizer({ scopeRules, ...pool }: AuthorizerConfig): AuthorizerHandler {
  const tokenValidator = new CognitoTokenValidator({ tokenUse: 'access', pools: [pool], clock: systemClock });
  return createAuthorizerHandler({ tokenValidator, ...(scopeRules && { scopeRules }) });
}
