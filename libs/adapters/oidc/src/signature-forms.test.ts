import { type KeyObject, constants, sign } from 'node:crypto';
import { type TestAlgorithm, forgeToken } from '@notes/contracts';
import { accessClaims, keyFor, validatorFor } from './test-support/issuer-scene.ts';

const refused = { code: 'unauthorized', reason: 'signature' };

/** What becomes of a good token with a signature that is made so from what it is over. */
async function outcome(alg: TestAlgorithm, signer: (input: Buffer, key: KeyObject) => Buffer) {
  const { kid, privateKey } = await keyFor(alg);
  const validator = await validatorFor();
  return validator.validate(
    forgeToken({ typ: 'at+jwt', alg, kid }, accessClaims(), (input) => signer(input, privateKey)),
  );
}

// RFC 7518, section 3.5: the salt is as long as the digest.
describe('a signature of PS256', () => {
  const pss = (saltLength: number, digest = 'sha256') =>
    outcome('PS256', (input, key) =>
      sign(digest, input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
    );

  it('has a salt of 32 bytes', async () => {
    await expect(pss(32)).resolves.toBeDefined();
  });

  it.each([
    ['0', 0],
    ['20', 20],
    ['31', 31],
    ['33', 33],
    ['64', 64],
    ['as many as there can be', constants.RSA_PSS_SALTLEN_MAX_SIGN],
  ])('has no salt of another length: %s', async (_, saltLength) => {
    await expect(pss(saltLength)).rejects.toMatchObject(refused);
  });

  it.each(['sha1', 'sha384', 'sha512'])('has no digest of %s', async (digest) => {
    await expect(pss(32, digest)).rejects.toMatchObject(refused);
  });
});

// RFC 7518, section 3.4: the two numbers side by side, 32 bytes each.
describe('a signature of ES256', () => {
  const ecdsa = (change: (signature: Buffer) => Buffer, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363') =>
    outcome('ES256', (input, key) => change(sign('sha256', input, { key, dsaEncoding })));
  const zero = Buffer.alloc(1);

  it('has 64 bytes', async () => {
    const change = jest.fn((signature: Buffer) => signature);
    await expect(ecdsa(change)).resolves.toBeDefined();
    expect(change.mock.calls[0]?.[0]).toHaveLength(64);
  });

  it('is not in DER', async () => {
    await expect(ecdsa((signature) => signature, 'der')).rejects.toMatchObject(refused);
  });

  it.each<[string, (signature: Buffer) => Buffer]>([
    ['no zero before its first number', (signature) => Buffer.concat([zero, signature])],
    [
      'no zero before each number',
      (signature) => Buffer.concat([zero, signature.subarray(0, 32), zero, signature.subarray(32)]),
    ],
    [
      'not its numbers the other way round',
      (signature) => Buffer.concat([signature, signature]).subarray(32, 96),
    ],
    ['no number left out', (signature) => signature.subarray(0, 32)],
    ['no numbers that are zero', () => Buffer.alloc(64)],
    [
      'no second number that is zero',
      (signature) => Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)]),
    ],
  ])('has %s', async (_, change) => {
    await expect(ecdsa(change)).rejects.toMatchObject(refused);
  });
});

describe('a signature of EdDSA', () => {
  /** The order of the group of Ed25519 (RFC 8032, section 5.1). */
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

  /** The same signature in another spelling, which section 5.1.7 forbids: its second number, of 32 bytes, is beyond the order. */
  function beyondOrder(signature: Buffer): Buffer {
    const number = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + ORDER;
    const spelled = Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse();
    return Buffer.concat([signature.subarray(0, 32), spelled]);
  }

  it('has one spelling', async () => {
    await expect(outcome('EdDSA', (input, key) => sign(null, input, key))).resolves.toBeDefined();
    const other = outcome('EdDSA', (input, key) => beyondOrder(sign(null, input, key)));
    await expect(other).rejects.toMatchObject(refused);
  });
});
