import { type TokenScenario, START, accepted, refusalCase, refused, tokenCase } from './scenario.ts';
import type { TokenValidatorCase } from './subject.ts';

/** Values of every JSON type that is not a string. */
const notStrings = [null, 1, 0, true, ['text'], { text: 'text' }, []];

/** A claim that must be a non-empty string: without it, with another type and empty, the token is refused. */
function requiredText(claim: string): readonly TokenValidatorCase[] {
  return [
    refusalCase(`claims: a token without ${claim} is refused`, 'claims', (scenario) =>
      scenario.token(scenario.claims({ [claim]: undefined })),
    ),
    tokenCase(
      `claims: a token whose ${claim} is empty or no string is refused`,
      async (scenario, validator) => {
        for (const value of ['', ...notStrings]) {
          await refused(validator, scenario.token(scenario.claims({ [claim]: value })), 'claims');
        }
      },
    ),
  ];
}

function foreignIssuers(issuer: string): readonly string[] {
  const url = new URL(issuer);
  const pool = url.pathname.split('/').at(-1) ?? '';
  return [
    `${issuer}x`,
    issuer.slice(0, -1),
    issuer.toUpperCase(),
    ` ${issuer}`,
    `${issuer} `,
    issuer.replace(pool, 'eu-west-1_AnotherOne'),
    issuer.replace(url.host, 'cognito-idp.us-east-1.amazonaws.com'),
    issuer.replace(url.host, `${url.host}.attacker.example`),
    `https://attacker.example/${issuer}`,
    `${url.protocol}//${url.host}`,
    `${issuer}?`,
    `${issuer}#`,
    pool,
  ];
}

export const claimCases = [
  tokenCase('issuer: any other issuer is refused, however similar', async (scenario, validator) => {
    for (const iss of foreignIssuers(scenario.issuer)) {
      await refused(validator, scenario.token(scenario.claims({ iss })), 'issuer');
    }
    await accepted(validator, scenario.token());
  }),
  refusalCase('issuer: a slash at the end makes another issuer', 'issuer', (scenario) =>
    scenario.token(scenario.claims({ iss: `${scenario.issuer}/` })),
  ),
  refusalCase(
    'token use: an ID token is refused where an access token is asked for',
    'token-use',
    (scenario) => scenario.token(idClaims(scenario), scenario.keys.second),
  ),
  refusalCase('token use: an unknown use is refused', 'token-use', (scenario) =>
    scenario.token(scenario.claims({ token_use: 'refresh' })),
  ),
  tokenCase('client: a client that is not allowed is refused', async (scenario, validator) => {
    const { client_id: client } = scenario.claims();
    for (const other of [
      'another-client',
      `${String(client)}x`,
      String(client).slice(0, -1),
      String(client).toUpperCase(),
    ]) {
      await refused(validator, scenario.token(scenario.claims({ client_id: other })), 'client');
    }
    await accepted(validator, scenario.token());
  }),
  refusalCase(
    'client: an allowed client in aud does not make up for another in client_id',
    'client',
    (scenario) =>
      scenario.token(scenario.claims({ client_id: 'another-client', aud: scenario.claims()['client_id'] })),
  ),
  ...requiredText('sub'),
  ...requiredText('iss'),
  ...requiredText('token_use'),
  ...requiredText('client_id'),
  tokenCase('claims: a subject that cannot be a user id is refused', async (scenario, validator) => {
    for (const sub of ['x'.repeat(3000), '\ud800', 'a\udc00b']) {
      await refused(validator, scenario.token(scenario.claims({ sub })), 'claims');
    }
  }),
  tokenCase('claims: a scope that is no string is refused', async (scenario, validator) => {
    for (const scope of notStrings) {
      await refused(validator, scenario.token(scenario.claims({ scope })), 'claims');
    }
  }),
  tokenCase('claims: groups that are no list of strings are refused', async (scenario, validator) => {
    for (const groups of [null, 'admins', 1, { 0: 'admins' }, [1], ['admins', null], [['admins']]]) {
      await refused(validator, scenario.token(scenario.claims({ 'cognito:groups': groups })), 'claims');
    }
  }),
  tokenCase('claims: a username that is no string is refused', async (scenario, validator) => {
    for (const username of notStrings) {
      await refused(validator, scenario.token(scenario.claims({ username })), 'claims');
    }
  }),
  tokenCase('claims: a time that is no finite number is refused', async (scenario, validator) => {
    const text = (claim: string, value: string) =>
      `${JSON.stringify(scenario.claims({ [claim]: undefined })).slice(0, -1)},"${claim}":${value}}`;
    for (const claim of ['exp', 'nbf', 'iat']) {
      for (const value of [`"${START + 60}"`, 'null', 'true', '[]', '{}', '1e400', '-1e400']) {
        await refused(validator, scenario.token(text(claim, value)), 'claims');
      }
    }
  }),
  refusalCase('claims: a token without exp is refused', 'claims', (scenario) =>
    scenario.token(scenario.claims({ exp: undefined })),
  ),
];

function idClaims(scenario: TokenScenario) {
  const { client_id: aud, username } = scenario.claims();
  return scenario.claims({
    token_use: 'id',
    aud,
    'cognito:username': username,
    client_id: undefined,
    username: undefined,
    scope: undefined,
  });
}
