import { ManualClock } from '@notes/adapter-in-memory';
import { keyPairRing as keyPairs } from '../test-support/key-pair-ring.ts';
import type { Mail } from './mail.ts';
import {
  ALICE,
  BOB,
  claimsOf,
  getUser,
  latestCode,
  register,
  signInWithPassword,
  startFixture,
} from '../test-support/pool-fixture.ts';
import { type UserPoolOptions, startUserPool } from './start-user-pool.ts';

const clock = new ManualClock();

async function startAndClose(options: Partial<UserPoolOptions>) {
  const pool = await startUserPool({ port: 0, clock, keyPairs, ...options });
  await pool.close();
  return pool;
}

describe('startUserPool', () => {
  it('has stable ids by default and an issuer made from its endpoint', async () => {
    const pool = await startAndClose({});
    expect(pool).toMatchObject({
      region: 'us-east-1',
      userPoolId: 'us-east-1_LocalPool',
      clientId: 'notesharnesslocalappclient',
    });
    expect(pool.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:[0-9]+$/);
    expect(pool.issuer).toBe(`${pool.endpoint}/us-east-1_LocalPool`);
    expect(pool.outbox()).toEqual([]);
  });

  it('takes region and ids', async () => {
    expect(await startAndClose({ region: 'eu-west-1' })).toMatchObject({
      region: 'eu-west-1',
      userPoolId: 'eu-west-1_LocalPool',
    });
    expect(await startAndClose({ userPoolId: 'us-gov-west-1_Abc123', clientId: 'abc' })).toMatchObject({
      region: 'us-gov-west-1',
      userPoolId: 'us-gov-west-1_Abc123',
      clientId: 'abc',
    });
  });

  it('listens on IPv6 too', async () => {
    expect((await startAndClose({ host: '::1' })).endpoint).toMatch(/^http:\/\/\[::1\]:[0-9]+$/);
  });

  it.each([
    [{ userPoolId: 'pool' }],
    [{ userPoolId: 'us-east-1_' }],
    [{ userPoolId: 'us-east-1_Pool', region: 'eu-west-1' }],
    [{ clientId: 'a client' }],
    [{ refreshTokenRotation: { retryGracePeriodSeconds: 61 } }],
    [{ refreshTokenRotation: { retryGracePeriodSeconds: 0.5 } }],
    [{ tokenValidity: 0 }],
    [{ tokenValidity: 86_401 }],
    [{ tokenValidity: 1.5 }],
  ])('refuses %j', async (options) => {
    await expect(startAndClose(options)).rejects.toThrow(TypeError);
  });

  it('says so when the port is taken, and frees it at the end', async () => {
    const first = await startUserPool({ port: 0, clock, keyPairs });
    const port = Number(new URL(first.endpoint).port);
    await expect(startUserPool({ port, clock, keyPairs })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
    await first.close();
    expect((await startAndClose({ port })).endpoint).toBe(first.endpoint);
  });

  it('adds confirmed users, who sign in at once', async () => {
    const pool = await startUserPool({ port: 0, clock, keyPairs });
    const user = await pool.addUser({ ...ALICE, groups: ['editors'] });
    expect(user).toEqual({ userId: expect.any(String) as string, email: ALICE.email, groups: ['editors'] });
    const tokens = await pool.signIn('alice@example.com', ALICE.password);
    expect(Object.keys(tokens).sort()).toEqual(['accessToken', 'idToken', 'refreshToken']);
    await expect(pool.signIn(ALICE.email, BOB.password)).rejects.toThrow('Incorrect username or password.');
    await expect(pool.addUser(ALICE)).rejects.toThrow('An account with the given email already exists.');
    await expect(pool.addUser({ ...BOB, password: 'weak' })).rejects.toThrow('Password not long enough');
    await pool.close();
  });

  it('gives tokens of another validity when it is told to', async () => {
    const fixture = await startFixture({ tokenValidity: 7 }, new ManualClock());
    await fixture.pool.addUser(ALICE);
    const { AccessToken, IdToken, ExpiresIn } = await signInWithPassword(fixture, ALICE);
    expect(ExpiresIn).toBe(7);
    for (const token of [AccessToken, IdToken]) {
      const { exp, iat } = claimsOf(token);
      expect(Number(exp) - Number(iat)).toBe(7);
    }
    fixture.clock.advance(6_999);
    await getUser(fixture, AccessToken);
    fixture.clock.advance(1);
    await expect(getUser(fixture, AccessToken)).rejects.toThrow('Access Token has expired');
    await fixture.stop();
  });

  it('tells of each mail, and keeps it', async () => {
    const told: Mail[] = [];
    const fixture = await startFixture({ onMail: (mail) => told.push(mail) });
    await register(fixture, ALICE);
    expect(told).toEqual([expect.objectContaining({ to: ALICE.email, code: latestCode(fixture) })]);
    expect(fixture.pool.outbox()).toEqual(told);
    await fixture.stop();
  });
});
