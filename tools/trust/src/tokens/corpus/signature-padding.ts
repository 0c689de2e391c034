import { type KeyObject, constants, hash, privateEncrypt, publicDecrypt } from 'node:crypto';
import type { TestKey } from '@notes/contracts';
import type { Pool } from './pool.ts';
import { type HostileToken, hostile, named } from './token-case.ts';

/** Bytes of an RSA-2048 modulus. */
const LENGTH = 256;

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const sha256 = (input: Buffer): Buffer => hash('sha256', input, 'buffer');

/** The part of SHA-256's DigestInfo in front of the hash (RFC 8017, section 9.2, note 1). */
const SHA256_PREFIX = hex('30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20');

/** DigestInfo prefixes that name another hash of 32 bytes, or SHA-256 in another way than the one of RFC 8017. */
const OTHER_PREFIXES: Readonly<Record<string, string>> = {
  'without the NULL of the parameters': '30 2f 30 0b 06 09 60 86 48 01 65 03 04 02 01 04 20',
  'with an empty list for the parameters': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 30 00 04 20',
  'with a NULL that has a content': '30 32 30 0e 06 09 60 86 48 01 65 03 04 02 01 05 01 00 04 20',
  'with a NULL whose length is in the long form':
    '30 32 30 0e 06 09 60 86 48 01 65 03 04 02 01 05 81 00 04 20',
  'with two parameters': '30 33 30 0f 06 09 60 86 48 01 65 03 04 02 01 05 00 05 00 04 20',
  'with the outer length in the long form': '30 81 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with the outer length in two bytes': '30 82 00 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with the inner length in the long form': '30 32 30 81 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with the length of the OID in the long form':
    '30 32 30 0e 06 81 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with the length of the hash in the long form':
    '30 32 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 81 20',
  'with an indefinite outer length': '30 80 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with a length one too great': '30 32 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with a length one too small': '30 30 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with a hash said to be of 31 bytes': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 1f',
  'with a hash said to be of 0 bytes': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 00',
  'with a bit string for the hash': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 03 20',
  'with a set for the outer sequence': '31 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  'with the OID of SHA-1': '30 2d 30 09 06 05 2b 0e 03 02 1a 05 00 04 20',
  'with the OID of MD5': '30 30 30 0c 06 08 2a 86 48 86 f7 0d 02 05 05 00 04 20',
  'with the OID of SHA-384': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 02 05 00 04 20',
  'with the OID of SHA-512': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 03 05 00 04 20',
  'with the OID of SHA-512/256': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 06 05 00 04 20',
  'with the OID of SHA3-256': '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 08 05 00 04 20',
  'with the OID of RSA with SHA-256': '30 31 30 0d 06 09 2a 86 48 86 f7 0d 01 01 0b 05 00 04 20',
  'with an OID that has a leading 80': '30 32 30 0e 06 0a 60 80 86 48 01 65 03 04 02 01 05 00 04 20',
  'with an empty OID': '30 28 30 04 06 00 05 00 04 20',
  'without an algorithm': '30 22 04 20',
};

/** `00 01 FF … FF 00 T`, RFC 8017, section 9.2. `padding` bytes of FF in front of the zero; what is missing at the end is `garbage`. */
function encoded(
  info: Buffer,
  { start = '00 01', padding = LENGTH - info.length - 3, garbage = 0 } = {},
): Buffer {
  const message = Buffer.concat([hex(start), Buffer.alloc(padding, 0xff), Buffer.alloc(1), info]);
  return Buffer.concat([message, Buffer.alloc(LENGTH - message.length, garbage)]);
}

/** The right message with one byte in another value. */
function withByte(message: Buffer, index: number, value: number): Buffer {
  const copy = Buffer.from(message);
  copy[index] = value;
  return copy;
}

