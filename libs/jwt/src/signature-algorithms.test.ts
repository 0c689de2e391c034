import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { EDDSA, ES256, PS256, RS256 } from './signature-algorithms.ts';
import type { JsonObject } from './token-form.ts';

const curveKey = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;

/** Private keys, whose JSON Web Keys have the public members, too. */
const privateKeys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  p256: curveKey('P-256'),
  p384: curveKey('P-384'),
  secp256k1: curveKey('secp256k1'),
  ed25519: generateKeyPairSync('ed25519').privateKey,
  ed448: generateKeyPairSync('ed448').privateKey,
  x25519: generateKeyPairSync('x25519').privateKey,
};
const rsa = privateKeys.rsa.export({ format: 'jwk' });
const p256 = privateKeys.p256.export({ format: 'jwk' });
const ed25519 = privateKeys.ed25519.export({ format: 'jwk' });

const encoded = (bytes: Buffer | readonly number[]) => Buffer.from(bytes).toString('base64url');
const decoded = (text = '') => Buffer.from(text, 'base64url');

/** A modulus of that many bits, all of them set. Nobody owns such a key, but it is read like any other. */
function modulus(bits: number): string {
  const bytes = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  bytes.writeUInt8(2 ** (bits % 8 || 8) - 1);
  return encoded(bytes);
}

const algorithms = { RS256, PS256, ES256, EdDSA: EDDSA };

describe.each([
  ['RS256', 'rsa'],
  ['PS256', 'rsa'],
  ['ES256', 'p256'],
  ['EdDSA', 'ed25519'],
] as const)('%s', (name, kind) => {
  const algorithm = algorithms[name];

  it('has the name that `alg` says', () => {
    expect(algorithm.name).toBe(name);
  });

  it('takes the public key alone, though a private one be there', () => {
    const published = createPublicKey(privateKeys[kind]).export({ format: 'jwk' });
    for (const jwk of [published, privateKeys[kind].export({ format: 'jwk' })]) {
      expect(algorithm.importKey(jwk)?.export({ format: 'jwk' })).toEqual(published);
    }
  });

  it.each(Object.entries(privateKeys).filter(([other]) => other !== kind))(
    'takes no key of the kind %s',
    (_, key) => {
      expect(algorithm.importKey(key.export({ format: 'jwk' }))).toBeUndefined();
    },
  );

  it.each([undefined, null, '', 'oct', 'rsa', 'ec', 1, ['RSA']])('takes no key that says kty %j', (kty) => {
    expect(algorithm.importKey({ ...privateKeys[kind].export({ format: 'jwk' }), kty })).toBeUndefined();
  });

  it('takes no key without members', () => {
    expect(algorithm.importKey({})).toBeUndefined();
  });
});

describe.each([RS256, PS256])('$name', ({ importKey }) => {
  it.each([2048, 2049, 3072, 4096, 8191, 8192])('takes a modulus of %d bits', (bits) => {
    const key = importKey({ kty: 'RSA', n: modulus(bits), e: 'AQAB' });
    expect(key?.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: 65_537n });
  });

  it.each([8, 512, 1024, 2040, 2047, 8193, 16_384])('takes no modulus of %d bits', (bits) => {
    expect(importKey({ kty: 'RSA', n: modulus(bits), e: 'AQAB' })).toBeUndefined();
  });

  it('counts no zeros in front of a modulus', () => {
    const n = encoded([0, 0, ...decoded(modulus(2040))]);
    expect(importKey({ kty: 'RSA', n, e: 'AQAB' })).toBeUndefined();
  });

  it.each([
    ['65537', [1, 0, 1]],
    ['65539', [1, 0, 3]],
    ['2^32 - 1', [0xff, 0xff, 0xff, 0xff]],
  ])('takes the exponent %s', (_, bytes) => {
    expect(importKey({ ...rsa, e: encoded(bytes) })).toBeDefined();
  });

  it.each([
    ['0', [0]],
    ['1', [1]],
    ['3', [3]],
    ['65535', [0xff, 0xff]],
    ['65536', [1, 0, 0]],
    ['65538, which is even', [1, 0, 2]],
    ['2^32 + 1', [1, 0, 0, 0, 1]],
  ])('takes no exponent %s', (_, bytes) => {
    expect(importKey({ ...rsa, e: encoded(bytes) })).toBeUndefined();
  });

  it.each(['n', 'e'])('takes no key whose %s is missing or no text', (name) => {
    for (const value of [undefined, null, '', 65_537, [], {}]) {
      expect(importKey({ ...rsa, [name]: value })).toBeUndefined();
    }
  });
});

describe('ES256', () => {
  const { importKey } = ES256;
  const [x, y] = [decoded(p256.x), decoded(p256.y)];

  it.each<[string, JsonObject]>([
    ['whose point is not on the curve', { x: p256.y, y: p256.x }],
    ['at the origin, which is no point', { x: encoded(Buffer.alloc(32)), y: encoded(Buffer.alloc(32)) }],
    ['with too short an x', { x: encoded(x.subarray(1)) }],
    ['with too long a y', { y: encoded([...y, 0]) }],
    ['without x', { x: undefined }],
    ['without y', { y: undefined }],
    ['with an empty x', { x: '' }],
    ['with a mistyped y', { y: [1] }],
    ['that says it is on P-384', { crv: 'P-384' }],
    ['that says it is on another P-256', { crv: 'p-256' }],
    ['that says no curve', { crv: undefined }],
  ])('takes no key %s', (_, changes) => {
    expect(importKey({ ...p256, ...changes })).toBeUndefined();
  });

  it('takes a key on P-256, which is as its members say', () => {
    const key = importKey({ kty: 'EC', crv: 'P-256', x: p256.x, y: p256.y });
    expect(key?.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(key?.export({ format: 'jwk' })).toEqual({ kty: 'EC', crv: 'P-256', x: p256.x, y: p256.y });
  });
});

describe('EdDSA', () => {
  const { importKey } = EDDSA;
  const x = decoded(ed25519.x);

  it.each<[string, JsonObject]>([
    ['that is too short', { x: encoded(x.subarray(1)) }],
    ['that is too long', { x: encoded([...x, 0]) }],
    ['without x', { x: undefined }],
    ['with an empty x', { x: '' }],
    ['with a mistyped x', { x: 1 }],
    ['that says it is on Ed448', { crv: 'Ed448' }],
    ['that says it is for X25519', { crv: 'X25519' }],
    ['that says no curve', { crv: undefined }],
  ])('takes no key %s', (_, changes) => {
    expect(importKey({ ...ed25519, ...changes })).toBeUndefined();
  });

  it('takes a key of Ed25519, which is as its members say', () => {
    const key = importKey({ kty: 'OKP', crv: 'Ed25519', x: ed25519.x });
    expect(key?.asymmetricKeyType).toBe('ed25519');
    expect(key?.export({ format: 'jwk' })).toEqual({ kty: 'OKP', crv: 'Ed25519', x: ed25519.x });
  });
});
