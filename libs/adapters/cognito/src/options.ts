import type { Clock } from '@notes/domain';
import type { FetchJwks, JsonWebKeySet, KeyOptions } from '@notes/jwt';

/** A user pool whose tokens are accepted. */
export interface UserPool {
  /** The exact `iss` of its tokens, see `cognitoIssuer`. Its keys are published at `{issuer}/.well-known/jwks.json`. */
  readonly issuer: string;
  /** The app clients whose tokens are accepted, at least one. */
  readonly clientIds: readonly string[];
  /** The keys as they were when the app was built. Used at once, and refreshed like keys fetched when the validator was made. */
  readonly jwks?: JsonWebKeySet;
}

export interface CognitoTokenValidatorOptions {
  readonly tokenUse: 'access' | 'id';
  /** One or several user pools. */
  readonly pools: readonly UserPool[];
  readonly clock: Clock;
  /** Scopes that a token must all have; none by default. Access tokens only. */
  readonly requiredScopes?: readonly string[];
  /** Groups of which the user must be in one; none by default. */
  readonly requiredGroups?: readonly string[];
  /** How far in the future `nbf` and `iat` may lie, 0 to 300, default 5. `exp` knows no tolerance. */
  readonly clockToleranceSeconds?: number;
  /** Longest token, default 16,384. */
  readonly maxTokenBytes?: number;
  /** Most verified tokens to remember, from their second use on; default 1,000; 0 remembers none. */
  readonly maxCachedTokens?: number;
  readonly keys?: KeyOptions;
  /** How to get a published key set, default over Node's own HTTP client. */
  readonly fetchJwks?: FetchJwks;
}
