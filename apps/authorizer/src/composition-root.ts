import { CognitoTokenValidator } from '@notes/adapter-cognito';
import { systemClock } from '@notes/adapter-system';
import { type AuthorizerHandler, createAuthorizerHandler } from '@notes/lambda';
import { CLOCK, TOKEN_VALIDATOR } from '@notes/wiring';
import { Container, ContainerModule } from 'inversify';
import type { AuthorizerConfig } from './config.ts';

/** The authorizer on Cognito's access tokens. Everything is built here, so whatever is missing fails at the cold start. */
export function composeAuthorizer({ scopeRules, ...pool }: AuthorizerConfig): AuthorizerHandler {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    new ContainerModule(({ bind }) => {
      bind(CLOCK).toConstantValue(systemClock);
      bind(TOKEN_VALIDATOR).toResolvedValue(
        (clock) => new CognitoTokenValidator({ tokenUse: 'access', pools: [pool], clock }),
        [CLOCK],
      );
    }),
  );
  const tokenValidator = container.get(TOKEN_VALIDATOR);
  return createAuthorizerHandler({ tokenValidator, ...(scopeRules && { scopeRules }) });
}
