/**
 * Import this beside cognito-srp-helper: it takes three powers for a proof, and the numbers of jsbn, which it computes with, need a tenth of
 * a second for each.
 */
import { createRequire } from 'node:module';
import { modularPower } from '../user-pool/modular-power.ts';

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

jsbn.BigInteger.prototype.modPow = function (exponent, modulus) {
  // What the helper raises to a power may be negative; what jsbn's mod gives is not.
  return jsbnNumber(modularPower(toBigInt(this.mod(modulus)), toBigInt(exponent), toBigInt(modulus)));
};

function toBigInt(number: JsbnNumber): bigint {
  return BigInt(`0x${number.toString(16)}`);
}
