import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { TokenRefusalReason } from '@notes/domain';
import { answering } from '../support/key-server.ts';
import type { PoolKeys } from './corpus/pool.ts';

/** What an issuer may publish, and what must then become of a genuine token of its first key. */
export interface KeySetCase {
  readonly name: string;
  readonly answer: RequestListener;
  readonly expected: 'let in' | TokenRefusalReason | 'keys-unavailable';
}

type Jwk = Readonly<Record<string, unknown>>;

const encoded = (bytes: Buffer): string => bytes.toString('base64url');

/** Where a redirect of these cases points to. */
export const ELSEWHERE = '/elsewhere/jwks.json';

/** Keys that are no good for RS256, all under the kid of the first key. */
function uselessKeys({
  first,
  weak,
  exponent3,
  leaked,
  elliptic,
  edwards,
  secret,
}: PoolKeys): Readonly<Record<string, Jwk>> {
  const modulus = String(first.jwk['n']);
  const keys: Readonly<Record<string, Jwk>> = {
    'a symmetric key': { kty: 'oct', use: 'sig', alg: 'HS256', k: encoded(secret) },
    'a symmetric key that calls itself RS256': { kty: 'oct', use: 'sig', alg: 'RS256', k: encoded(secret) },
    'an elliptic curve key': elliptic.jwk,
    'an elliptic curve key that calls itself RSA': { ...elliptic.jwk, kty: 'RSA' },
    'an Ed25519 key': edwards.jwk,
    'a key for encryption': { ...first.jwk, use: 'enc' },
    'a key of an unknown use': { ...first.jwk, use: 'SIG' },
    'a key for RS512': { ...first.jwk, alg: 'RS512' },
    'a key for PS256': { ...first.jwk, alg: 'PS256' },
    'a key for RSA-OAEP': { ...first.jwk, alg: 'RSA-OAEP' },
    'a key for the algorithm none': { ...first.jwk, alg: 'none' },
    'a key that may only encrypt': { ...first.jwk, key_ops: ['encrypt'] },
    'a key without any operation': { ...first.jwk, key_ops: [] },
    'a key of an unknown type': { ...first.jwk, kty: 'rsa' },
    'a key without a type': { ...first.jwk, kty: undefined },
    'a key of 1,024 bits': weak.jwk,
    'a key of 16,384 bits': {
      ...first.jwk,
      n: encoded(Buffer.concat([Buffer.from([0xc0]), randomBytes(2046), Buffer.from([1])])),
    },
    'a key with the exponent 1': { ...first.jwk, e: 'AQ' },
    'a key with the exponent 3': exponent3.jwk,
    'a key with the exponent 0': { ...first.jwk, e: 'AA' },
    'a key with an even exponent': { ...first.jwk, e: encoded(Buffer.from([1, 0, 0])) },
    'a key with an exponent of five bytes': { ...first.jwk, e: encoded(Buffer.from([1, 0, 0, 0, 1])) },
    'a key without a modulus': { ...first.jwk, n: undefined },
    'a key with an empty modulus': { ...first.jwk, n: '' },
    'a key with a number for a modulus': { ...first.jwk, n: 1 },
    'a key with a modulus that is cut short': { ...first.jwk, n: modulus.slice(0, 100) },
    'a key that is published with its private part': { ...leaked.jwk },
  };
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { ...key, kid: first.kid }]));
}

