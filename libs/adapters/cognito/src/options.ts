import type { Clock } from '@notes/domain';
import type { JsonWebKeySet } from './json-web-keys.ts';
import type { FetchJwks } from './jwks-fetcher.ts';

/** A user pool whose tokens are accepted. */
export interface UserPool {
  /** The exact `iss` of its tokens, see `cognitoIssuer`. Its keys are published at `{issuer}/.well-known/jwks.json`. */
  readonly issuer: string;
  /** The app clients whose tokens are accepted, at least one. */
  readonly clientIds: readonly string[];
  /** The keys as they were when the app was built. Used at once, and refreshed like keys fetched when the validator was made. */
  readonly jwks?: JsonWebKeySet;
}

/** How published keys are fetched and kept. */
export interface KeyOptions {
  /** Age from which keys are fetched again in the background, default 900 (15 minutes). Infinity: never. */
  readonly maxAgeSeconds?: number;
  /** Least distance of two fetches for an unknown `kid`, or after a failed one; default 10. */
  readonly cooldownSeconds?: number;
  /**
   * How much longer than their max age the last good keys serve while the issuer cannot be reached; default 21,600 (6 hours). As long as
   * that a removed key may go on being trusted in an outage.
   */
  readonly outageSeconds?: number;
  /** Time-out of one fetch, of which there are at most two in a row; default 2. */
  readonly timeoutSeconds?: number;
  /** Most bytes of a published key set, default 65,536. */
  readonly maxBytes?: number;
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

/** @throws RangeError unless the number lies within the bounds. */
export function numberWithin(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${value}.`);
}
