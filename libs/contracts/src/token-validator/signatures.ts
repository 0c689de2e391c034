import { createHash, generateKeyPairSync } from 'node:crypto';
import { es256, forgeToken, hs256, ps256, rs256, rs512, testKey, unsigned } from './forge.ts';
import { accepted, refusalCase, refused, tokenCase } from './scenario.ts';

function alteredAt(text: string, index: number): string {
  const character = text.charAt(index) === 'A' ? 'B' : 'A';
  return `${text.slice(0, index)}${character}${text.slice(index + 1)}`;
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
      publicKey.export({ format: 'pem', type: 'pkcs1' }),
      publicKey.export({ format: 'der', type: 'spki' }),
      String(jwk['n']),
      JSON.stringify(jwk),
    ];
    for (const secret of secrets) {
      await refused(validator, scenario.tokenWithHeader({ kid, alg: 'HS256' }, hs256(secret)), 'algorithm');
    }
  }),
  refusalCase('algorithm: RS512 is refused, though the signature is right', 'algorithm', (scenario) => {
    const { first } = scenario.keys;
    return scenario.tokenWithHeader({ kid: first.kid, alg: 'RS512' }, rs512(first));
  }),
  refusalCase('algorithm: PS256 is refused, though the signature is right', 'algorithm', (scenario) => {
    const { first } = scenario.keys;
    return scenario.tokenWithHeader({ kid: first.kid, alg: 'PS256' }, ps256(first));
  }),
  tokenCase('algorithm: ES256 is refused, though the signature is right', async (scenario, validator) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = testKey('ec-key', privateKey);
    scenario.published = [key, ...scenario.published];
    await refused(
      validator,
      scenario.tokenWithHeader({ kid: key.kid, alg: 'ES256' }, es256(key)),
      'algorithm',
    );
    await accepted(validator, scenario.token());
  }),
  tokenCase(
    'algorithm: no algorithm, another type or another case is refused',
    async (scenario, validator) => {
      const { kid } = scenario.keys.first;
      for (const alg of [undefined, null, '', 'rs256', 'RS256 ', 256, ['RS256'], { RS256: true }]) {
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
      await refused(validator, scenario.tokenWithHeader({ kid, alg: 'RS256', ...extension }), 'algorithm');
    }
  }),
  refusalCase('algorithm: a nested token is refused', 'algorithm', (scenario) =>
    scenario.tokenWithHeader({ kid: scenario.keys.first.kid, alg: 'RS256', cty: 'JWT' }),
  ),

  refusalCase(
    'signature: a token of an attacker’s key under a published kid is refused',
    'signature',
    (scenario) =>
      scenario.tokenWithHeader({ kid: scenario.keys.first.kid, alg: 'RS256' }, rs256(scenario.keys.attacker)),
  ),
  refusalCase(
    'signature: a published key other than the one of the kid is refused',
    'signature',
    (scenario) =>
      scenario.tokenWithHeader({ kid: scenario.keys.second.kid, alg: 'RS256' }, rs256(scenario.keys.first)),
  ),
  tokenCase('signature: a key that comes in the header is never used', async (scenario, validator) => {
    const { first, attacker } = scenario.keys;
    const key = { jwk: attacker.jwk, jku: 'http://127.0.0.1:9/jwks.json', x5u: 'http://127.0.0.1:9/' };
    const forged = (kid: string) => scenario.tokenWithHeader({ ...key, kid, alg: 'RS256' }, rs256(attacker));
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
    const header = { alg: 'RS256', kid: scenario.keys.first.kid };
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
    await refused(validator, `${encoded}.${payload}.${signature}`, 'signature');
  }),
  tokenCase(
    'signature: an altered signature is refused wherever it is altered',
    async (scenario, validator) => {
      const token = scenario.token();
      await accepted(validator, token);
      const start = token.lastIndexOf('.') + 1;
      for (const index of [start, start + 1, start + 170, token.length - 2]) {
        await refused(validator, alteredAt(token, index), 'signature');
      }
    },
  ),
  tokenCase(
    'signature: a shorter, a longer and an empty signature are refused',
    async (scenario, validator) => {
      const { first } = scenario.keys;
      const header = { kid: first.kid, alg: 'RS256' };
      for (const change of [
        (bytes: Buffer) => bytes.subarray(0, -1),
        (bytes: Buffer) => bytes.subarray(1),
        (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])]),
        (bytes: Buffer) => Buffer.concat([Buffer.from([0]), bytes]),
        () => Buffer.alloc(0),
        () => Buffer.alloc(256),
      ]) {
        const token = forgeToken(header, scenario.claims(), (bytes) => change(rs256(first)(bytes)));
        await refused(validator, token, 'signature');
      }
    },
  ),
  tokenCase(
    'signature: a signature of another algorithm than the header says is refused',
    async (scenario, validator) => {
      const { first } = scenario.keys;
      const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
      for (const signer of [rs512(first), ps256(first), digest]) {
        await refused(
          validator,
          scenario.tokenWithHeader({ kid: first.kid, alg: 'RS256' }, signer),
          'signature',
        );
      }
    },
  ),
];
