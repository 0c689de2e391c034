import {
  type KeyObject,
  constants,
  createHmac,
  createPublicKey,
  generateKeyPair,
  sign as signBytes,
} from 'node:crypto';
import { promisify } from 'node:util';

/** A JSON Web Key Set (RFC 7517, section 5) of whatever keys a test needs. */
export interface TestKeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** A key pair of an issuer that exists for a test only. */
export interface TestKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The public key as an issuer publishes it: with `kid`, `use` and, for RSA, `alg` RS256. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** Signs the bytes of `<header>.<payload>`. */
export type Signer = (signingInput: Buffer) => Buffer;

/** One part of a token: an object is written as JSON, a string is taken for JSON already, bytes go as they are. */
export type TokenPart = Readonly<Record<string, unknown>> | string | Buffer;

const generate = promisify(generateKeyPair);

/** Makes an RSA key pair under that `kid`. Of 2048 bits it takes about 0.1 s. */
export async function createTestKey(kid: string, modulusLength = 2048): Promise<TestKey> {
  const { privateKey } = await generate('rsa', { modulusLength });
  return testKey(kid, privateKey);
}

/** Takes any private key for the key of that `kid`. */
export function testKey(kid: string, privateKey: KeyObject): TestKey {
  const publicKey = createPublicKey(privateKey);
  const alg = privateKey.asymmetricKeyType === 'rsa' ? { alg: 'RS256' } : {};
  return {
    kid,
    privateKey,
    publicKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...alg },
  };
}

/** The algorithms that tokens of a test can be signed with by one of {@link createKeyFor}'s keys. */
export type TestAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

/** Makes a key pair that signs with that algorithm; its `jwk` names it in `alg`. */
export async function createKeyFor(algorithm: TestAlgorithm, kid: string): Promise<TestKey> {
  const key = testKey(kid, await generatePrivateKey(algorithm));
  return { ...key, jwk: { ...key.jwk, alg: algorithm } };
}

async function generatePrivateKey(algorithm: TestAlgorithm): Promise<KeyObject> {
  if (algorithm === 'ES256') return (await generate('ec', { namedCurve: 'P-256' })).privateKey;
  if (algorithm === 'EdDSA') return (await generate('ed25519')).privateKey;
  return (await generate('rsa', { modulusLength: 2048 })).privateKey;
}

/** Signs with that algorithm. */
export function signerFor(algorithm: TestAlgorithm, key: TestKey): Signer {
  return { RS256: rs256, PS256: ps256, ES256: es256, EdDSA: eddsa }[algorithm](key);
}

/** Puts a compact JWS together (RFC 7515, section 7.1) from any parts at all; `signer` decides what the signature is. */
export function forgeToken(header: TokenPart, payload: TokenPart, signer: Signer): string {
  const signingInput = `${encodePart(header)}.${encodePart(payload)}`;
  return `${signingInput}.${signer(Buffer.from(signingInput)).toString('base64url')}`;
}

/** RS256, RFC 7518, section 3.3. */
export function rs256({ privateKey }: TestKey): Signer {
  return (bytes) => signBytes('RSA-SHA256', bytes, privateKey);
}

/** RS512, RFC 7518, section 3.3. */
export function rs512({ privateKey }: TestKey): Signer {
  return (bytes) => signBytes('RSA-SHA512', bytes, privateKey);
}

/** PS256, RFC 7518, section 3.5. */
export function ps256({ privateKey }: TestKey): Signer {
  return (bytes) =>
    signBytes('RSA-SHA256', bytes, {
      key: privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    });
}

/** ES256, RFC 7518, section 3.4. */
export function es256({ privateKey }: TestKey): Signer {
  return (bytes) => signBytes('SHA256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
}

/** EdDSA with Ed25519, RFC 8037, section 3.1. */
export function eddsa({ privateKey }: TestKey): Signer {
  return (bytes) => signBytes(null, bytes, privateKey);
}

/** HS256, RFC 7518, section 3.2. */
export function hs256(secret: string | Buffer): Signer {
  return (bytes) => createHmac('sha256', secret).update(bytes).digest();
}

/** The empty signature of an unsecured token (RFC 7518, section 3.6). */
export const unsigned: Signer = () => Buffer.alloc(0);

function encodePart(part: TokenPart): string {
  const bytes = Buffer.isBuffer(part)
    ? part
    : Buffer.from(typeof part === 'string' ? part : JSON.stringify(part));
  return bytes.toString('base64url');
}
