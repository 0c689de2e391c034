/**
 * Import this beside cognito-srp-helper: it takes three powers for a proof, and the numbers of jsbn, which it computes with, need a tenth of
 * a second for each. Those of the language need a sixth of that.
 */
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

function toBigInt(value: JsbnNumber): bigint {
  return BigInt(`0x${value.toString(16)}`);
}

jsbn.BigInteger.prototype.modPow = function (exponent, modulus) {
  const m = toBigInt(modulus);
  let result = 1n;
  let square = toBigInt(this.mod(modulus));
  for (let rest = toBigInt(exponent); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % m;
    square = (square * square) % m;
  }
  return jsbnNumber(result);
};
