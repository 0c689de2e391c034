import assert from 'node:assert/strict';
import { HOUR, SUBJECT, accepted, refusalCase, refused, tokenCase } from './scenario.ts';

export const publishedKeyCases = [
  refusalCase('keys: a kid that is not published is refused', 'unknown-key', (scenario) =>
    scenario.token(scenario.claims(), scenario.keys.attacker),
  ),
  tokenCase(
    'keys: a kid that differs from a published one in any way is refused',
    async (scenario, validator) => {
      const { first } = scenario.keys;
      for (const kid of [
        '',
        ` ${first.kid}`,
        first.kid.toUpperCase(),
        first.kid.slice(0, -1),
        '__proto__',
        'constructor',
        '0',
      ]) {
        await refused(validator, scenario.tokenWithHeader({ kid, alg: scenario.algorithm }), 'unknown-key');
      }
      await accepted(validator, scenario.token());
    },
  ),
  refusalCase('keys: a token without a kid is refused', 'unknown-key', (scenario) =>
    scenario.tokenWithHeader({ alg: scenario.algorithm }),
  ),
  tokenCase(
    'keys: a token without a kid is refused even where there is only one key',
    async (scenario, validator) => {
      scenario.published = [scenario.keys.first];
      await refused(validator, scenario.tokenWithHeader({ alg: scenario.algorithm }), 'unknown-key');
      await accepted(validator, scenario.token());
    },
  ),
  tokenCase('keys: a key that is rotated in is accepted without a restart', async (scenario, validator) => {
    const { first, second } = scenario.keys;
    scenario.published = [first];
    await accepted(validator, scenario.token());
    scenario.published = [first, second];
    scenario.advance(HOUR);
    const verified = await accepted(validator, scenario.token(scenario.claims(), second));
    assert.equal(verified.userId, SUBJECT);
    await accepted(validator, scenario.token());
  }),
  tokenCase('keys: a removed key is refused once the new set has been seen', async (scenario, validator) => {
    const { first, second } = scenario.keys;
    scenario.published = [first];
    const seen = scenario.token();
    await accepted(validator, seen);
    scenario.published = [second];
    scenario.advance(HOUR);
    await accepted(validator, scenario.token(scenario.claims(), second));
    await refused(validator, seen, 'unknown-key');
    await refused(validator, scenario.token(scenario.claims({ jti: 'not seen before' })), 'unknown-key');
  }),
  tokenCase('keys: another key under the kid of the old one takes its place', async (scenario, validator) => {
    const { first, second, attacker } = scenario.keys;
    const replaced = { ...attacker, kid: first.kid, jwk: { ...attacker.jwk, kid: first.kid } };
    const seen = scenario.token();
    await accepted(validator, seen);
    scenario.published = [replaced];
    scenario.advance(HOUR);
    // An unknown kid makes the validator look at the new set.
    await refused(
      validator,
      scenario.token(scenario.claims(), { ...second, kid: 'no such key' }),
      'unknown-key',
    );
    await refused(validator, seen, 'signature');
    await accepted(validator, scenario.token(scenario.claims(), replaced));
  }),
  tokenCase(
    'keys: keys that cannot be had are unavailable, never unauthorized',
    async (scenario, validator) => {
      scenario.reachable = false;
      await refused(validator, scenario.token(), 'keys-unavailable');
      await refused(validator, scenario.token(scenario.claims(), scenario.keys.attacker), 'keys-unavailable');
    },
  ),
  tokenCase('keys: the validator works again once the keys can be had', async (scenario, validator) => {
    scenario.reachable = false;
    await refused(validator, scenario.token(), 'keys-unavailable');
    scenario.reachable = true;
    scenario.advance(HOUR);
    await accepted(validator, scenario.token());
    await refused(validator, scenario.token(scenario.claims(), scenario.keys.attacker), 'unknown-key');
  }),
  tokenCase('keys: keys of other kinds in the set do no harm', async (scenario, validator) => {
    const { first } = scenario.keys;
    const others = [
      { kty: 'oct', kid: 'symmetric', k: 'c2VjcmV0' },
      { kty: 'EC', kid: 'curve', crv: 'P-256', x: 'AA', y: 'AA' },
      { kty: 'unheard-of', kid: 'new' },
      { ...first.jwk, kid: 'for-encryption', use: 'enc', alg: 'RSA-OAEP' },
    ].map((jwk) => ({ ...first, kid: jwk.kid, jwk }));
    scenario.published = [...others, first];
    await accepted(validator, scenario.token());
    for (const key of others) {
      await refused(validator, scenario.token(scenario.claims(), key), 'unknown-key');
    }
  }),
];

export const remoteKeyCases = [
  tokenCase(
    'remote keys: many first validations at once ask for the keys once',
    async (scenario, validator) => {
      const tokens = Array.from({ length: 50 }, (_, index) =>
        scenario.token(scenario.claims({ jti: `token-${index}` })),
      );
      await Promise.all(tokens.map((token) => accepted(validator, token)));
      assert.equal(scenario.reads, 1);
    },
    { capability: 'remote-keys' },
  ),
  tokenCase(
    'remote keys: a flood of unknown kids asks for the keys a second time at most',
    async (scenario, validator) => {
      await accepted(validator, scenario.token());
      const { attacker } = scenario.keys;
      const flood = Array.from({ length: 60 }, (_, index) =>
        scenario.token(scenario.claims(), { ...attacker, kid: `unknown-${index}` }),
      );
      await Promise.all(flood.slice(0, 30).map((token) => refused(validator, token, 'unknown-key')));
      for (const token of flood.slice(30)) await refused(validator, token, 'unknown-key');
      assert.ok(scenario.reads <= 2, `the keys were asked for ${scenario.reads} times`);
    },
    { capability: 'remote-keys' },
  ),
  tokenCase(
    'remote keys: the last keys serve while the issuer cannot be reached for a short time',
    async (scenario, validator) => {
      await accepted(validator, scenario.token());
      scenario.reachable = false;
      scenario.advance(HOUR / 6);
      const verified = await accepted(validator, scenario.token(scenario.claims({ jti: 'not seen before' })));
      assert.equal(verified.userId, SUBJECT);
    },
    { capability: 'remote-keys' },
  ),
  tokenCase(
    'remote keys: a kid that cannot be looked up is unavailable, never unauthorized',
    async (scenario, validator) => {
      scenario.published = [scenario.keys.first];
      await accepted(validator, scenario.token());
      scenario.reachable = false;
      scenario.advance(HOUR / 6);
      const rotatedIn = scenario.token(scenario.claims(), scenario.keys.second);
      await refused(validator, rotatedIn, 'keys-unavailable');
      await refused(validator, rotatedIn, 'keys-unavailable');
      scenario.published = [scenario.keys.first, scenario.keys.second];
      scenario.reachable = true;
      scenario.advance(HOUR);
      await accepted(validator, rotatedIn);
    },
    { capability: 'remote-keys' },
  ),
  tokenCase(
    'remote keys: no keys are asked for on behalf of a token that is refused anyway',
    async (scenario, validator) => {
      const { kid } = scenario.keys.first;
      await refused(validator, 'not a token', 'malformed');
      await refused(
        validator,
        scenario.token(scenario.claims({ iss: 'https://attacker.example/pool' })),
        'issuer',
      );
      await refused(validator, scenario.tokenWithHeader({ kid, alg: 'none' }), 'algorithm');
      assert.equal(scenario.reads, 0);
    },
    { capability: 'remote-keys' },
  ),
];
