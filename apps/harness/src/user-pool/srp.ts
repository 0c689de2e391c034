import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { modularPower } from './modular-power.ts';

/** The 3072-bit group of RFC 3526 section 4 (RFC 5054 appendix A), the one Cognito uses; its generator is 2. */
const N = toInteger(getDiffieHellman('modp15').getPrime());
const G = 2n;
const K = toInteger(sha256(twosComplement(N), twosComplement(G)));

const SALT_BYTES = 16;
const PRIVATE_VALUE_BYTES = 32;
const KEY_BYTES = 16;

/** What a server keeps instead of a password (RFC 2945 section 3): enough to check a proof, not enough to make one. */
export interface PasswordVerifier {
  readonly salt: bigint;
  readonly verifier: bigint;
}

/** The server's ephemeral pair: `secret` is b, `public` is B of RFC 5054 section 2.6. */
export interface ServerKeyPair {
  readonly secret: bigint;
  readonly public: bigint;
}

/** Who proves what. `poolName` is the pool id after its underscore, `userId` what the client was told as USER_ID_FOR_SRP. */
export interface Identity {
  readonly poolName: string;
  readonly userId: string;
}

/** A salted verifier of a password; the password itself is not in it. */
export function createPasswordVerifier(
  identity: Identity,
  password: string,
  salt = toInteger(randomBytes(SALT_BYTES)),
): PasswordVerifier {
  return { salt, verifier: power(G, privateKey(identity, password, salt)) };
}

/**
 * Something that looks like a verifier and belongs to no password, always the same for the same seed, so that a sign-in of an
 * unknown user cannot be told from one with a wrong password (RFC 5054 section 2.5.1.3). The seed must be a secret of the server.
 */
export function createSimulatedVerifier(seed: Buffer): PasswordVerifier {
  const derive = (info: string, bytes: number): bigint =>
    toInteger(Buffer.from(hkdfSync('sha256', seed, '', info, bytes)));
  return { salt: derive('salt', SALT_BYTES), verifier: derive('verifier', 384) % N };
}

/** A fresh b, and B = k v + g^b mod N. */
export function createServerKeyPair({ verifier }: PasswordVerifier): ServerKeyPair {
  const secret = toInteger(randomBytes(PRIVATE_VALUE_BYTES));
  return { secret, public: (K * verifier + power(G, secret)) % N };
}

/**
 * Reads the client's public value A from hexadecimal. Undefined when it is no number, longer than N, or a multiple of N, which would
 * make the session key known to anyone (RFC 5054 section 2.5.4).
 */
export function parsePublicValue(hex: string): bigint | undefined {
  if (!/^[0-9a-f]{1,768}$/i.test(hex)) {
    return undefined;
  }
  const value = BigInt(`0x${hex}`);
  return value % N === 0n ? undefined : value;
}

/** The 16-byte key that both sides derive from the password's verifier and the two public values. */
export function deriveSessionKey(
  clientPublic: bigint,
  server: ServerKeyPair,
  { verifier }: PasswordVerifier,
): Buffer {
  const u = sha256(twosComplement(clientPublic), twosComplement(server.public));
  const secret = power(clientPublic * power(verifier, toInteger(u)), server.secret);
  const salt = twosComplement(toInteger(u));
  return Buffer.from(hkdfSync('sha256', twosComplement(secret), salt, 'Caldera Derived Key', KEY_BYTES));
}

/** The proof that the client sends as PASSWORD_CLAIM_SIGNATURE; `timestamp` is signed as it was sent. */
export function signPasswordClaim(
  key: Buffer,
  { poolName, userId }: Identity,
  secretBlock: Buffer,
  timestamp: string,
): Buffer {
  return createHmac('sha256', key)
    .update(poolName)
    .update(userId)
    .update(secretBlock)
    .update(timestamp)
    .digest();
}

/** Hexadecimal as SALT and SRP_B are sent. */
export function toHex(value: bigint): string {
  return value.toString(16);
}

function privateKey({ poolName, userId }: Identity, password: string, salt: bigint): bigint {
  return toInteger(sha256(twosComplement(salt), sha256(Buffer.from(`${poolName}${userId}:${password}`))));
}

function power(base: bigint, exponent: bigint): bigint {
  return modularPower(base, exponent, N);
}

/** The bytes of a positive number with room for a sign bit, as Java's BigInteger.toByteArray gives them: Cognito hashes these. */
function twosComplement(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
}
