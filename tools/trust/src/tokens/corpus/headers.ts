import { generateKeyPairSync } from 'node:crypto';
import { type TestKey, hs256, rs256 } from '@notes/contracts';
import type { Pool } from './pool.ts';
import { type HostileToken, hostile, named } from './token-case.ts';

/** Where nobody listens: a validator that follows a URL of a header would fail, and one that must not is not slowed. */
const NOWHERE = 'http://127.0.0.1:9';

/** Members of a header that bring a key along, or say where to get one (RFC 7515, sections 4.1.2 to 4.1.8). */
function keysIn({ attacker }: Pool['keys']): Readonly<Record<string, object>> {
  const der = attacker.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    jwk: { jwk: attacker.jwk },
    'jwk as a symmetric key': { jwk: { kty: 'oct', k: 'AAAA' } },
    'jwk with the private key': { jwk: attacker.privateKey.export({ format: 'jwk' }) },
    jku: { jku: `${NOWHERE}/.well-known/jwks.json` },
    'jku of a file': { jku: 'file:///etc/passwd' },
    x5u: { x5u: `${NOWHERE}/certificate.pem` },
    x5c: { x5c: [der] },
    'x5t and x5t#S256': { x5t: 'AAAA', 'x5t#S256': 'AAAA' },
    all: { jwk: attacker.jwk, jku: NOWHERE, x5u: NOWHERE, x5c: [der] },
  };
}

export function headerAttacks(pool: Pool): readonly HostileToken[] {
  const { first, attacker } = pool.keys;
  const { kid } = first;
  const brought = Object.entries(keysIn(pool.keys));
  const bringing = (header: object) => pool.tokenWithHeader({ ...header, alg: 'RS256' }, rs256(attacker));
  const asking = (members: object) => pool.tokenWithHeader({ kid, alg: 'RS256', ...members });
  return [
    ...hostile(
      'header',
      'signature',
      named(
        brought.map(([name, members]) => [`${name}, under a published kid`, bringing({ ...members, kid })]),
      ),
    ),
    ...hostile(
      'header',
      'unknown-key',
      named([
        ...brought.map(
          ([name, members]) =>
            [`${name}, under its own kid`, bringing({ ...members, kid: attacker.kid })] as const,
        ),
        ...brought.map(([name, members]) => [`${name}, without a kid`, bringing(members)] as const),
      ]),
    ),
    ...hostile('header', 'algorithm', {
      'crit of an unknown extension': asking({ crit: ['x'], x: 1 }),
      'crit of exp': asking({ crit: ['exp'], exp: 1 }),
      'crit of alg': asking({ crit: ['alg'] }),
      'crit of a name that is not there': asking({ crit: ['x'] }),
      'crit of b64 (RFC 7797)': asking({ crit: ['b64'], b64: false }),
      'crit empty': asking({ crit: [] }),
      'crit null': asking({ crit: null }),
      'crit a text': asking({ crit: 'exp' }),
      'crit an object': asking({ crit: {} }),
      'b64 false without crit': asking({ b64: false }),
      'b64 true': asking({ b64: true }),
      'cty JWT: a nested token': asking({ cty: 'JWT' }),
      'cty of something else': asking({ cty: 'application/json' }),
      'cty empty': asking({ cty: '' }),
      'typ of a logout token': asking({ typ: 'logout+jwt' }),
      'typ of a DPoP proof': asking({ typ: 'dpop+jwt' }),
      'typ of a security event': asking({ typ: 'secevent+jwt' }),
      'typ JOSE+JSON': asking({ typ: 'JOSE+JSON' }),
      'typ JWE': asking({ typ: 'JWE' }),
      'typ empty': asking({ typ: '' }),
      'typ null': asking({ typ: null }),
      'typ a list': asking({ typ: ['JWT'] }),
      'typ with a blank': asking({ typ: 'JWT ' }),
    }),
  ];
}

