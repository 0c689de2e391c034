import { type KeyObject, hash } from 'node:crypto';
import type { VerifiedToken } from '@notes/domain';
import type { KeySet } from './key-set.ts';

/** A token that was found good, and the key that it was verified with. */
interface Entry {
  readonly verified: VerifiedToken;
  readonly keys: KeySet;
  readonly kid: string;
  readonly key: KeyObject;
}

/**
 * Remembers verified tokens by their SHA-256, so that it never holds a token. When it is full, what has not been asked for longest
 * goes first.
 */
export class VerifiedTokenCache {
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /** What a token is remembered by. */
  static digest(token: string): string {
    return hash('sha256', token, 'base64');
  }

  /**
   * What the token says, if it has been verified before, has not expired and its key is still published.
   * @param now milliseconds since the Unix epoch
   */
  get(digest: string, now: number): VerifiedToken | undefined {
    const entry = this.#entries.get(digest);
    if (!entry) return undefined;
    // Taken out and put back: a Map keeps the order in which entries came.
    this.#entries.delete(digest);
    const { verified, keys, kid, key } = entry;
    if (verified.expiresAt * 1000 <= now || keys.peek(kid) !== key) return undefined;
    this.#entries.set(digest, entry);
    return verified;
  }

  set(digest: string, entry: Entry): void {
    if (this.#maxEntries === 0) return;
    this.#entries.delete(digest);
    if (this.#entries.size >= this.#maxEntries) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(digest, entry);
  }

  get size(): number {
    return this.#entries.size;
  }
}
