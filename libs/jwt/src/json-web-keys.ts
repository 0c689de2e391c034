import type { KeyObject } from 'node:crypto';
import { parseStrictJson } from '@notes/strict-json';
import { RS256, type SignatureAlgorithm } from './signature-algorithms.ts';
import type { JsonObject } from './token-form.ts';

/** A JSON Web Key Set (RFC 7517, section 5), as an issuer publishes it. */
export interface JsonWebKeySet {
  readonly keys: readonly object[];
}

/** The keys of a set that may verify tokens. A key is found by its one algorithm, a space and its `kid`, such as `RS256 key-1`. */
export type VerificationKeys = ReadonlyMap<string, KeyObject>;

/** What a key is found by: its `kid`, and the one algorithm that it may be used for (RFC 8725, section 3.1). */
export function keyId(algorithm: string, kid: string): string {
  return `${algorithm} ${kid}`;
}

/** Reads a published key set. @throws TypeError as {@link importKeys}, or when the text is no strict JSON. */
export function parseKeys(text: string, algorithms?: readonly SignatureAlgorithm[]): VerificationKeys {
  return importKeys(parseStrictJson(text), algorithms);
}

/**
 * Takes the keys that tokens can be verified with out of a key set. Keys for anything else are passed over, as RFC 7517, section 5 asks:
 * an issuer may publish new kinds.
 * @param algorithms RS256 by default; a key that names no `alg` serves the first one that its kind allows
 * @throws TypeError when it is no key set, when no key of it can be used, or when two that can have the same `kid` and
 * algorithm.
 */
export function importKeys(
  set: unknown,
  algorithms: readonly SignatureAlgorithm[] = [RS256],
): VerificationKeys {
  const published = isObject(set) ? set['keys'] : undefined;
  if (!Array.isArray(published)) throw new TypeError('It is no JSON Web Key Set.');
  const keys = new Map<string, KeyObject>();
  for (const jwk of published as readonly unknown[]) {
    const imported = isObject(jwk) ? importKey(jwk, algorithms) : undefined;
    if (!imported) continue;
    const [id, key] = imported;
    if (keys.has(id)) throw new TypeError('Two keys of the JSON Web Key Set have the same kid.');
    keys.set(id, key);
  }
  if (keys.size > 0) return keys;
  const names = algorithms.map(({ name }) => name).join(' or ');
  throw new TypeError(`No key of the JSON Web Key Set can verify ${names} signatures.`);
}

function importKey(
  jwk: JsonObject,
  algorithms: readonly SignatureAlgorithm[],
): readonly [id: string, key: KeyObject] | undefined {
  const { kid, alg } = jwk;
  if (typeof kid !== 'string' || kid === '' || !isForVerification(jwk)) return undefined;
  for (const { name, importKey: read } of algorithms) {
    const key = alg === undefined || alg === name ? read(jwk) : undefined;
    if (key) return [keyId(name, kid), key];
  }
  return undefined;
}

function isForVerification(jwk: JsonObject): boolean {
  const { use = 'sig', key_ops: operations = ['verify'] } = jwk;
  const isPublic = !('d' in jwk);
  return use === 'sig' && isPublic && Array.isArray(operations) && operations.includes('verify');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
