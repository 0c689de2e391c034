import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
  type Signer,
  type TestKey,
  es256,
  hs256,
  ps256,
  rs256,
  rs512,
  testKey,
  unsigned,
} from '@notes/contracts';
import { type Pool, formsOf } from './pool.ts';
import { type HostileToken, hostile, named } from './token-case.ts';

const digestSigner =
  (digest: string) =>
  ({ privateKey }: TestKey): Signer =>
  (bytes) =>
    sign(digest, bytes, privateKey);

const rs384 = digestSigner('RSA-SHA384');
const rs1 = digestSigner('RSA-SHA1');

/** A word in every mixture of capital and small letters. */
function casings(word: string): readonly string[] {
  return Array.from({ length: 2 ** word.length }, (_, mask) =>
    Array.from(word, (letter, index) => (mask & (1 << index) ? letter.toUpperCase() : letter)).join(''),
  );
}

const bytes =
  (length: number, value = 0): Signer =>
  () =>
    Buffer.alloc(length, value);

export function algorithmAttacks(pool: Pool): readonly HostileToken[] {
  const { first, elliptic, edwards, pss } = pool.keys;
  const { kid } = first;
  const none = casings('none').flatMap((alg): [string, string][] => [
    [`alg ${alg}, no signature`, pool.tokenWithHeader({ kid, alg }, unsigned)],
    [`alg ${alg}, a genuine signature`, pool.tokenWithHeader({ kid, alg })],
  ]);
  const signed = (alg: unknown, key: TestKey, signer: Signer) =>
    pool.tokenWithHeader({ kid: key.kid, alg }, signer);
  const notRs256 = Object.entries({
    missing: undefined,
    null: null,
    empty: '',
    'in small letters': 'rs256',
    'with a blank behind': 'RS256 ',
    'with a blank in front': ' RS256',
    'with a null character': 'RS256\0',
    'with a line break': 'RS256\n',
    'with another letter of the same look': 'RЅ256',
    'a number': 256,
    true: true,
    'a list': ['RS256'],
    'a list of two': ['RS256', 'none'],
    'an object': { RS256: true },
    'an object with toString': { toString: 'RS256' },
    constructor: 'constructor',
    __proto__: '__proto__',
    'an encryption algorithm': 'RSA-OAEP',
    dir: 'dir',
    'RSA-SHA256': 'RSA-SHA256',
    'its URI in XML signatures': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  }).map(([name, alg]): [string, string] => [`alg ${name}`, pool.tokenWithHeader({ kid, alg })]);

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const foreign = testKey(kid, privateKey);
  return [
    ...hostile('algorithm', 'algorithm', {
      ...named([...none, ...notRs256]),
      'alg none, no kid': pool.tokenWithHeader({ alg: 'none' }, unsigned),
      'alg none, a word for a signature': pool.tokenWithHeader({ alg: 'none', kid }, () => Buffer.from('x')),
      'RS384, rightly signed': signed('RS384', first, rs384(first)),
      'RS512, rightly signed': signed('RS512', first, rs512(first)),
      'RS1, rightly signed': signed('RS1', first, rs1(first)),
      'PS256, rightly signed': signed('PS256', first, ps256(first)),
      'PS256, rightly signed by the key published for it': signed('PS256', pss, ps256(pss)),
      'ES256, rightly signed by a published key': signed('ES256', elliptic, es256(elliptic)),
      'ES256 under the kid of an RSA key': signed('ES256', foreign, es256(foreign)),
      'ES256 with a signature of 64 zeros': signed('ES256', elliptic, bytes(64)),
      'ES256 with a signature of r = s = 0 in DER': signed('ES256', elliptic, () =>
        Buffer.from('3006020100020100', 'hex'),
      ),
      'ES256 with an empty signature': signed('ES256', elliptic, unsigned),
      'ES256 with a signature of 64 zeros under an RSA kid': signed('ES256', first, bytes(64)),
      'ES384 with a signature of 96 zeros': signed('ES384', elliptic, bytes(96)),
      'ES512 with a signature of 132 zeros': signed('ES512', elliptic, bytes(132)),
      'EdDSA, rightly signed by a published key': signed('EdDSA', edwards, (input) =>
        sign(null, input, edwards.privateKey),
      ),
      'EdDSA with a signature of 64 zeros': signed('EdDSA', edwards, bytes(64)),
      'HS256 with a published symmetric key': pool.tokenWithHeader(
        { kid: 'symmetric-key', alg: 'HS256' },
        hs256(pool.keys.secret),
      ),
    }),
    ...hostile('algorithm', 'signature', {
      'RS256 said, signed with RS384': pool.tokenWithSignature(rs384(first)),
      'RS256 said, signed with RS512': pool.tokenWithSignature(rs512(first)),
      'RS256 said, signed with SHA-1': pool.tokenWithSignature(rs1(first)),
      'RS256 said, signed with PS256': pool.tokenWithSignature(ps256(first)),
      'RS256 said, signed with ES256': pool.tokenWithSignature(es256(elliptic)),
      'RS256 said, signed with HS256 and the public key': pool.tokenWithSignature(
        hs256(first.publicKey.export({ format: 'pem', type: 'spki' })),
      ),
    }),
    ...hostile('algorithm', 'unknown-key', {
      'RS256 said under the kid of an elliptic curve key': pool.token(pool.claims(), {
        ...first,
        kid: elliptic.kid,
      }),
      'RS256 said under the kid of a symmetric key': pool.token(pool.claims(), {
        ...first,
        kid: 'symmetric-key',
      }),
      'RS256 by the key published for PS256': pool.token(pool.claims(), pss),
    }),
  ];
}

/** HMAC with the public key as its secret, which a library takes that lets the token choose the algorithm (RFC 8725, section 2.1). */
export function keyConfusions(pool: Pool): readonly HostileToken[] {
  const { first } = pool.keys;
  const secrets = {
    ...formsOf(first.publicKey),
    'JWK as published': JSON.stringify(first.jwk),
    'the key set': JSON.stringify(pool.jwks),
    'an empty secret': '',
    'its kid': first.kid,
  };
  const hmac =
    (digest: string, secret: string | Buffer): Signer =>
    (input) =>
      createHmac(digest, secret).update(input).digest();
  const signed = (alg: string, signer: Signer) => pool.tokenWithHeader({ kid: first.kid, alg }, signer);
  const pem = first.publicKey.export({ format: 'pem', type: 'spki' });
  return hostile('key confusion', 'algorithm', {
    ...Object.fromEntries(
      Object.entries(secrets).map(([name, secret]) => [
        `HS256 keyed with ${name}`,
        signed('HS256', hs256(secret)),
      ]),
    ),
    'HS384 keyed with the PEM': signed('HS384', hmac('sha384', pem)),
    'HS512 keyed with the PEM': signed('HS512', hmac('sha512', pem)),
    'hs256 keyed with the PEM': signed('hs256', hs256(pem)),
    'HS256 with a genuine RS256 signature': signed('HS256', rs256(first)),
    'RS256 and HS256 in a list': pool.tokenWithHeader(
      { kid: first.kid, alg: ['RS256', 'HS256'] },
      hs256(pem),
    ),
  });
}
