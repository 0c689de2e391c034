import { getDiffieHellman } from 'node:crypto';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { jsbnModPow, jsbnNumber } from '../test-support/native-arithmetic.ts';
import {
  createPasswordVerifier,
  createServerKeyPair,
  createSimulatedVerifier,
  deriveSessionKey,
  parsePublicValue,
  signPasswordClaim,
  toHex,
} from './srp.ts';

const identity = { poolName: 'Pool', userId: 'b9d5a3f0-0000-4000-8000-000000000001' };
const secretBlock = Buffer.from('a secret block');

/** Runs the client library against the server's side; true when the proof fits. */
function proves(password: string, stored: ReturnType<typeof createPasswordVerifier>): boolean {
  const session = createSrpSession('alice', password, 'us-east-1_Pool', false);
  const server = createServerKeyPair(stored);
  const signed = signSrpSession(session, {
    ChallengeParameters: {
      SALT: toHex(stored.salt),
      SECRET_BLOCK: secretBlock.toString('base64'),
      SRP_B: toHex(server.public),
      USER_ID_FOR_SRP: identity.userId,
    },
  });
  const clientPublic = parsePublicValue(session.largeA) ?? 0n;
  const key = deriveSessionKey(clientPublic, server, stored);
  const expected = signPasswordClaim(key, identity, secretBlock, session.timestamp);
  return expected.toString('base64') === signed.passwordSignature;
}

it('is compared with a client library that computes as it would by itself', () => {
  const modulus = jsbnNumber(BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`));
  for (const base of [1n, 2n ** 3100n + 12345n]) {
    const exponent = jsbnNumber(2n ** 250n + 987654321n);
    const expected = String(jsbnModPow.call(jsbnNumber(base), exponent, modulus));
    expect(String(jsbnNumber(base).modPow(exponent, modulus))).toBe(expected);
  }
});

describe('the SRP variant of Cognito', () => {
  // The first byte of the salt decides the padding before it is hashed.
  it.each([0x1n, 0x7f00n, 0xf00n, 0x8000n, 0xffn])('agrees with a client library for the salt %s', (salt) => {
    expect(proves('Sunny-Day-1', createPasswordVerifier(identity, 'Sunny-Day-1', salt))).toBe(true);
  });

  it('takes any text as a password', () => {
    const password = 'pässwörd 🔑 :';
    expect(proves(password, createPasswordVerifier(identity, password))).toBe(true);
  });

  it('refuses another password, also one that differs in case or normalisation', () => {
    expect(proves('Sunny-Day-2', createPasswordVerifier(identity, 'Sunny-Day-1'))).toBe(false);
    expect(proves('e\u0301', createPasswordVerifier(identity, '\u00e9'))).toBe(false);
  });

  it('salts each verifier', () => {
    const [first, second] = [1, 2].map(() => createPasswordVerifier(identity, 'Sunny-Day-1'));
    expect(first?.salt).not.toBe(second?.salt);
    expect(first?.verifier).not.toBe(second?.verifier);
  });

  it('simulates the same verifier for the same seed only', () => {
    const simulate = (seed: string) => createSimulatedVerifier(Buffer.from(seed));
    expect(simulate('a')).toEqual(simulate('a'));
    expect(simulate('a').salt).not.toBe(simulate('b').salt);
    expect(simulate('a').verifier).not.toBe(simulate('b').verifier);
  });

  it('takes a public value in any case, and no multiple of N', () => {
    const n = `${'f'.repeat(16)}c90fdaa22168c234`;
    expect(parsePublicValue('AbC')).toBe(0xabcn);
    expect(parsePublicValue(n)).toBe(BigInt(`0x${n}`));
    for (const bad of ['', '0', '00', '-1', 'xyz', '0x1', ' 1', 'f'.repeat(769)]) {
      expect(parsePublicValue(bad)).toBeUndefined();
    }
    expect(parsePublicValue(getDiffieHellman('modp15').getPrime('hex'))).toBeUndefined();
  });
});
