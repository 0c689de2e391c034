import { type KeyObject, hash } from 'node:crypto';
import { type Signer, rs256, unsigned } from '@notes/contracts';
import { alteredClaims } from './claims.ts';
import { type Pool, encode } from './pool.ts';
import { type HostileToken, hostile, named } from './token-case.ts';

/** The length of a signature of the first key, in bytes. */
const LENGTH = 256;

const toNumber = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

function toBytes(number: bigint, length: number): Buffer {
  return Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex');
}

function modulusOf(publicKey: KeyObject): bigint {
  return toNumber(Buffer.from(String(publicKey.export({ format: 'jwk' }).n), 'base64url'));
}

/** A token whose signature, as a number, has a leading zero byte, which a lax reader lets the signer leave out. */
function tokenWithLeadingZero(pool: Pool): { readonly input: string; readonly signature: Buffer } {
  for (let jti = 0; ; jti++) {
    const token = pool.token(pool.claims({ jti: String(jti) }));
    const dot = token.lastIndexOf('.');
    const signature = Buffer.from(token.slice(dot + 1), 'base64url');
    if (signature[0] === 0) return { input: token.slice(0, dot), signature };
  }
}

/** Signatures that are the right number in another form, or another number that a lax implementation takes for it (RFC 8017, section 8.2.2). */
function otherForms(pool: Pool): Readonly<Record<string, string>> {
  const { first } = pool.keys;
  const modulus = modulusOf(first.publicKey);
  const changed = (change: (signature: Buffer) => Buffer) =>
    pool.tokenWithSignature((input) => change(rs256(first)(input)));
  const number = (change: (signature: bigint) => bigint, length = LENGTH) =>
    changed((signature) => toBytes(change(toNumber(signature)), length));
  const zero = Buffer.alloc(1);
  const { input, signature: leading } = tokenWithLeadingZero(pool);
  return {
    'with the modulus added': number((signature) => signature + modulus, LENGTH + 1),
    'with twice the modulus added': number((signature) => signature + 2n * modulus, LENGTH + 1),
    'taken from the modulus': number((signature) => modulus - signature),
    'plus one': number((signature) => signature + 1n),
    'minus one': number((signature) => signature - 1n),
    'times two': number((signature) => (signature * 2n) % modulus),
    'the modulus itself': number(() => modulus),
    'the modulus minus one': number(() => modulus - 1n),
    'the modulus plus one': number(() => modulus + 1n),
    zero: number(() => 0n),
    one: number(() => 1n),
    'all ones': changed(() => Buffer.alloc(LENGTH, 0xff)),
    'with a zero byte in front': changed((signature) => Buffer.concat([zero, signature])),
    'with a zero byte behind': changed((signature) => Buffer.concat([signature, zero])),
    'with a hundred zero bytes in front': changed((signature) =>
      Buffer.concat([Buffer.alloc(100), signature]),
    ),
    'without its leading zero byte': `${input}.${encode(leading.subarray(1))}`,
    'without its first byte': changed((signature) => signature.subarray(1)),
    'without its last byte': changed((signature) => signature.subarray(0, -1)),
    'its first half': changed((signature) => signature.subarray(0, LENGTH / 2)),
    twice: changed((signature) => Buffer.concat([signature, signature])),
    'with its bytes in reverse': changed((signature) => Buffer.from(signature).reverse()),
    'of one byte': changed(() => Buffer.alloc(1, 1)),
    'as hexadecimal text': changed((signature) => Buffer.from(signature.toString('hex'))),
    'as base64url text': changed((signature) => Buffer.from(encode(signature))),
    'of the length that a 4,096-bit key makes': changed(() => Buffer.alloc(512, 1)),
  };
}

export function signatureAttacks(pool: Pool): readonly HostileToken[] {
  const { first, second } = pool.keys;
  const genuine = pool.token();
  const [header = '', payload = '', signature = ''] = genuine.split('.');
  const altered = Object.entries(alteredClaims).map(([name, claims]): [string, string] => [
    `${name} under a genuine signature`,
    `${header}.${encode(JSON.stringify(pool.claims(claims)))}.${signature}`,
  ]);
  const flipped = [0, 1, 63, 127, 128, 200, 254, 255].map((index): [string, string] => {
    const bytes = Buffer.from(signature, 'base64url');
    bytes[index] = (bytes[index] ?? 0) ^ 4;
    return [`with bit 2 of byte ${index} flipped`, `${header}.${payload}.${encode(bytes)}`];
  });
  const over =
    (what: (input: Buffer) => Buffer): Signer =>
    (input) =>
      rs256(first)(what(input));
  return hostile('signature', 'signature', {
    ...named([...altered, ...flipped]),
    ...otherForms(pool),
    'another header under a genuine signature': `${encode(JSON.stringify({ alg: 'RS256', kid: first.kid }))}.${payload}.${signature}`,
    'the signature of another token': `${header}.${payload}.${pool.token(pool.claims({ jti: 'x' })).split('.')[2]}`,
    'the signature of another key': `${header}.${payload}.${pool.token(pool.claims(), second).split('.')[2]}`,
    empty: pool.tokenWithSignature(unsigned),
    'the payload once more': `${header}.${payload}.${payload}`,
    'over the payload only': pool.tokenWithSignature(over((input) => input.subarray(input.indexOf('.') + 1))),
    'over the decoded payload': pool.tokenWithSignature(
      over((input) => Buffer.from(input.subarray(input.indexOf('.') + 1).toString(), 'base64url')),
    ),
    'over the input with a line break': pool.tokenWithSignature(
      over((input) => Buffer.concat([input, Buffer.from('\n')])),
    ),
    'over nothing': pool.tokenWithSignature(over(() => Buffer.alloc(0))),
    'over the input hashed twice': pool.tokenWithSignature(over((input) => hash('sha256', input, 'buffer'))),
  });
}
