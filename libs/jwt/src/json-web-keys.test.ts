import { generateKeyPairSync } from 'node:crypto';
import { importKeys, parseKeys } from './json-web-keys.ts';

function rsaKey(modulusLength = 2048, publicExponent = 65_537) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent });
  return { jwk: publicKey.export({ format: 'jwk' }), privateJwk: privateKey.export({ format: 'jwk' }) };
}

const { jwk, privateJwk } = rsaKey();
const good = { ...jwk, kid: 'good', use: 'sig', alg: 'RS256' };
/** The same modulus under another exponent: a key that nobody owns, but that is read like any other. */
const withExponent = (bytes: readonly number[]) => ({
  ...good,
  kid: 'other',
  e: Buffer.from(bytes).toString('base64url'),
});

const kids = (...keys: unknown[]) =>
  [...importKeys({ keys: [good, ...keys] }).keys()].map((id) => id.replace('RS256 ', ''));

describe('importKeys', () => {
  it('takes RSA keys for RS256, with and without the optional members', () => {
    const { n, e } = jwk;
    const keys = [
      { kty: 'RSA', kid: 'bare', n, e },
      { ...good, kid: 'with operations', key_ops: ['verify'], ext: true },
    ];
    expect(kids(...keys)).toEqual(['good', 'bare', 'with operations']);
  });

  it.each<[string, unknown]>([
    ['of another kind', { kty: 'oct', kid: 'other', k: 'c2VjcmV0', alg: 'HS256' }],
    ['that says it is of another kind', { ...good, kid: 'other', kty: 'oct' }],
    ['on a curve', { kty: 'EC', kid: 'other', crv: 'P-256', x: 'AA', y: 'AA' }],
    ['for encryption', { ...good, kid: 'other', use: 'enc' }],
    ['for another algorithm', { ...good, kid: 'other', alg: 'RS512' }],
    ['for PS256', { ...good, kid: 'other', alg: 'PS256' }],
    ['that may only sign', { ...good, kid: 'other', key_ops: ['sign'] }],
    ['with mistyped operations', { ...good, kid: 'other', key_ops: 'verify' }],
    ['that is private', { ...privateJwk, kid: 'other' }],
    ['without a kid', { ...good, kid: undefined }],
    ['with an empty kid', { ...good, kid: '' }],
    ['with a mistyped kid', { ...good, kid: 1 }],
    ['without a modulus', { ...good, kid: 'other', n: undefined }],
    ['without an exponent', { ...good, kid: 'other', e: 65537 }],
    ['with a mistyped modulus', { ...good, kid: 'other', n: [1] }],
    ['with an empty modulus', { ...good, kid: 'other', n: '' }],
    ['of 1024 bits', { ...rsaKey(1024).jwk, kid: 'other' }],
    ['of 16384 bits', { ...good, kid: 'other', n: Buffer.alloc(2048, 0xff).toString('base64url') }],
    ['with the exponent 1', withExponent([1])],
    ['with the exponent 3', withExponent([3])],
    ['with an even exponent', withExponent([1, 0, 2])],
    ['with an exponent of five bytes', withExponent([1, 0, 0, 0, 1])],
    ['that is null', null],
    ['that is text', 'key'],
  ])('passes over a key %s', (_, key) => {
    expect(kids(key)).toEqual(['good']);
  });

  it('takes the longest modulus and the greatest exponent that are allowed', () => {
    const longest = { ...good, kid: 'longest', n: Buffer.alloc(1024, 0xff).toString('base64url') };
    expect(kids(longest, withExponent([0xff, 0xff, 0xff, 0xff]))).toEqual(['good', 'longest', 'other']);
  });

  it('refuses two keys of one kid', () => {
    expect(() => kids({ ...good })).toThrow(/same kid/);
    expect(() => kids({ ...rsaKey().jwk, kid: 'good' })).toThrow(/same kid/);
  });

  it.each([undefined, null, 1, 'keys', [], {}, { keys: {} }, { keys: 'none' }])(
    'refuses %j, which is no set',
    (set) => {
      expect(() => importKeys(set)).toThrow(/no JSON Web Key Set/);
    },
  );

  it('refuses a set without any key of use', () => {
    expect(() => importKeys({ keys: [] })).toThrow(/No key/);
    expect(() => importKeys({ keys: [{ kty: 'oct', kid: 'other', k: 'c2VjcmV0' }] })).toThrow(/No key/);
  });
});

describe('parseKeys', () => {
  it('reads a published set', () => {
    expect([...parseKeys(JSON.stringify({ keys: [good] })).keys()]).toEqual(['RS256 good']);
  });

  it.each(['', '<html></html>', '{"keys":[],"keys":[]}'])('refuses %j', (text) => {
    expect(() => parseKeys(text)).toThrow();
  });
});