/** Messages that are each wrong in one thing only, most of them with the right hash. */
function messages(input: Buffer): Readonly<Record<string, Buffer>> {
  const digest = sha256(input);
  const info = Buffer.concat([SHA256_PREFIX, digest]);
  const right = encoded(info);
  const padding = LENGTH - info.length - 3;
  return {
    'a DigestInfo and garbage behind it, after 8 bytes of padding': encoded(info, {
      padding: 8,
      garbage: 0xab,
    }),
    'a DigestInfo and zeros behind it, after 8 bytes of padding': encoded(info, { padding: 8 }),
    'a DigestInfo and one byte behind it': encoded(info, { padding: padding - 1, garbage: 0xab }),
    'a DigestInfo and garbage behind it, without padding': encoded(info, { padding: 0, garbage: 0xab }),
    'garbage inside the DigestInfo, behind the hash': encoded(
      Buffer.concat([
        hex('30 41 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20'),
        digest,
        Buffer.alloc(16, 0xab),
      ]),
    ),
    'garbage inside the algorithm': encoded(
      Buffer.concat([
        hex('30 41 30 1d 06 09 60 86 48 01 65 03 04 02 01 05 10'),
        Buffer.alloc(16, 0xab),
        hex('04 20'),
        digest,
      ]),
    ),
    '7 bytes of padding': encoded(info, { padding: 7 }),
    'a zero in the middle of the padding': withByte(right, 100, 0),
    'a zero at the end of the padding': withByte(right, padding + 1, 0),
    'FE at the start of the padding': withByte(right, 2, 0xfe),
    'FE in the middle of the padding': withByte(right, 100, 0xfe),
    'FE at the end of the padding': withByte(right, padding + 1, 0xfe),
    'no zero behind the padding': withByte(right, padding + 2, 0xff),
    'padding of zeros': Buffer.concat([hex('00 01'), Buffer.alloc(padding), Buffer.alloc(1), info]),
    'padding of random bytes, as of encryption': Buffer.concat([
      hex('00 02'),
      Buffer.alloc(padding, 0x5a),
      Buffer.alloc(1),
      info,
    ]),
    'the block type 0': encoded(info, { start: '00 00' }),
    'the block type 2': encoded(info, { start: '00 02' }),
    'the block type 3': encoded(info, { start: '00 03' }),
    'the first byte 1': encoded(info, { start: '01 01' }),
    'the block type first': encoded(info, { start: '01', padding: padding + 1 }),
    'the bare hash behind the padding': encoded(digest),
    'the bare hash and no padding': Buffer.concat([Buffer.alloc(LENGTH - 32), digest]),
    'nothing behind the padding': encoded(Buffer.alloc(0)),
    'a DigestInfo without its hash': encoded(SHA256_PREFIX),
    'the hash of another input': encoded(Buffer.concat([SHA256_PREFIX, sha256(Buffer.from('x'))])),
    'a hash of zeros': encoded(Buffer.concat([SHA256_PREFIX, Buffer.alloc(32)])),
    'a hash with one bit flipped': withByte(right, LENGTH - 1, (digest[31] ?? 0) ^ 1),
    'a hash cut to 31 bytes': encoded(
      Buffer.concat([
        hex('30 30 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 1f'),
        digest.subarray(0, 31),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(OTHER_PREFIXES).map(([name, prefix]) => [
        `a DigestInfo ${name}`,
        encoded(Buffer.concat([hex(prefix), digest])),
      ]),
    ),
  };
}

/** RSASP1 (RFC 8017, section 5.2.1): the private operation without any padding, so that only the padding is wrong. */
function rawSign({ privateKey }: TestKey, message: Buffer): Buffer {
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, message);
}

/** The signature that the padding attacks are variations of: right in everything, and made by the same raw operation. */
export function handmadeSignature(key: TestKey, input: Buffer): Buffer {
  return rawSign(key, encoded(Buffer.concat([SHA256_PREFIX, sha256(input)])));
}

/** The smallest number whose cube is not below the given one. */
function cubeRoot(cube: bigint): bigint {
  let [low, high] = [0n, 1n << BigInt(Math.ceil(cube.toString(2).length / 3) + 1)];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (middle ** 3n < cube) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** What a reader that does not look behind the hash takes for the hash, in a signature by that key; undefined when the padding is wrong. */
export function laxlyReadHash(publicKey: KeyObject, signature: Buffer): Buffer | undefined {
  const message = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);
  const start = message.indexOf(SHA256_PREFIX);
  const isPadded = message.subarray(0, start).equals(hex(`0001${'ff'.repeat(start - 3)}00`));
  return isPadded
    ? message.subarray(start + SHA256_PREFIX.length, start + SHA256_PREFIX.length + 32)
    : undefined;
}

/** Bleichenbacher's forgery of 2006: for the exponent 3 the cube root of a message that may end in garbage, without any private key. */
function cubeRootForgery(input: Buffer): Buffer {
  const message = encoded(Buffer.concat([SHA256_PREFIX, sha256(input)]), { padding: 8 });
  const root = cubeRoot(BigInt(`0x${message.toString('hex')}`));
  return Buffer.from(root.toString(16).padStart(2 * LENGTH, '0'), 'hex');
}

/**
 * Forgeries of the padding of RSASSA-PKCS1-v1_5, of the kinds that test vectors of signature libraries collect. All but those at the
 * end are made with the genuine private key, so that nothing but the padding can be what gives them away.
 */
export function paddingAttacks(pool: Pool): readonly HostileToken[] {
  const { first, exponent1, exponent3 } = pool.keys;
  const forged = Object.keys(messages(Buffer.alloc(0))).map((name): [string, string] => [
    name,
    pool.tokenWithSignature((input) => rawSign(first, messages(input)[name] ?? Buffer.alloc(LENGTH))),
  ]);
  const under = (kid: string, signer: (input: Buffer) => Buffer) =>
    pool.tokenWithHeader({ kid, alg: 'RS256' }, signer);
  return [
    ...hostile('padding of the signature', 'signature', {
      ...named(forged),
      'a cube root, though the exponent is 65,537': pool.tokenWithSignature(cubeRootForgery),
    }),
    ...hostile('padding of the signature', 'unknown-key', {
      'a cube root under a published key with the exponent 3': under(exponent3.kid, cubeRootForgery),
      'the message itself under a published key with the exponent 1': under(exponent1.kid, (input) =>
        encoded(Buffer.concat([SHA256_PREFIX, sha256(input)])),
      ),
    }),
  ];
}
