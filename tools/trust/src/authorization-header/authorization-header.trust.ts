import { InMemoryNoteRepository, TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { AuthorizerProcess, METHOD_ARN, tokenEvent } from '../support/authorizer-process.ts';
import { recordFigures } from '../support/figures.ts';
import { type HarnessProcess, killHarnesses, startHarnessProcess } from '../support/harness-process.ts';
import { KeyServer, answering } from '../support/key-server.ts';
import { NotesFunction } from '../support/notes-function.ts';
import { rawGet } from '../support/raw-request.ts';
import { expected, gather } from '../support/verdicts.ts';
import { HEADER_CASES, LINE_CASES } from './header-cases.ts';

const POOL = 'eu-west-1_Trust0002';
const CLIENT = '4examplefirstclient26chars';

let server: KeyServer;
let issuer: TokenIssuer;
let accessToken: string;
let idToken: string;

beforeAll(async () => {
  server = await KeyServer.start();
  issuer = await TokenIssuer.create({ issuer: server.issuer(POOL), clock: systemClock });
  server.serve(POOL, answering(issuer.jwks()));
  const user = { userId: 'ada', username: 'ada', clientId: CLIENT };
  [accessToken, idToken] = [issuer.issueAccessToken(user), issuer.issueIdToken(user)];
});

afterAll(async () => {
  killHarnesses();
  await server.stop();
  const refused = HEADER_CASES.filter(({ verdict }) => verdict === 'refused').length;
  recordFigures('authorization-header', {
    'ways to send a token that are let in': HEADER_CASES.length - refused,
    'ways that are refused': refused,
    'header lines that are no value, by their status': Object.keys(LINE_CASES).length,
    'front doors and events that decide alike': 5,
  });
});

const decided = (cases = HEADER_CASES) => expected(cases, ({ verdict }) => verdict);

/** A value as a server hands it on: without the blanks around it, each of its bytes a character. */
function received(value: string): string {
  return Buffer.from(value)
    .toString('latin1')
    .replaceAll(/^[ \t]+|[ \t]+$/g, '');
}

describe.each(['lambda', 'cognito'])('the harness with the authorizer %s, over HTTP', (authorizer) => {
  let harness: HarnessProcess;
  let token: string;
  beforeAll(async () => {
    token = authorizer === 'lambda' ? accessToken : idToken;
    const args = ['--issuer', issuer.issuer, '--client-id', CLIENT, '--authorizer', authorizer];
    harness = await startHarnessProcess({ args });
  });
  afterAll(async () => harness.terminate());

  const get = (lines: readonly string[]) => rawGet(`${harness.invokeUrl}/notes`, lines);

  it('decides as it was decided', async () => {
    const got = await gather(HEADER_CASES, async ({ values }) => {
      const { status, headers, body } = await get(values(token).map((value) => `Authorization: ${value}`));
      if (status === 200) return 'let in';
      const { code } = JSON.parse(body) as { code: string };
      const isChallenge = headers['www-authenticate']?.startsWith('Bearer');
      return status === 401 && code === 'unauthorized' && isChallenge ? 'refused' : `${status} ${body}`;
    });
    expect(got).toEqual(decided());
  });

  it('knows no other place for a token, and no other form of a header', async () => {
    for (const [name, [lines, status]] of Object.entries(LINE_CASES)) {
      expect({ name, status: (await get(lines(token))).status }).toEqual({ name, status });
    }
  });
});

describe('the bundle of the authorizer', () => {
  let authorizer: AuthorizerProcess;
  beforeAll(() => {
    authorizer = AuthorizerProcess.start({
      TOKEN_ISSUER: issuer.issuer,
      USER_POOL_CLIENT_IDS: CLIENT,
      JWKS: JSON.stringify(issuer.jwks()),
    });
  });
  afterAll(async () => authorizer.stop());

  const ask = async (event: object) => {
    const { result, error } = await authorizer.invoke(event);
    if (result) return 'let in';
    return error === 'Unauthorized' ? 'refused' : error;
  };
  const restEvent = (headers: object | null, multiValueHeaders: object | null) => ({
    type: 'REQUEST',
    methodArn: METHOD_ARN,
    headers,
    multiValueHeaders,
  });

  it('decides alike for TOKEN events, which hold one value', async () => {
    const single = HEADER_CASES.filter(({ values }) => values('').length === 1);
    const got = await gather(single, ({ values }) => ask(tokenEvent(received(values(accessToken)[0] ?? ''))));
    expect(got).toEqual(decided(single));
  });

  it('decides alike for REQUEST events of a REST API', async () => {
    const got = await gather(HEADER_CASES, ({ values }) => {
      const sent = values(accessToken).map(received);
      if (sent.length === 0) return ask(restEvent({}, {}));
      return ask(restEvent({ Authorization: sent.at(-1) }, { Authorization: sent }));
    });
    expect(got).toEqual(decided());
  });

  it('decides alike for REQUEST events of an HTTP API, which joins values with commas', async () => {
    const got = await gather(HEADER_CASES, ({ values }) => {
      const sent = values(accessToken).map(received);
      const headers = sent.length === 0 ? {} : { authorization: sent.join(',') };
      return ask({ type: 'REQUEST', version: '2.0', routeArn: METHOD_ARN, headers });
    });
    expect(got).toEqual(decided());
  });

  it.each<[string, () => object]>([
    ['a value that the gateway has not trimmed', () => tokenEvent(` ${accessToken}`)],
    [
      'two names in different cases',
      () => restEvent({ Authorization: accessToken, authorization: accessToken }, null),
    ],
    [
      'two names in different cases, with lists',
      () => restEvent(null, { Authorization: [accessToken], AUTHORIZATION: [accessToken] }),
    ],
    ['an empty list', () => restEvent({ Authorization: accessToken }, { Authorization: [] })],
    ['no headers at all', () => restEvent(null, null)],
  ])('refuses %s', async (_, event) => {
    expect(await ask(event())).toBe('refused');
  });
});

describe('the notes handler', () => {
  const ask = (caller: string | undefined) => {
    const api = new NotesFunction(new InMemoryNoteRepository());
    return gather(HEADER_CASES, async ({ values }) => {
      const Authorization = values(accessToken).map(received);
      const headers = Authorization.length > 0 ? { Authorization } : {};
      return (await api.call(caller, { method: 'GET', headers })).statusCode;
    });
  };

  it('never looks at the header: without an identity from the gateway nobody is let in by one', async () => {
    expect(new Set(Object.values(await ask(undefined)))).toEqual(new Set([401]));
  });

  it('never looks at the header: with an identity from the gateway nobody is kept out by one', async () => {
    expect(new Set(Object.values(await ask('ada')))).toEqual(new Set([200]));
  });
});
