import { type JsonWebKey, type KeyObject, createPublicKey } from 'node:crypto';
import { parseStrictJson } from '@notes/strict-json';
import type { JsonObject } from './token-form.ts';

/** A JSON Web Key Set (RFC 7517, section 5), as an issuer publishes it. */
export interface JsonWebKeySet {
  readonly keys: readonly object[];
}

/** The keys of a set that may verify tokens, by their `kid`. */
export type VerificationKeys = ReadonlyMap<string, KeyObject>;

const MIN_MODULUS_BITS = 2048;
/** Beyond this a verification takes milliseconds. */
const MAX_MODULUS_BITS = 8192;
/** NIST SP 800-56B rev. 2, section 6.2: 2^16 < e < 2^256, odd; none beyond four bytes is in use. */
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 0xffff_ffffn;

/** Reads a published key set. @throws TypeError as {@link importKeys}, or when the text is no strict JSON. */
export function parseKeys(text: string): VerificationKeys {
  return importKeys(parseStrictJson(text));
}

/**
 * Takes the keys that RS256 tokens can be verified with out of a key set. Keys for anything else are passed over, as RFC 7517, section
 * 5 asks: an issuer may publish new kinds.
 * @throws TypeError when it is no key set, when no key of it can be used, or when two that can have the same `kid`.
 */
export function importKeys(set: unknown): VerificationKeys {
  const published = isObject(set) ? set['keys'] : undefined;
  if (!Array.isArray(published)) throw new TypeError('It is no JSON Web Key Set.');
  const keys = new Map<string, KeyObject>();
  for (const jwk of published as readonly unknown[]) {
    const key = isObject(jwk) && isForRs256(jwk) ? importKey(jwk) : undefined;
    const kid = isObject(jwk) ? jwk['kid'] : undefined;
    if (!key || typeof kid !== 'string' || kid === '') continue;
    if (keys.has(kid)) throw new TypeError('Two keys of the JSON Web Key Set have the same kid.');
    keys.set(kid, key);
  }
  if (keys.size === 0) throw new TypeError('No key of the JSON Web Key Set can verify RS256 signatures.');
  return keys;
}

function isForRs256(jwk: JsonObject): boolean {
  const { kty, use = 'sig', alg = 'RS256', key_ops: operations = ['verify'] } = jwk;
  const isPublic = !('d' in jwk);
  return (
    kty === 'RSA' &&
    use === 'sig' &&
    alg === 'RS256' &&
    isPublic &&
    Array.isArray(operations) &&
    operations.includes('verify')
  );
}

/** The key, unless it is damaged or too weak (RFC 7518, section 3.3 asks for 2048 bits). */
function importKey({ n, e }: JsonObject): KeyObject | undefined {
  let key: KeyObject;
  try {
    // Throws for a modulus or an exponent that is missing or no text, too.
    key = createPublicKey({ key: { kty: 'RSA', n, e } as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const isStrong = modulusLength >= MIN_MODULUS_BITS && modulusLength <= MAX_MODULUS_BITS;
  const isSane =
    publicExponent >= MIN_EXPONENT && publicExponent <= MAX_EXPONENT && publicExponent % 2n === 1n;
  return isStrong && isSane ? key : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
