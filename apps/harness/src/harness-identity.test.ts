import { ManualClock, TokenIssuer } from '@notes/adapter-in-memory';
import type { RequestLogEntry } from '@notes/lambda';
import { type Harness, type HarnessOptions, startHarness } from './start-harness.ts';
import { keyPairRing as keyPairs } from './test-support/key-pair-ring.ts';
import { freePort } from './test-support/ports.ts';
import { KEY_COOLDOWN } from './test-support/timed-harness.ts';
import { type BarePool, startBarePool } from './test-support/token-source.ts';
import { startUserPool } from './user-pool/start-user-pool.ts';

const ADA = { email: 'ada@example.com', password: 'Correct-horse-7' };

const clock = new ManualClock();
const closing: (() => Promise<void>)[] = [];

async function start(options: HarnessOptions): Promise<Harness> {
  const harness = await startHarness({ clock, keyPairs, ...options });
  closing.push(() => harness.stop());
  return harness;
}

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function get({ info }: Harness, token: string, path = '/notes'): Promise<Response> {
  return fetch(info.invokeUrl + path, { headers: { Authorization: token } });
}

describe('the authorizer cache', () => {
  let pool: BarePool;

  beforeAll(async () => {
    pool = await startBarePool(clock);
  });
  afterAll(() => pool.close());

  /** How often the authorizer was asked for a token that was used on two routes, and again when a minute had passed. */
  async function countAnswers(options: HarnessOptions): Promise<readonly [number, number]> {
    const entries: RequestLogEntry[] = [];
    const { outsidePool } = pool;
    const harness = await start({ ...options, outsidePool, log: (entry) => entries.push(entry) });
    const asked = () => entries.filter(({ outcome }) => outcome === 'allow').length;
    const { accessToken } = await pool.newTokens();
    expect((await get(harness, accessToken)).status).toBe(200);
    expect((await get(harness, accessToken, '/notes/none')).status).toBe(404);
    const before = asked();
    clock.advance(60_000);
    expect((await get(harness, accessToken)).status).toBe(200);
    expect(JSON.stringify(entries)).not.toContain(accessToken);
    return [before, asked()];
  }

  it('has a token verified once a minute by default, for all routes', async () => {
    expect(await countAnswers({})).toEqual([1, 2]);
  });

  it('has a token verified for each request when it is off', async () => {
    expect(await countAnswers({ authorizerTtl: 0 })).toEqual([2, 3]);
  });

  it('keeps what it is told to keep longer', async () => {
    expect(await countAnswers({ authorizerTtl: 61 })).toEqual([1, 1]);
  });
});

describe.each(['lambda', 'cognito'] as const)('with the %s authorizer', (authorizer) => {
  const tokenOf = ({ accessToken, idToken }: { accessToken: string; idToken: string }) =>
    authorizer === 'lambda' ? accessToken : idToken;

  it('a key that the pool takes back is no longer trusted', async () => {
    const harness = await start({ authorizer, authorizerTtl: 0 });
    const { userPool } = harness;
    if (!userPool) throw new Error('There is no pool.');
    await userPool.addUser(ADA);
    const signIn = async () => tokenOf(await userPool.signIn(ADA.email, ADA.password));
    const old = await signIn();
    expect((await get(harness, old)).status).toBe(200);
    await userPool.rotateKeys({ keepPublished: false });
    clock.advance(KEY_COOLDOWN);
    expect((await get(harness, await signIn())).status).toBe(200);
    expect((await get(harness, old)).status).toBe(401);
  });

  it('an outside pool is used instead of one of its own', async () => {
    const userPool = await startUserPool({
      port: 0,
      clock,
      keyPairs,
      userPoolId: 'eu-west-1_Outside',
      clientId: 'web',
    });
    closing.push(() => userPool.close());
    const { issuer, region, userPoolId, clientId, endpoint } = userPool;
    const outsidePool = { issuer, region, userPoolId, clientId };
    const harness = await start({ authorizer, outsidePool });
    expect(harness.userPool).toBeUndefined();
    expect(harness.info).toEqual({
      ...outsidePool,
      invokeUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      userPoolEndpoint: endpoint,
    });
    expect(await (await fetch(`${harness.info.invokeUrl}/_harness/outbox`)).json()).toEqual([]);
    await userPool.addUser(ADA);
    const token = tokenOf(await userPool.signIn(ADA.email, ADA.password));
    expect((await get(harness, token)).status).toBe(200);

    const forAnotherClient = await start({ authorizer, outsidePool: { ...outsidePool, clientId: 'other' } });
    expect((await get(forAnotherClient, token)).status).toBe(401);
  });

  it('a pool that cannot be reached before its keys are known is 500, not 401', async () => {
    const issuer = `http://127.0.0.1:${await freePort()}/us-east-1_Gone`;
    const tokens = await TokenIssuer.create({ issuer, clock, keyPairs });
    const user = { userId: 'ada', username: 'ada', clientId: 'web' };
    const outsidePool = { issuer, region: 'us-east-1', userPoolId: 'us-east-1_Gone', clientId: 'web' };
    const harness = await start({ authorizer, outsidePool });
    const token = tokenOf({
      accessToken: tokens.issueAccessToken(user),
      idToken: tokens.issueIdToken(user),
    });
    const response = await get(harness, token);
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'internal', status: 500 });
    // What is no token of anybody needs no key to be refused.
    expect((await get(harness, 'secret')).status).toBe(401);
  });

  it('a pool that cannot be reached later does no harm', async () => {
    const pool = await startBarePool(clock);
    const harness = await start({ authorizer, outsidePool: pool.outsidePool });
    expect((await get(harness, tokenOf(await pool.newTokens()))).status).toBe(200);
    await pool.close();
    expect((await get(harness, tokenOf(await pool.newTokens()))).status).toBe(200);
    expect(pool.fetches()).toBe(1);
  });
});
