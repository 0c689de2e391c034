import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { AuthorizerProcess, tokenEvent } from '../support/authorizer-process.ts';
import { killHarnesses, startHarnessProcess } from '../support/harness-process.ts';
import { KeyServer, answering } from '../support/key-server.ts';
import { rawGet } from '../support/raw-request.ts';
import { fails, first, resets } from './misbehaviour.ts';

const POOL = 'eu-west-1_Trust0003';
const CLIENT = '4examplefirstclient26chars';

let server: KeyServer;
let issuer: TokenIssuer;

beforeAll(async () => {
  server = await KeyServer.start();
  issuer = await TokenIssuer.create({ issuer: server.issuer(POOL), clock: systemClock });
});

afterAll(async () => {
  killHarnesses();
  await server.stop();
});

const token = () => issuer.issueAccessToken({ userId: 'ada', username: 'ada', clientId: CLIENT });

describe('the bundle of the authorizer, without embedded keys', () => {
  let authorizer: AuthorizerProcess;
  let before: number;
  beforeEach(() => {
    before = server.fetches(POOL);
    authorizer = AuthorizerProcess.start({ TOKEN_ISSUER: issuer.issuer, USER_POOL_CLIENT_IDS: CLIENT });
  });
  afterEach(async () => authorizer.stop());

  it('makes one fetch for a hundred calls at once', async () => {
    server.serve(POOL, answering(issuer.jwks()));
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => authorizer.invoke(tokenEvent(token()))),
    );
    expect(new Set(outcomes.map(({ logged }) => logged?.outcome))).toEqual(new Set(['allow']));
    expect(server.fetches(POOL) - before).toBe(1);
  });

  it('does not notice one reset', async () => {
    server.serve(POOL, first(1, resets, answering(issuer.jwks())));
    expect(await authorizer.invoke(tokenEvent(token()))).toMatchObject({ result: { principalId: 'ada' } });
    expect(server.fetches(POOL) - before).toBe(2);
  });

  it('fails otherwise than with "Unauthorized" when the keys cannot be had', async () => {
    server.serve(POOL, fails(500));
    const { result, error, logged } = await authorizer.invoke(tokenEvent(token()));
    expect(result).toBeUndefined();
    expect(error).not.toBe('Unauthorized');
    expect(logged).toMatchObject({ outcome: 'error', code: 'keys-unavailable' });
  });
});

describe.each(['lambda', 'cognito'])('the harness with the authorizer %s', (authorizer) => {
  it('answers 500 and a problem document when the keys cannot be had', async () => {
    server.serve(POOL, fails(500));
    const args = ['--issuer', issuer.issuer, '--client-id', CLIENT, '--authorizer', authorizer];
    const harness = await startHarnessProcess({ args });
    const user = { userId: 'ada', username: 'ada', clientId: CLIENT };
    const sent = authorizer === 'lambda' ? token() : issuer.issueIdToken(user);
    const answer = await rawGet(`${harness.invokeUrl}/notes`, [`Authorization: ${sent}`]);
    expect(answer).toMatchObject({ status: 500, headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 500, code: 'internal' });
    await harness.terminate();
  });
});
