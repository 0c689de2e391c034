import { type KeyObject, hash } from 'node:crypto';
import type { VerifiedToken } from '@notes/domain';
import type { KeySet } from './key-set.ts';

/** A token that was found good, and the key that it was verified with. */
export interface Verification {
  readonly verified: VerifiedToken;
  readonly keys: KeySet;
  readonly keyId: string;
  readonly key: KeyObject;
}

interface Entry extends Verification {
  /** SHA-256 of the whole token. */
  readonly digest: string;
}

/** V8 copies a slice of up to 12 characters; a longer one would keep the whole token alive. */
const NAME_LENGTH = 12;

/**
 * Remembers verified tokens from the second time on that they come, so that those which come once neither cost a digest nor push out
 * those which come again. What has not been asked for longest goes first.
 *
 * It never holds a token. The end of a signature is only where to look; what is found counts for the token of its SHA-256 and no other.
 */
export class VerifiedTokenCache {
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;
  /** Names of tokens that have come once, the latest in the first set. When it is full, it takes the place of the second. */
  #seen: readonly [Set<string>, Set<string>] = [new Set(), new Set()];

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /**
   * What the token says, if it has been verified twice before, has not expired and its key is still published.
   * @param now milliseconds since the Unix epoch
   */
  get(token: string, now: number): VerifiedToken | undefined {
    const name = nameOf(token);
    const entry = this.#entries.get(name);
    if (!entry || entry.digest !== digestOf(token)) return undefined;
    // Taken out and put back: a Map keeps the order in which entries came.
    this.#entries.delete(name);
    const { verified, keys, keyId, key } = entry;
    if (verified.expiresAt * 1000 <= now || keys.peek(keyId) !== key) return undefined;
    this.#entries.set(name, entry);
    return verified;
  }

  /** Takes note of a token that has just been verified. */
  set(token: string, verification: Verification): void {
    if (this.#maxEntries === 0) return;
    const name = nameOf(token);
    if (!this.#hasSeen(name)) return;
    this.#entries.delete(name);
    if (this.#entries.size >= this.#maxEntries) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(name, { ...verification, digest: digestOf(token) });
  }

  /** How many tokens are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  /** Whether the name has come before, as far as that is known: of the last `maxEntries` names, and at most twice as many. */
  #hasSeen(name: string): boolean {
    const [latest, before] = this.#seen;
    if (latest.has(name) || before.has(name)) return true;
    latest.add(name);
    if (latest.size >= this.#maxEntries) this.#seen = [new Set(), latest];
    return false;
  }
}

/** The end of the signature, which differs from token to token. Who could choose it could only have a token verified once more. */
function nameOf(token: string): string {
  return token.slice(-NAME_LENGTH);
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
