import type { KeyObject } from 'node:crypto';
import { type Clock, TokenError } from '@notes/domain';
import { type VerificationKeys, parseKeys } from './json-web-keys.ts';
import type { FetchJwks, FetchLimits } from './jwks-fetcher.ts';
import { refuse } from './refuse.ts';
import type { SignatureAlgorithm } from './signature-algorithms.ts';

/** When keys are fetched, and how long they serve. All in seconds but for `fetchLimits`. */
export interface KeySetTimes {
  /** Keys older than this are fetched again in the background, while they still serve. */
  readonly maxAgeSeconds: number;
  /** Fetches for the sake of an unknown `kid`, or after one that failed, keep this distance. */
  readonly cooldownSeconds: number;
  /** How much longer than their max age keys serve when none can be fetched. */
  readonly outageSeconds: number;
  readonly fetchLimits: FetchLimits;
}

/**
 * Finds out where the keys are published. It may remember the answer, but for an `attempt` beyond the first, which is made when there were no
 * keys at what it gave. Fetches at most once, within the limits for keys.
 */
export type FindJwksUrl = (attempt: number) => Promise<string>;

export interface KeySetOptions extends KeySetTimes {
  readonly url: string | FindJwksUrl;
  /** What keys may be used for; RS256 by default. */
  readonly algorithms?: readonly SignatureAlgorithm[];
  readonly clock: Clock;
  readonly fetchJwks: FetchJwks;
  /** Keys that are known already. They count as fetched when the set is made. */
  readonly embedded?: VerificationKeys;
}

const ATTEMPTS = 2;

/** While there is no key at all nobody can get in, so that the next try must not wait for the whole cool-down. */
const MAX_KEYLESS_PAUSE_MS = 1000;

/** What a fetch may take beyond its own time-outs before it is given up for lost. */
const LOST_AFTER_MS = 1000;

/** The published keys of one issuer, as last seen. */
export class KeySet {
  readonly #options: KeySetOptions;
  #keys: VerificationKeys = new Map();
  /** When the keys were last known to be published; milliseconds, as all times here. */
  #seenAt = -Infinity;
  #triedAt = -Infinity;
  /** Why the last try failed; undefined when it did not. */
  #failure: { readonly cause: unknown } | undefined;
  #refresh: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
    if (options.embedded) {
      this.#keys = options.embedded;
      this.#seenAt = options.clock.now();
    }
  }

  /**
   * The key of that id, when it can be trusted without waiting. Past the max age this starts a refresh that nobody waits for. In Lambda
   * such a refresh may freeze with the process: it goes on, or runs into its time-out, in a later invocation.
   * @param id see {@link VerificationKeys}
   */
  peek(id: string): KeyObject | undefined {
    const now = this.#now();
    const { maxAgeSeconds, outageSeconds, cooldownSeconds } = this.#options;
    const age = now - this.#seenAt;
    if (age <= maxAgeSeconds * 1000) return this.#keys.get(id);
    if (age > (maxAgeSeconds + outageSeconds) * 1000) return undefined;
    // Nobody waits for it, and #failure keeps what goes wrong for the calls that will.
    if (now - this.#triedAt >= cooldownSeconds * 1000) void this.#refreshOnce(now);
    return this.#keys.get(id);
  }

  /**
   * The key of that id, fetched where {@link peek} knows none.
   * @throws TokenError `unknown-key`, or `keys-unavailable` when the issuer cannot be asked.
   */
  async find(id: string): Promise<KeyObject> {
    const now = this.#now();
    const pause = this.#options.cooldownSeconds * 1000;
    const wait = this.#areKeysTooOld(now) ? Math.min(pause, MAX_KEYLESS_PAUSE_MS) : pause;
    if (this.#isRefreshing(now) || now - this.#triedAt >= wait) await this.#refreshOnce(now);

    const areKeysTooOld = this.#areKeysTooOld(this.#now());
    const key = areKeysTooOld ? undefined : this.#keys.get(id);
    if (key) return key;
    if (areKeysTooOld || this.#failure) {
      throw new TokenError('keys-unavailable', 'The keys of the issuer cannot be had.', this.#failure);
    }
    return refuse('unknown-key', 'no key of its kid is published');
  }

  /** The time. When the clock has been set back, what lies in the future since then counts as of now: else it would never grow old. */
  #now(): number {
    const now = this.#options.clock.now();
    this.#seenAt = Math.min(this.#seenAt, now);
    this.#triedAt = Math.min(this.#triedAt, now);
    return now;
  }

  /** Whether there is no key to be trusted. */
  #areKeysTooOld(now: number): boolean {
    const { maxAgeSeconds, outageSeconds } = this.#options;
    return this.#keys.size === 0 || now - this.#seenAt > (maxAgeSeconds + outageSeconds) * 1000;
  }

  /** A refresh that was frozen with the process counts as lost once it should have been over. */
  #isRefreshing(now: number): boolean {
    const { url, fetchLimits } = this.#options;
    const fetches = typeof url === 'string' ? ATTEMPTS : ATTEMPTS * 2;
    const longest = fetches * fetchLimits.timeoutMs + LOST_AFTER_MS;
    return this.#refresh !== undefined && now - this.#triedAt <= longest;
  }

  /** Fetches the keys, or waits for the fetch that is under way. Never rejects: see #failure. */
  #refreshOnce(now: number): Promise<void> {
    if (this.#refresh && this.#isRefreshing(now)) return this.#refresh;
    this.#triedAt = now;
    const refresh: Promise<void> = this.#fetch().then(
      (keys) => this.#settle(refresh, () => this.#replace(keys, now)),
      (cause: unknown) => this.#settle(refresh, () => (this.#failure = { cause })),
    );
    this.#refresh = refresh;
    return refresh;
  }

  /** Takes the outcome of a refresh. If it was given up, whoever waits for it waits for the one that took its place. */
  #settle(refresh: Promise<void>, take: () => void): Promise<void> | undefined {
    if (this.#refresh !== refresh) return this.#refresh;
    this.#refresh = undefined;
    take();
    return undefined;
  }

  async #fetch(): Promise<VerificationKeys> {
    const { fetchJwks, url, fetchLimits, algorithms } = this.#options;
    const attempt = async (count: number) => {
      const found = typeof url === 'string' ? url : await url(count);
      return parseKeys(await fetchJwks(found, fetchLimits), algorithms);
    };
    return attempt(1).catch(() => attempt(2));
  }

  #replace(keys: VerificationKeys, seenAt: number): void {
    this.#failure = undefined;
    this.#seenAt = seenAt;
    // A key that has stayed the same stays the same object, by which verified tokens are remembered.
    this.#keys = new Map([...keys].map(([id, key]) => [id, unchanged(this.#keys.get(id), key)]));
  }
}

function unchanged(before: KeyObject | undefined, after: KeyObject): KeyObject {
  return before?.equals(after) ? before : after;
}
