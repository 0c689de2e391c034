import type { Clock } from '@notes/domain';
import type { FetchJwks } from './jwks-fetcher.ts';
import type { KeyOptions } from './key-options.ts';

/** What validators of signed tokens have in common, whoever issues the tokens. */
export interface ValidatorOptions {
  readonly tokenUse: 'access' | 'id';
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
  /** For published keys, and a discovery document alike. */
  readonly keys?: KeyOptions;
  /** How to get a key set or a discovery document, default over Node's own HTTP client. */
  readonly fetchJwks?: FetchJwks;
}
