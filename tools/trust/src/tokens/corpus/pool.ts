import { type KeyObject, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type Signer,
  type TestKey,
  type TokenPart,
  createTestKey,
  forgeToken,
  rs256,
  testKey,
} from '@notes/contracts';

export const CLIENT = '4examplefirstclient26chars';
export const OTHER_CLIENT = '4exampleothrclient26chars0';
export const SUBJECT = '6b1f6c4e-7d1b-4a56-9f7e-2f1f5d3c9a10';
export const HOUR = 3600;

export type Claims = Readonly<Record<string, unknown>>;

/** A published key's JWK with some members changed; undefined takes one out. */
type JwkChanges = Readonly<Record<string, unknown>>;

const generate = promisify(generateKeyPair);

/** The keys around which the corpus is made: good ones, and what hostile or careless issuers publish beside them. */
export async function createPoolKeys() {
  const [first, second, bare, large, attacker, encryption, pss, leaked, weak, exponent1] = await Promise.all([
    createTestKey('Vb7+first/key='),
    createTestKey('second-key'),
    createTestKey('bare-key'),
    createTestKey('large-key', 3072),
    createTestKey('attacker-key'),
    createTestKey('encryption-key'),
    createTestKey('pss-key'),
    createTestKey('leaked-key'),
    createTestKey('weak-key', 1024),
    createTestKey('exponent-1-key'),
  ]);
  const [exponent3, elliptic, edwards] = await Promise.all([
    generate('rsa', { modulusLength: 2048, publicExponent: 3 }),
    generate('ec', { namedCurve: 'P-256' }),
    generate('ed25519'),
  ]);
  return {
    first,
    second,
    bare: republished(bare, { alg: undefined, use: undefined, key_ops: ['verify'] }),
    large,
    attacker,
    encryption: republished(encryption, { use: 'enc' }),
    pss: republished(pss, { alg: 'PS256' }),
    leaked: republished(leaked, { ...leaked.privateKey.export({ format: 'jwk' }) }),
    weak,
    exponent1: republished(exponent1, { e: 'AQ' }),
    exponent3: testKey('exponent-3-key', exponent3.privateKey),
    elliptic: testKey('elliptic-key', elliptic.privateKey),
    edwards: testKey('edwards-key', edwards.privateKey),
    secret: Buffer.from('a symmetric key of thirty-two by'),
  };
}

export type PoolKeys = Awaited<ReturnType<typeof createPoolKeys>>;

function republished(key: TestKey, changes: JwkChanges): TestKey {
  const members = Object.entries({ ...key.jwk, ...changes }).filter(([, value]) => value !== undefined);
  return { ...key, jwk: Object.fromEntries(members) };
}

/** A user pool that exists for the corpus only: its issuer, its keys and the second at which the corpus was made. */
export class Pool {
  readonly issuer: string;
  readonly keys: PoolKeys;
  /** Seconds since the Unix epoch. */
  readonly now: number;

  constructor(issuer: string, keys: PoolKeys, now: number) {
    this.issuer = issuer;
    this.keys = keys;
    this.now = now;
  }

  /** What it publishes: everything but the attacker's key. */
  get jwks(): { readonly keys: readonly Readonly<Record<string, unknown>>[] } {
    const { attacker: _, secret, ...published } = this.keys;
    const symmetric = { kty: 'oct', kid: 'symmetric-key', use: 'sig', alg: 'HS256', k: encode(secret) };
    return { keys: [...Object.values(published).map(({ jwk }) => jwk), symmetric] };
  }

  /** The claims of a genuine access token, with those changes; undefined takes one out. */
  claims(changes: Claims = {}): Claims {
    return {
      sub: SUBJECT,
      iss: this.issuer,
      client_id: CLIENT,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: this.now,
      iat: this.now,
      exp: this.now + HOUR,
      jti: 'b9f3b1f0-6a5d-4b2e-8f6a-0c1d2e3f4a5b',
      username: 'ada',
      ...changes,
    };
  }

  /** The claims as JSON text with more members at the end, which may be anything at all. */
  claimsAnd(members: string, changes: Claims = {}): string {
    return `${JSON.stringify(this.claims(changes)).slice(0, -1)},${members}}`;
  }

  /** Signed with RS256 by that key under its kid. */
  token(claims: TokenPart = this.claims(), key: TestKey = this.keys.first): string {
    return forgeToken({ kid: key.kid, alg: 'RS256' }, claims, rs256(key));
  }

  /** Good claims under any header, signed by the first key unless told otherwise. */
  tokenWithHeader(header: TokenPart, signer: Signer = rs256(this.keys.first)): string {
    return forgeToken(header, this.claims(), signer);
  }

  /** A good token of the first key, with the `kid` and `alg` of a genuine one, but for its signature. */
  tokenWithSignature(signer: Signer): string {
    return this.tokenWithHeader({ kid: this.keys.first.kid, alg: 'RS256' }, signer);
  }
}

export function encode(bytes: Buffer | string): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The public key in every form in which a library may have it at hand, and so mistake it for a secret. */
export function formsOf(publicKey: KeyObject): Readonly<Record<string, string | Buffer>> {
  const spki = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const jwk = publicKey.export({ format: 'jwk' });
  return {
    'PEM (SPKI)': spki,
    'PEM (SPKI) without its last line break': spki.trimEnd(),
    'PEM (SPKI) with CRLF': spki.replaceAll('\n', '\r\n'),
    'PEM (PKCS#1)': publicKey.export({ format: 'pem', type: 'pkcs1' }),
    'DER (SPKI)': publicKey.export({ format: 'der', type: 'spki' }),
    'DER (PKCS#1)': publicKey.export({ format: 'der', type: 'pkcs1' }),
    'base64 of the DER': publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    JWK: JSON.stringify(jwk),
    'JWK, indented': JSON.stringify(jwk, undefined, 2),
    'n of the JWK': String(jwk.n),
    'bytes of the modulus': Buffer.from(String(jwk.n), 'base64url'),
  };
}
