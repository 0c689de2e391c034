import { type KeyObject, generateKeyPairSync } from 'node:crypto';
import { importKeys, parseKeys } from './json-web-keys.ts';
import { EDDSA, ES256, PS256, RS256 } from './signature-algorithms.ts';

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

describe('importKeys for several algorithms', () => {
  const publicJwk = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: 'jwk' });
  const published = {
    rsa: jwk,
    ec: publicJwk(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
    okp: publicJwk(generateKeyPairSync('ed25519')),
  };
  const every = [RS256, PS256, ES256, EDDSA];

  it.each([
    ['rsa', undefined, every, 'RS256'],
    ['rsa', undefined, [PS256, RS256], 'PS256'],
    ['rsa', 'PS256', every, 'PS256'],
    ['rsa', 'RS256', [PS256, RS256], 'RS256'],
    ['ec', undefined, every, 'ES256'],
    ['ec', 'ES256', every, 'ES256'],
    ['okp', undefined, every, 'EdDSA'],
    ['okp', 'EdDSA', every, 'EdDSA'],
  ] as const)('takes the key %s with the alg %s for one of them', (kind, alg, algorithms, name) => {
    const keys = importKeys({ keys: [{ ...published[kind], kid: 'one', alg }] }, algorithms);
    expect([...keys.keys()]).toEqual([`${name} one`]);
    expect(keys.get(`${name} one`)?.export({ format: 'jwk' })).toEqual(published[kind]);
  });

  it.each([
    ['ec', 'RS256', every],
    ['rsa', 'ES256', every],
    ['okp', 'ES256', every],
    ['rsa', 'RS512', every],
    ['rsa', '', every],
    ['rsa', null, every],
    ['ec', undefined, [RS256, EDDSA]],
    ['okp', 'EdDSA', [ES256]],
    ['rsa', undefined, []],
  ] as const)('passes over the key %s with the alg %j', (kind, alg, algorithms) => {
    const names = algorithms.map(({ name }) => name).join(' or ');
    expect(() => importKeys({ keys: [{ ...published[kind], kid: 'one', alg }] }, algorithms)).toThrow(
      new TypeError(`No key of the JSON Web Key Set can verify ${names} signatures.`),
    );
  });

  it('takes two keys of one kid that serve different algorithms, and none that serve the same', () => {
    const [first, second] = [
      { ...published.rsa, kid: 'one' },
      { ...published.ec, kid: 'one' },
    ];
    expect([...importKeys({ keys: [first, second] }, every).keys()]).toEqual(['RS256 one', 'ES256 one']);
    expect(() => importKeys({ keys: [first, second, { ...first, alg: 'RS256' }] }, every)).toThrow(
      /same kid/,
    );
  });
});

describe('parseKeys', () => {
  it('reads a published set for other algorithms', () => {
    const text = JSON.stringify({ keys: [{ ...jwk, kid: 'one' }] });
    expect([...parseKeys(text, [PS256]).keys()]).toEqual(['PS256 one']);
  });

  it('reads a published set', () => {
    expect([...parseKeys(JSON.stringify({ keys: [good] })).keys()]).toEqual(['RS256 good']);
  });

  it.each(['', '<html></html>', '{"keys":[],"keys":[]}'])('refuses %j', (text) => {
    expect(() => parseKeys(text)).toThrow();
  });
});