/** Answers that are no key set, though they hold the right key wherever they can. */
function unreadable(jwks: { readonly keys: readonly Jwk[] }): Readonly<Record<string, RequestListener>> {
  const text = JSON.stringify(jwks);
  const html = '<!doctype html><title>Sign in</title><p>Please sign in to this network.</p>';
  const status =
    (code: number, headers: Readonly<Record<string, string>> = {}): RequestListener =>
    (_, response) =>
      response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(text);
  const bytes =
    (body: Buffer, headers: Readonly<Record<string, string>> = {}): RequestListener =>
    (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
  return {
    'HTML, as of a network that asks to sign in': answering(html, { 'content-type': 'text/html' }),
    'HTML that calls itself JSON': answering(html),
    'a key set that calls itself HTML': answering(jwks, { 'content-type': 'text/html' }),
    'a key set that calls itself plain text': answering(jwks, { 'content-type': 'text/plain' }),
    'a redirect, 301': status(301, { location: ELSEWHERE }),
    'a redirect, 302': status(302, { location: ELSEWHERE }),
    'a redirect, 307': status(307, { location: ELSEWHERE }),
    'a redirect, 308': status(308, { location: ELSEWHERE }),
    'a key set with the status 201': status(201),
    'a key set with the status 404': status(404),
    'a key set with the status 500': status(500),
    'a status without a body': (_, response) => response.writeHead(204).end(),
    nothing: answering(''),
    'an empty list': answering([]),
    'an empty object': answering({}),
    'the word null': answering('null'),
    'an empty list of keys': answering({ keys: [] }),
    'keys that are null': answering({ keys: null }),
    'keys that are an object': answering({ keys: { 0: jwks.keys[0], length: 1 } }),
    'the list of keys without an object around': answering(jwks.keys),
    'a single key': answering({ ...jwks.keys[0] }),
    'a key set in a text': answering(JSON.stringify(text)),
    'keys given twice': answering(text.replace('{', '{"keys":[],')),
    'a member __proto__': answering(text.replace('{', '{"__proto__":{},')),
    'a byte order mark': answering(`\ufeff${text}`),
    'text behind the object': answering(`${text}x`),
    'a key set cut short': answering(text.slice(0, -2)),
    'UTF-16': bytes(Buffer.from(text, 'utf16le')),
    'bytes that are no UTF-8': bytes(
      Buffer.concat([
        Buffer.from(text.slice(0, -1)),
        Buffer.from(',"x":"'),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ]),
    ),
    'a compressed key set': bytes(gzipSync(text), { 'content-encoding': 'gzip' }),
    'a compressed key set that does not say so': bytes(gzipSync(text)),
    '10,000 levels': answering(`{"x":${'['.repeat(10_000)}${']'.repeat(10_000)},${text.slice(1)}`),
    'one byte too much': answering(text.padEnd(65_537, ' ')),
    'ten megabytes': answering(text.padEnd(10_000_000, ' ')),
  };
}

export function keySetCases(keys: PoolKeys): readonly KeySetCase[] {
  const { first, second, attacker } = keys;
  const good = { keys: [first.jwk] };
  const useless = Object.entries(uselessKeys(keys));
  const twin = { ...attacker.jwk, kid: first.kid };
  const published = (
    name: string,
    list: readonly unknown[],
    expected: KeySetCase['expected'],
  ): KeySetCase => ({
    name,
    answer: answering({ keys: list }),
    expected,
  });
  return [
    ...useless.map(([name, key]) => published(`${name}, alone`, [key], 'keys-unavailable')),
    ...useless.map(([name, key]) =>
      published(`${name}, beside another key`, [key, second.jwk], 'unknown-key'),
    ),
    ...useless.map(([name, key]) =>
      published(`${name}, beside the right key under the same kid`, [key, first.jwk], 'let in'),
    ),
    ...Object.entries(unreadable(good)).map(([name, answer]): KeySetCase => ({
      name,
      answer,
      expected: 'keys-unavailable',
    })),
    published('the right kid for the key of an attacker', [twin], 'signature'),
    published('the same kid for two keys', [first.jwk, twin], 'keys-unavailable'),
    published('the same key twice', [first.jwk, first.jwk], 'keys-unavailable'),
    published('another key only', [second.jwk], 'unknown-key'),
    published('the right key without a kid', [{ ...first.jwk, kid: undefined }, second.jwk], 'unknown-key'),
    published('the right key with an empty kid', [{ ...first.jwk, kid: '' }, second.jwk], 'unknown-key'),
    published(
      'the right key with a list for a kid',
      [{ ...first.jwk, kid: [first.kid] }, second.jwk],
      'unknown-key',
    ),
    published(
      'the right key without alg and use',
      [{ ...first.jwk, alg: undefined, use: undefined }],
      'let in',
    ),
    published('the right key that may verify', [{ ...first.jwk, key_ops: ['verify'] }], 'let in'),
    published(
      'the right key with the certificate of an attacker',
      [{ ...first.jwk, x5c: ['AAAA'], x5u: ELSEWHERE }],
      'let in',
    ),
    published('the right key among entries that are no keys', [null, 'key', 1, [], {}, first.jwk], 'let in'),
    published(
      'the right key behind 500 others',
      [...Array.from({ length: 500 }, (_, index) => ({ kty: 'future', kid: `${index}` })), first.jwk],
      'let in',
    ),
    {
      name: 'exactly as many bytes as allowed',
      answer: answering(JSON.stringify(good).padEnd(65_536, ' ')),
      expected: 'let in',
    },
  ];
}
