/**
 * Import this beside cognito-srp-helper: it takes three powers for a proof, and the numbers of jsbn, which it computes with, need a tenth of
 * a second for each. OpenSSL needs some 3 ms: encryption with an RSA key and without padding is the power modulo n (RFC 8017 section 5.1.1).
 */
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { createRequire } from 'node:module';

/** What is needed of a number of jsbn. */
export interface JsbnNumber {
  mod(modulus: JsbnNumber): JsbnNumber;
  modPow(exponent: JsbnNumber, modulus: JsbnNumber): JsbnNumber;
  toString(radix?: number): string;
}

interface Jsbn {
  readonly BigInteger: { new (text: string, radix: number): JsbnNumber; readonly prototype: JsbnNumber };
}

/** The one that the helper has. */
const jsbn = createRequire(import.meta.resolve('cognito-srp-helper'))('jsbn') as Jsbn;

export const jsbnModPow = Reflect.get(jsbn.BigInteger.prototype, 'modPow');

export function jsbnNumber(value: bigint): JsbnNumber {
  return new jsbn.BigInteger(value.toString(16), 16);
}

/** The bytes of a number that is not negative, most significant first. */
function toBytes(value: JsbnNumber, length = 0): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(Math.max(2 * length, hex.length + (hex.length % 2)), '0'), 'hex');
}

jsbn.BigInteger.prototype.modPow = function (exponent, modulus) {
  const n = toBytes(modulus);
  const jwk = { kty: 'RSA', n: n.toString('base64url'), e: toBytes(exponent).toString('base64url') };
  const key = createPublicKey({ format: 'jwk', key: jwk });
  const power = publicEncrypt(
    { key, padding: constants.RSA_NO_PADDING },
    toBytes(this.mod(modulus), n.length),
  );
  return new jsbn.BigInteger(power.toString('hex'), 16);
};
