import { type KeyObject, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** A public RSA key as an issuer publishes it (RFC 7517, sections 4 and 9.3; RFC 7518, section 6.3.1). */
export interface PublicSigningKey {
  readonly kty: 'RSA';
  readonly use: 'sig';
  readonly alg: 'RS256';
  readonly kid: string;
  /** The modulus, base64url. */
  readonly n: string;
  /** The public exponent, base64url. */
  readonly e: string;
}

/** A JSON Web Key Set (RFC 7517, section 5). */
export interface JsonWebKeySet {
  readonly keys: readonly PublicSigningKey[];
}

/** A key pair that signs tokens. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly published: PublicSigningKey;
}

/** An RSA-2048 key pair. */
export interface RsaKeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Gives an RSA-2048 key pair at each call. */
export type KeyPairSource = () => Promise<RsaKeyPair>;

const generate = promisify(generateKeyPair);

/** Fresh pairs, each of which takes about a tenth of a second. */
export const freshKeyPairs: KeyPairSource = () => generate('rsa', { modulusLength: 2048 });

/** A pair from the source with a random `kid` in the form that Cognito's have: 32 bytes, base64. */
export async function createSigningKey(keyPairs: KeyPairSource): Promise<SigningKey> {
  const { privateKey, publicKey } = await keyPairs();
  // Every RSA key has both (RFC 7518, section 6.3.1); Node's type is that of any key.
  const { n, e } = publicKey.export({ format: 'jwk' }) as { n: string; e: string };
  const kid = randomBytes(32).toString('base64');
  return { privateKey, published: { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e } };
}

/** Signs claims with RS256 (RFC 7518, section 3.3) as a compact JWS with the header members that Cognito sends: `kid` and `alg`. */
export function signClaims(key: SigningKey, claims: Readonly<Record<string, unknown>>): string {
  const signed = `${encode({ kid: key.published.kid, alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
