import assert from 'node:assert/strict';
import { DAY, HOUR, START, accepted, refusalCase, refused, tokenCase } from './scenario.ts';

export const timeCases = [
  refusalCase('times: an expired token is refused', 'expired', (scenario) =>
    scenario.token(scenario.claims({ exp: START - HOUR, iat: START - DAY, auth_time: START - DAY })),
  ),
  tokenCase(
    'times: a token is good until the millisecond before exp, and not at exp',
    async (scenario, validator) => {
      const token = scenario.token(scenario.claims({ exp: START + 10 }));
      scenario.now = (START + 10) * 1000 - 1;
      assert.equal((await accepted(validator, token)).expiresAt, START + 10);
      scenario.now = (START + 10) * 1000;
      await refused(validator, token, 'expired');
    },
  ),
  tokenCase(
    'times: a token that was accepted is refused once it has expired',
    async (scenario, validator) => {
      const token = scenario.token(scenario.claims({ exp: START + HOUR }));
      await accepted(validator, token);
      await accepted(validator, token);
      scenario.advance(2 * HOUR);
      await refused(validator, token, 'expired');
      await refused(validator, token, 'expired');
    },
  ),
  tokenCase('times: exp may have a fraction of a second', async (scenario, validator) => {
    const token = scenario.token(scenario.claims({ exp: START + 0.5 }));
    assert.equal((await accepted(validator, token)).expiresAt, START + 0.5);
    scenario.now = START * 1000 + 500;
    await refused(validator, token, 'expired');
  }),
  tokenCase('times: exp zero and before 1970 has passed', async (scenario, validator) => {
    for (const exp of [0, -1, -START]) {
      await refused(validator, scenario.token(scenario.claims({ exp })), 'expired');
    }
  }),
  tokenCase(
    'times: a token whose nbf lies in the future is refused until then',
    async (scenario, validator) => {
      const token = scenario.token(scenario.claims({ nbf: START + HOUR }));
      await refused(validator, token, 'not-yet-valid');
      scenario.advance(HOUR);
      await accepted(validator, token);
    },
  ),
  tokenCase(
    'times: a token whose iat lies in the future is refused until then',
    async (scenario, validator) => {
      const token = scenario.token(scenario.claims({ iat: START + HOUR, auth_time: START + HOUR }));
      await refused(validator, token, 'not-yet-valid');
      scenario.advance(HOUR);
      await accepted(validator, token);
    },
  ),
  tokenCase('times: nbf and iat of this second are not in the future', async (scenario, validator) => {
    await accepted(validator, scenario.token(scenario.claims({ nbf: START, iat: START })));
  }),
];
