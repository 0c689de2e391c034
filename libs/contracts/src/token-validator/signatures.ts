import { createHash } from 'node:crypto';
import {
  type Signer,
  createKeyFor,
  forgeToken,
  hs256,
  ps256,
  rs256,
  rs512,
  signerFor,
  unsigned,
} from './forge.ts';
import { type TokenScenario, accepted, refusalCase, refused, tokenCase } from './scenario.ts';

function alteredAt(text: string, index: number): string {
  const character = text.charAt(index) === 'A' ? 'B' : 'A';
  return `${text.slice(0, index)}${character}${text.slice(index + 1)}`;
}

/** Tokens of a published key that are signed as they say, with an algorithm that is not the accepted one. */
async function otherAlgorithms({ algorithm, keys }: TokenScenario) {
  const others = (['RS256', 'PS256', 'ES256', 'EdDSA'] as const).filter((other) => other !== algorithm);
  const isRsa = keys.first.publicKey.asymmetricKeyType === 'rsa';
  const signed = await Promise.all(
    others.map(async (alg) => {
      const sharesKey = isRsa && (alg === 'RS256' || alg === 'PS256');
      const key = sharesKey ? keys.first : await createKeyFor(alg, `${alg}-key`);
      return { alg, key, signer: signerFor(alg, key) };
    }),
  );
  const rsaKey = isRsa ? keys.first : await createKeyFor('RS256', 'RS512-key');
  return [...signed, { alg: 'RS512', key: rsaKey, signer: rs512(rsaKey) }];
}

/** What the key signs with by other algorithms than its own. */
function otherSigners({ algorithm, keys: { first } }: TokenScenario): readonly Signer[] {
  if (algorithm === 'RS256') return [rs512(first), ps256(first)];
  if (algorithm === 'PS256') return [rs512(first), rs256(first)];
  // ECDSA with the signature in ASN.1 instead of the two numbers side by side, and with another digest.
  return algorithm === 'ES256' ? [rs256(first), rs512(first)] : [];
}

