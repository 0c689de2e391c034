import type { Clock, TokenValidator } from '@notes/domain';
import type { Closable } from '../bridge.ts';
import type { ContractCase } from '../contract.ts';
import type { TestAlgorithm, TestKeySet } from './forge.ts';

/**
 * What an adapter may be able to do beyond the port. Each adds cases; none takes a case away.
 *
 * - `id-tokens`: it can validate ID tokens, too.
 * - `remote-keys`: it keeps the keys that it has fetched, goes on with them while the issuer cannot be reached, and reads the published
 *   keys no more often than it must. Not for an adapter that looks at the published keys in every call.
 */
export type TokenValidatorCapability = 'id-tokens' | 'remote-keys';

/** What surrounds the validator in one case. The case changes it while the validator runs. */
export interface TokenWorld {
  /** Stands still unless the case moves it. Before it expects a changed key set to be noticed, a case moves it one hour. */
  readonly clock: Clock;
  readonly tokenUse: 'access' | 'id';
  /** The app clients whose tokens are to be accepted. */
  readonly clientIds: readonly string[];
  /**
   * What the issuer publishes at this moment; undefined while it cannot be reached. Call it once each time that the validator asks the
   * issuer for its keys: calls are counted.
   */
  publishedKeys(): TestKeySet | undefined;
}

/** What an adapter's test supplies. */
export interface TokenValidatorSubject extends Closable {
  /** The only issuer to trust: a URL with a host and a path, without a slash at the end. */
  readonly issuer: string;
  /** The only algorithm of tokens to be accepted; RS256 by default. An adapter that can do several runs the contract with each. */
  readonly algorithm?: TestAlgorithm;
  /** A validator for tokens of `issuer`, that has seen no key yet. */
  createValidator(world: TokenWorld): Promise<TokenValidator> | TokenValidator;
}

export type TokenValidatorCase = ContractCase<TokenValidatorSubject, TokenValidatorCapability>;
