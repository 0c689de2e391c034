import { type KeyObject, createPublicKey } from 'node:crypto';
import type { JsonObject } from './token-form.ts';

/** A way to sign tokens (RFC 7518, section 3.1), and the keys that it takes. */
export interface SignatureAlgorithm {
  /** What `alg` says. */
  readonly name: string;
  /** The key of a JSON Web Key, unless it is of another kind, damaged or too weak. */
  readonly importKey: (jwk: JsonObject) => KeyObject | undefined;
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3). */
export const RS256: SignatureAlgorithm = { name: 'RS256', importKey: importRsaKey };

/** RSASSA-PSS with SHA-256 (RFC 7518, section 3.5). */
export const PS256: SignatureAlgorithm = { name: 'PS256', importKey: importRsaKey };

/** ECDSA with P-256 and SHA-256 (RFC 7518, section 3.4). */
export const ES256: SignatureAlgorithm = {
  name: 'ES256',
  importKey: ({ kty, crv, x, y }) =>
    kty === 'EC' && crv === 'P-256' ? importKey({ kty, crv, x, y }) : undefined,
};

/** EdDSA with Ed25519 (RFC 8037, section 3.1), and no other curve. */
export const EDDSA: SignatureAlgorithm = {
  name: 'EdDSA',
  importKey: ({ kty, crv, x }) =>
    kty === 'OKP' && crv === 'Ed25519' ? importKey({ kty, crv, x }) : undefined,
};

const MIN_MODULUS_BITS = 2048;
/** Beyond this a verification takes milliseconds. */
const MAX_MODULUS_BITS = 8192;
/** NIST SP 800-56B rev. 2, section 6.2: 2^16 < e < 2^256, odd; none beyond four bytes is in use. */
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 0xffff_ffffn;

/** RFC 7518, section 3.3 asks for 2048 bits. */
function importRsaKey({ kty, n, e }: JsonObject): KeyObject | undefined {
  const key = kty === 'RSA' ? importKey({ kty, n, e }) : undefined;
  const { modulusLength = 0, publicExponent = 0n } = key?.asymmetricKeyDetails ?? {};
  const isStrong = modulusLength >= MIN_MODULUS_BITS && modulusLength <= MAX_MODULUS_BITS;
  const isSane =
    publicExponent >= MIN_EXPONENT && publicExponent <= MAX_EXPONENT && publicExponent % 2n === 1n;
  return isStrong && isSane ? key : undefined;
}

function importKey(jwk: JsonObject): KeyObject | undefined {
  try {
    // Throws for a member that is missing or no text, too, and for a point that is not on its curve.
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}