export const signatureCases = [
  tokenCase('algorithm: an unsecured token is refused', async (scenario, validator) => {
    const { kid } = scenario.keys.first;
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      await refused(validator, scenario.tokenWithHeader({ kid, alg }, unsigned), 'algorithm');
      await refused(validator, scenario.tokenWithHeader({ kid, alg }), 'algorithm');
    }
    await refused(validator, scenario.tokenWithHeader({ alg: 'none' }, unsigned), 'algorithm');
  }),
  tokenCase('algorithm: HS256 keyed with the public key is refused', async (scenario, validator) => {
    const { kid, publicKey, jwk } = scenario.keys.first;
    const secrets = [
      publicKey.export({ format: 'pem', type: 'spki' }),
      ...(publicKey.asymmetricKeyType === 'rsa' ? [publicKey.export({ format: 'pem', type: 'pkcs1' })] : []),
      publicKey.export({ format: 'der', type: 'spki' }),
      String(jwk['n'] ?? jwk['x']),
      JSON.stringify(jwk),
    ];
    for (const secret of secrets) {
      await refused(validator, scenario.tokenWithHeader({ kid, alg: 'HS256' }, hs256(secret)), 'algorithm');
    }
  }),
  tokenCase(
    'algorithm: any other algorithm is refused, though the signature is right',
    async (scenario, validator) => {
      for (const { alg, key, signer } of await otherAlgorithms(scenario)) {
        scenario.published = [...scenario.published.filter(({ kid }) => kid !== key.kid), key];
        await refused(validator, scenario.tokenWithHeader({ kid: key.kid, alg }, signer), 'algorithm');
      }
      await accepted(validator, scenario.token());
    },
  ),
  tokenCase(
    'algorithm: no algorithm, another type or another case is refused',
    async (scenario, validator) => {
      const { kid } = scenario.keys.first;
      const { algorithm } = scenario;
      const otherCase = algorithm === 'EdDSA' ? 'EDDSA' : algorithm.toLowerCase();
      const mistyped = [256, [algorithm], { [algorithm]: true }];
      for (const alg of [undefined, null, '', otherCase, `${algorithm} `, ...mistyped]) {
        await refused(validator, scenario.tokenWithHeader({ kid, alg }), 'algorithm');
      }
    },
  ),
  tokenCase('algorithm: a header that asks for an extension is refused', async (scenario, validator) => {
    const { kid } = scenario.keys.first;
    for (const extension of [
      { crit: ['exp'], exp: 1 },
      { crit: ['b64'], b64: false },
      { crit: [] },
      { crit: null },
      { b64: true },
    ]) {
      await refused(
        validator,
        scenario.tokenWithHeader({ kid, alg: scenario.algorithm, ...extension }),
        'algorithm',
      );
    }
  }),
  refusalCase('algorithm: a nested token is refused', 'algorithm', (scenario) =>
    scenario.tokenWithHeader({ kid: scenario.keys.first.kid, alg: scenario.algorithm, cty: 'JWT' }),
  ),

  refusalCase(
    'signature: a token of an attacker’s key under a published kid is refused',
    'signature',
    (scenario) =>
      scenario.token(scenario.claims(), { ...scenario.keys.attacker, kid: scenario.keys.first.kid }),
  ),
  refusalCase(
    'signature: a published key other than the one of the kid is refused',
    'signature',
    (scenario) =>
      scenario.token(scenario.claims(), { ...scenario.keys.first, kid: scenario.keys.second.kid }),
  ),
  tokenCase('signature: a key that comes in the header is never used', async (scenario, validator) => {
    const { first, attacker } = scenario.keys;
    const key = { jwk: attacker.jwk, jku: 'http://127.0.0.1:9/jwks.json', x5u: 'http://127.0.0.1:9/' };
    const forged = (kid: string) =>
      scenario.tokenWithHeader({ ...key, kid, alg: scenario.algorithm }, scenario.signer(attacker));
    await refused(validator, forged(first.kid), 'signature');
    await refused(validator, forged(attacker.kid), 'unknown-key');
  }),
  tokenCase('signature: another payload under the same signature is refused', async (scenario, validator) => {
    const [header = '', , signature = ''] = scenario.token().split('.');
    await accepted(validator, scenario.token());
    const payload = Buffer.from(JSON.stringify(scenario.claims({ sub: 'mallory' }))).toString('base64url');
    await refused(validator, `${header}.${payload}.${signature}`, 'signature');
  }),
  tokenCase('signature: another header under the same signature is refused', async (scenario, validator) => {
    const [, payload = '', signature = ''] = scenario.token().split('.');
    const header = { alg: scenario.algorithm, kid: scenario.keys.first.kid };
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
    await refused(validator, `${encoded}.${payload}.${signature}`, 'signature');
  }),
  tokenCase(
    'signature: an altered signature is refused wherever it is altered',
    async (scenario, validator) => {
      const token = scenario.token();
      await accepted(validator, token);
      const start = token.lastIndexOf('.') + 1;
      const middle = Math.floor((start + token.length) / 2);
      for (const index of [start, start + 1, middle, token.length - 2]) {
        await refused(validator, alteredAt(token, index), 'signature');
      }
    },
  ),
  tokenCase(
    'signature: a shorter, a longer and an empty signature are refused',
    async (scenario, validator) => {
      const { first } = scenario.keys;
      const header = { kid: first.kid, alg: scenario.algorithm };
      const signer = scenario.signer(first);
      for (const change of [
        (bytes: Buffer) => bytes.subarray(0, -1),
        (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])]),
        (bytes: Buffer) => Buffer.concat([Buffer.from([0]), bytes]),
        () => Buffer.alloc(0),
        (bytes: Buffer) => Buffer.alloc(bytes.length),
      ]) {
        const token = forgeToken(header, scenario.claims(), (bytes) => change(signer(bytes)));
        await refused(validator, token, 'signature');
      }
    },
  ),
  tokenCase('signature: one without its first byte is refused, even a zero', async (scenario, validator) => {
    const { first } = scenario.keys;
    const sign = scenario.signer(first);
    const signer: Signer = (bytes) => {
      let signature = sign(bytes);
      // OpenSSL takes one of RSASSA-PSS without its leading zeros; RFC 8017, section 8.1.2 does not.
      while (scenario.algorithm === 'PS256' && signature[0] !== 0) signature = sign(bytes);
      return signature.subarray(1);
    };
    const header = { kid: first.kid, alg: scenario.algorithm };
    await refused(validator, scenario.tokenWithHeader(header, signer), 'signature');
  }),
  tokenCase(
    'signature: a signature of another algorithm than the header says is refused',
    async (scenario, validator) => {
      const { first } = scenario.keys;
      const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
      const header = { kid: first.kid, alg: scenario.algorithm };
      for (const signer of [...otherSigners(scenario), digest]) {
        await refused(validator, scenario.tokenWithHeader(header, signer), 'signature');
      }
    },
  ),
];
