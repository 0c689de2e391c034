import { constants, createPublicKey, publicEncrypt } from 'node:crypto';

/**
 * base^exponent mod modulus, computed by OpenSSL: encryption with an RSA key and without padding is just that (RFC 8017 section 5.1.1).
 * A power that SRP needs takes a millisecond, with BigInt seven. No number is negative; the modulus has at most 3,072 bits and is greater than
 * the exponent.
 */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const n = toBytes(modulus);
  const jwk = { kty: 'RSA', n: n.toString('base64url'), e: toBytes(exponent).toString('base64url') };
  const key = createPublicKey({ format: 'jwk', key: jwk });
  const power = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, toBytes(base % modulus, n.length));
  return BigInt(`0x${power.toString('hex')}`);
}

/** The bytes of a number that is not negative, most significant first. */
function toBytes(value: bigint, length = 0): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(Math.max(2 * length, hex.length + (hex.length % 2)), '0'), 'hex');
}
