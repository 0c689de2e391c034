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

/** How many characters at the end of a token name it. */
const NAMING_CHARACTERS = 12;

/** How many names share a place: with one alone, some of the tokens that come in turn would displace each other each time. */
const NAMES_A_PLACE = 8;

/** A bound for a cache without one. */
const MAX_PLACES = 8192;

/**
 * Remembers verified tokens from the second time on that they come, so that those which come once neither cost a digest nor push out
 * those which come again. What has not been asked for longest goes first.
 *
 * It never holds a token. The end of a signature is only where to look; what is found counts for the token of its SHA-256 and no other.
 */
export class VerifiedTokenCache {
  readonly #entries = new Map<number, Entry>();
  readonly #maxEntries: number;
  /** Names of tokens that have come: of those that share a place, the latest, newest first. As many places as entries, or more: a power of two. */
  readonly #seen: Int32Array;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
    this.#seen = new Int32Array(
      NAMES_A_PLACE * 2 ** Math.ceil(Math.log2(Math.min(maxEntries + 1, MAX_PLACES))),
    );
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

  /** Whether the name has come before, unless too many of its place have come since. */
  #hasSeen(name: number): boolean {
    const newest = NAMES_A_PLACE * (name & (this.#seen.length / NAMES_A_PLACE - 1));
    const end = newest + NAMES_A_PLACE;
    for (let index = newest; index < end; index++) if (this.#seen[index] === name) return true;
    this.#seen.copyWithin(newest + 1, newest, end - 1);
    this.#seen[newest] = name;
    return false;
  }
}

/**
 * A number, of 32 bits, for the end of the signature, which differs from token to token. Who could choose it could only have a token verified
 * once more.
 */
function nameOf(token: string): number {
  let name = 0;
  for (let index = Math.max(0, token.length - NAMING_CHARACTERS); index < token.length; index++) {
    name = (Math.imul(name, 31) + token.charCodeAt(index)) | 0;
  }
  return name;
}

function digestOf(token: string): string {
  return hash('sha256', token, 'binary');
}
