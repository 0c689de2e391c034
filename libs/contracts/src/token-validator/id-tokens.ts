import assert from 'node:assert/strict';
import { CLIENT, DAY, START, SUBJECT, USERNAME, accepted, refused, tokenCase } from './scenario.ts';

const idToken = { tokenUse: 'id', capability: 'id-tokens' } as const;

export const idTokenCases = [
  tokenCase(
    'id: an ID token is accepted with every field from its claim',
    async (scenario, validator) => {
      const claims = scenario.claims({ 'cognito:groups': ['team'] });
      assert.deepEqual(await accepted(validator, scenario.token(claims, scenario.keys.second)), {
        userId: SUBJECT,
        tokenUse: 'id',
        clientId: CLIENT,
        issuer: scenario.issuer,
        expiresAt: START + DAY,
        username: USERNAME,
        scopes: [],
        groups: ['team'],
      });
    },
    idToken,
  ),
  tokenCase(
    'id: a scope in an ID token gives no scope',
    async (scenario, validator) => {
      const { scopes } = await accepted(validator, scenario.token(scenario.claims({ scope: 'notes/write' })));
      assert.deepEqual(scopes, []);
    },
    idToken,
  ),
  tokenCase(
    'id: an access token is refused where an ID token is asked for',
    async (scenario, validator) => {
      const changes = { token_use: 'access', client_id: CLIENT, username: USERNAME, aud: undefined };
      await refused(validator, scenario.token(scenario.claims(changes)), 'token-use');
      await refused(validator, scenario.token(scenario.claims({ token_use: 'access' })), 'token-use');
      await accepted(validator, scenario.token());
    },
    idToken,
  ),
  tokenCase(
    'id: an audience that is not allowed is refused, whatever client_id says',
    async (scenario, validator) => {
      await refused(validator, scenario.token(scenario.claims({ aud: 'another-client' })), 'client');
      const changes = { aud: 'another-client', client_id: CLIENT };
      await refused(validator, scenario.token(scenario.claims(changes)), 'client');
      await accepted(validator, scenario.token());
    },
    idToken,
  ),
  tokenCase(
    'id: a token without an audience, or with an empty or mistyped one, is refused',
    async (scenario, validator) => {
      for (const aud of [undefined, '', null, 1, {}, []]) {
        await refused(validator, scenario.token(scenario.claims({ aud, client_id: CLIENT })), 'claims');
      }
    },
    idToken,
  ),
];
