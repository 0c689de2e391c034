import { CognitoTokenValidator } from '@notes/adapter-cognito';
import { InMemoryTokenValidator, type KeySource } from '@notes/adapter-in-memory';
import type { OidcIssuer } from '@notes/adapter-oidc';
import type { Clock, TokenValidator } from '@notes/domain';

export const TOKEN_VALIDATORS = ['cognito', 'oidc', 'in-memory'] as const;

export interface TokenValidatorOptions {
  readonly tokenValidator: (typeof TOKEN_VALIDATORS)[number];
  readonly tokenUse: 'access' | 'id';
  readonly issuer: string;
  readonly clientId: string;
  /** What an issuer other than a user pool calls the API. For `oidc`; without it the issuer is a user pool. */
  readonly audience?: string;
  /** The keys of `in-memory`. */
  readonly keys: KeySource;
  readonly clock: Clock;
}

/** Makes the validator that was asked for. */
export async function createTokenValidator(options: TokenValidatorOptions): Promise<TokenValidator> {
  const { tokenValidator, tokenUse, issuer, clientId, audience, keys, clock } = options;
  const clientIds = [clientId];
  if (tokenValidator === 'cognito') {
    return new CognitoTokenValidator({ tokenUse, pools: [{ issuer, clientIds }], clock });
  }
  if (tokenValidator === 'in-memory') {
    return new InMemoryTokenValidator({ tokenUse, issuer, clientIds, keys, clock });
  }
  // It brings a library of its own, and most runs do without.
  const { OidcTokenValidator } = await import('@notes/adapter-oidc');
  // By the audience alone, as not every provider says `at+jwt`.
  const own: OidcIssuer | undefined =
    audience === undefined
      ? undefined
      : { issuer, clientIds, audiences: [audience], tokenUseMark: 'audience' };
  return new OidcTokenValidator({ tokenUse, issuers: [own ?? userPool(issuer, clientId)], clock });
}

/** A Cognito user pool, whose access tokens have no audience. */
function userPool(issuer: string, clientId: string): OidcIssuer {
  return {
    issuer,
    audiences: [clientId],
    tokenUseMark: { claim: 'token_use', value: 'access' },
    claims: { audience: 'client_id', username: 'username', groups: 'cognito:groups' },
  };
}
