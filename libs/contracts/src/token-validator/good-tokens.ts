import assert from 'node:assert/strict';
import { TokenError } from '@notes/domain';
import { forgeToken } from './forge.ts';
import { CLIENT, DAY, OTHER_CLIENT, START, SUBJECT, USERNAME, accepted, tokenCase } from './scenario.ts';

export const goodTokenCases = [
  tokenCase(
    'good: an access token is accepted with every field from its claim',
    async (scenario, validator) => {
      const token = scenario.token(scenario.claims({ 'cognito:groups': ['admins', 'team a'] }));
      assert.deepEqual(await accepted(validator, token), {
        userId: SUBJECT,
        tokenUse: 'access',
        clientId: CLIENT,
        issuer: scenario.issuer,
        expiresAt: START + DAY,
        username: USERNAME,
        scopes: ['notes/read', 'notes/write'],
        groups: ['admins', 'team a'],
      });
    },
  ),

  tokenCase('good: the user id is sub, never the username', async (scenario, validator) => {
    const claims = scenario.claims({ username: 'somebody else', 'cognito:username': 'somebody else' });
    const { userId, username } = await accepted(validator, scenario.token(claims));
    assert.equal(userId, SUBJECT);
    assert.equal(username, 'somebody else');
  }),

  tokenCase(
    'good: a token without the optional claims has none of what they say',
    async (scenario, validator) => {
      const claims = scenario.claims({
        username: undefined,
        scope: undefined,
        iat: undefined,
        jti: undefined,
      });
      const { scopes, groups, username } = await accepted(validator, scenario.token(claims));
      assert.deepEqual({ scopes, groups, username }, { scopes: [], groups: [], username: undefined });
    },
  ),

  tokenCase('good: scopes are split at spaces, and an empty scope is none', async (scenario, validator) => {
    for (const [scope, scopes] of [
      ['one', ['one']],
      ['one two three', ['one', 'two', 'three']],
      ['', []],
    ] as const) {
      const verified = await accepted(validator, scenario.token(scenario.claims({ scope })));
      assert.deepEqual(verified.scopes, scopes);
    }
  }),

  tokenCase('good: each of the allowed clients is accepted and named', async (scenario, validator) => {
    for (const clientId of [CLIENT, OTHER_CLIENT]) {
      const verified = await accepted(validator, scenario.token(scenario.claims({ client_id: clientId })));
      assert.equal(verified.clientId, clientId);
    }
  }),

  tokenCase('good: each of the published keys is trusted', async (scenario, validator) => {
    for (const key of [scenario.keys.second, scenario.keys.first]) {
      const verified = await accepted(validator, scenario.token(scenario.claims(), key));
      assert.equal(verified.userId, SUBJECT);
    }
  }),

  tokenCase('good: a header may say that its type is JWT', async (scenario, validator) => {
    const { kid } = scenario.keys.first;
    const header = { typ: 'JWT', kid, alg: scenario.algorithm };
    const verified = await accepted(validator, scenario.tokenWithHeader(header));
    assert.equal(verified.userId, SUBJECT);
  }),

  tokenCase('good: the same token again gives the same answer', async (scenario, validator) => {
    const token = scenario.token();
    const first = await accepted(validator, token);
    assert.deepEqual(await accepted(validator, token), first);
  }),

  tokenCase('good: what one caller does to an answer never reaches another', async (scenario, validator) => {
    const token = scenario.token(scenario.claims({ 'cognito:groups': ['team'] }));
    const answer = await accepted(validator, token);
    // Frozen answers are as good as copies, so a refused change is no failure.
    const tamper = [
      () => Object.assign(answer, { userId: 'mallory' }),
      () => (answer.scopes as string[]).push('notes/admin'),
      () => (answer.groups as string[]).push('admins'),
    ];
    for (const change of tamper) {
      try {
        change();
      } catch (error) {
        assert.ok(error instanceof TypeError);
      }
    }
    const { userId, scopes, groups } = await accepted(validator, token);
    assert.equal(userId, SUBJECT);
    assert.deepEqual({ scopes, groups }, { scopes: ['notes/read', 'notes/write'], groups: ['team'] });
  }),

  tokenCase('good: a hundred groups and claims of any shape do no harm', async (scenario, validator) => {
    const groups = Array.from({ length: 100 }, (_, index) => `group-${index} ☃ "'\\`);
    const claims = scenario.claims({
      'cognito:groups': groups,
      constructor: { prototype: { polluted: true } },
      toString: 'text',
      hasOwnProperty: null,
      nested: { list: [{ deep: [1, 2, 3] }], nothing: null },
    });
    const verified = await accepted(validator, scenario.token(claims));
    assert.deepEqual(verified.groups, groups);
    assert.ok(!('polluted' in {}));
  }),

  tokenCase('good: many validations at once each get their own answer', async (scenario, validator) => {
    const subjects = Array.from({ length: 60 }, (_, index) => `user-${index}`);
    const answers = await Promise.all(
      subjects.map((sub, index) => {
        const key = index % 2 === 0 ? scenario.keys.first : scenario.keys.second;
        const expired = index % 3 === 0;
        const token = scenario.token(scenario.claims({ sub, ...(expired && { exp: START }) }), key);
        return validator.validate(token).then(
          ({ userId }) => userId as string,
          (error: unknown) => (error instanceof TokenError ? error.reason : String(error)),
        );
      }),
    );
    assert.deepEqual(
      answers,
      subjects.map((sub, index) => (index % 3 === 0 ? 'expired' : sub)),
    );
  }),

  tokenCase('good: whitespace in the JSON of a token is nobody’s business', async (scenario, validator) => {
    const { first } = scenario.keys;
    const header = ` { "alg" : "${scenario.algorithm}" ,\n "kid" : "${first.kid}" } `;
    const token = forgeToken(header, JSON.stringify(scenario.claims(), null, 2), scenario.signer(first));
    assert.equal((await accepted(validator, token)).userId, SUBJECT);
  }),
];
