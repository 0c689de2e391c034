import { type KeyObject, createPublicKey } from 'node:crypto';
import { TokenError } from '@notes/domain';
import type { TokenWorld } from '../../src/token-validator/subject.ts';
import type { Fault } from './faults.ts';

const MAX_AGE = 5 * 60_000;
const COOL_DOWN = 10_000;

/** The published keys as last seen: read when there are none, when they are old, and now and then for an unknown kid. */
export class ReferenceKeys {
  readonly #world: TokenWorld;
  readonly #fault: Fault | undefined;
  #keys: ReadonlyMap<string, KeyObject> | undefined;
  #asked = -Infinity;
  #askedInVain = false;
  #reading: Promise<void> | undefined;

  constructor(world: TokenWorld, fault: Fault | undefined) {
    this.#world = world;
    this.#fault = fault;
  }

  /** The keys to try for that kid: one, unless there is a fault. */
  async find(kid: unknown): Promise<readonly KeyObject[]> {
    if (this.#keys === undefined || this.#isOlderThan(MAX_AGE) || this.#has('fetches keys for each call')) {
      await this.#read();
    }
    if (kid !== undefined && !this.#matching(kid).length && this.#mayAskAgain()) await this.#read();
    const matching = this.#matching(kid);
    if (matching.length > 0) return matching;
    const outage = this.#askedInVain && !this.#has('calls an unknown kid unauthorized in an outage');
    throw new TokenError(outage ? 'keys-unavailable' : 'unknown-key', 'No key of that kid is known.');
  }

  #has(fault: Fault): boolean {
    return this.#fault === fault;
  }

  #isOlderThan(age: number): boolean {
    return !this.#has('never refreshes the keys') && this.#world.clock.now() - this.#asked > age;
  }

  #mayAskAgain(): boolean {
    return this.#has('fetches keys for each unknown kid') || this.#isOlderThan(COOL_DOWN);
  }

  #matching(kid: unknown): readonly KeyObject[] {
    const keys = this.#keys ?? new Map<string, KeyObject>();
    const all = [...keys.values()];
    if (this.#has('tries every key')) return all;
    if (this.#has('uses the first key')) return all.slice(0, 1);
    if (kid === undefined && this.#has('uses the only key for a token without a kid')) {
      return all.length === 1 ? all : [];
    }
    const exact = [...keys].filter(([name]) =>
      this.#has('compares kids without case')
        ? name.toLowerCase() === String(kid).toLowerCase()
        : name === kid,
    );
    return exact.map(([, key]) => key);
  }

  async #read(): Promise<void> {
    if (this.#has('fetches keys for each call')) return this.#readNow();
    this.#reading ??= this.#readNow().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readNow(): Promise<void> {
    if (this.#has('never tries again after an outage') && this.#askedInVain) throw unavailable();
    const published = this.#world.publishedKeys();
    // As a request would, let others in before the answer is there.
    await Promise.resolve();
    this.#asked = this.#world.clock.now();
    this.#askedInVain = published === undefined;
    if (published === undefined) {
      if (this.#has('calls an outage unauthorized')) {
        throw new TokenError('unknown-key', 'There are no keys.');
      }
      if (this.#has('forgets its keys in an outage')) this.#keys = undefined;
      if (this.#keys === undefined) throw unavailable();
      return;
    }
    const kept = this.#has('keeps removed keys') ? (this.#keys ?? []) : [];
    this.#keys = new Map([...kept, ...published.keys.flatMap((jwk) => this.#import(jwk))]);
  }

  #import(jwk: Readonly<Record<string, unknown>>): [string, KeyObject][] {
    const forSignatures =
      (jwk['use'] === 'sig' && jwk['alg'] === 'RS256') || this.#has('uses encryption keys');
    if (jwk['kty'] !== 'RSA' || !forSignatures) return [];
    return [[String(jwk['kid']), createPublicKey({ key: jwk, format: 'jwk' })]];
  }
}

function unavailable(): TokenError {
  return new TokenError('keys-unavailable', 'The keys cannot be had.');
}