/** Values of `kid` that look a key up where there is none, or in the wrong place. */
const LOOK_UPS: Readonly<Record<string, string>> = {
  'of a key that is not published': '5d2c0f7e',
  empty: '',
  'with a blank in front': ' second-key',
  'with a blank behind': 'second-key ',
  'in capitals': 'SECOND-KEY',
  'cut short': 'second-ke',
  'with a null character behind': 'second-key\0',
  'with a line break behind': 'second-key\n',
  'with a letter of the same look': 'seсond-key',
  'of two': 'second-key,bare-key',
  'with another normal form': 'second-ke\u0301y',
  'a path upwards': '../../../../../../dev/null',
  'a path upwards, percent-encoded': '..%2f..%2f..%2fdev%2fnull',
  'a path of Windows': '..\\..\\windows\\win.ini',
  'an absolute path': '/proc/self/environ',
  'a file URL': 'file:///dev/null',
  'a URL': `${NOWHERE}/key`,
  'a URL of metadata': 'http://169.254.169.254/latest/meta-data/',
  'SQL that selects a key': "' UNION SELECT 'AAAA' -- ",
  'SQL that drops a table': "x'; DROP TABLE keys; --",
  'SQL that is always true': "' OR '1'='1",
  'a NoSQL operator': '{"$ne":null}',
  'a shell command': '$(id)',
  'a piped shell command': 'key|id',
  'an LDAP filter': '*)(uid=*',
  'a template expression': '${7*7}{{7*7}}',
  'a format string': '%s%s%n',
  'script in markup': '<script>alert(1)</script>',
  __proto__: '__proto__',
  constructor: 'constructor',
  prototype: 'prototype',
  toString: 'toString',
  hasOwnProperty: 'hasOwnProperty',
  length: 'length',
  get: 'get',
  'a wildcard': '*',
  'a regular expression': '.*',
  'an index': '0',
  'a negative index': '-1',
  'the word null': 'null',
  'the word undefined': 'undefined',
};

export function kidAttacks(pool: Pool): readonly HostileToken[] {
  const { first, second, attacker, encryption, weak, exponent1, exponent3, leaked } = pool.keys;
  const under = (kid: unknown, key: TestKey = first) =>
    pool.tokenWithHeader({ kid, alg: 'RS256' }, rs256(key));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return [
    ...hostile('kid', 'unknown-key', {
      ...Object.fromEntries(Object.entries(LOOK_UPS).map(([name, kid]) => [name, under(kid)])),
      missing: pool.tokenWithHeader({ alg: 'RS256' }),
      'of an encryption key': under(encryption.kid, encryption),
      'of a key of 1024 bits': under(weak.kid, weak),
      'of a key with the exponent 3': under(exponent3.kid, exponent3),
      'of a key with the exponent 1': under(exponent1.kid, exponent1),
      'of a key that is published with its private part': under(leaked.kid, leaked),
      'of the attacker': under(attacker.kid, attacker),
    }),
    ...hostile('kid', 'unknown-key', { 'of 8,000 letters': under('k'.repeat(8000)) }, 431),
    ...hostile('kid', 'malformed', {
      'a list of the right one': under([first.kid]),
      'an empty list': under([]),
      'an object': under({ kid: first.kid }),
      'an object with toString': under({ toString: first.kid }),
      'a number': under(0),
      true: under(true),
      null: under(null),
    }),
    ...hostile('kid', 'signature', {
      'of another published key': under(second.kid, first),
      'of a published key, signed by the attacker': under(first.kid, attacker),
      'of a published key, signed by a fresh key': pool.tokenWithHeader(
        { kid: first.kid, alg: 'RS256' },
        rs256({ ...first, privateKey }),
      ),
    }),
    ...hostile('kid', 'algorithm', {
      'a path to an empty file, and HS256 keyed with nothing': pool.tokenWithHeader(
        { kid: '../../../../dev/null', alg: 'HS256' },
        hs256(''),
      ),
      'SQL that selects a secret, and HS256 keyed with it': pool.tokenWithHeader(
        { kid: "' UNION SELECT 'secret' -- ", alg: 'HS256' },
        hs256('secret'),
      ),
    }),
  ];
}
