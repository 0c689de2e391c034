import {
  GetTokensFromRefreshTokenCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ALICE,
  BOB,
  DAY,
  HOUR,
  type PoolFixture,
  claimsOf,
  getUser,
  signInWithPassword,
  startFixture,
} from '../test-support/pool-fixture.ts';
import type { UserPoolOptions } from './start-user-pool.ts';

let fixture: PoolFixture;
async function start(options: Partial<UserPoolOptions> = {}): Promise<void> {
  fixture = await startFixture(options);
  await fixture.pool.addUser({ ...ALICE, groups: ['editors'] });
  await fixture.pool.addUser(BOB);
}
afterEach(() => fixture.stop());

const unauthorized = (message: string) => ({ name: 'NotAuthorizedException', message });
const revokedAccess = unauthorized('Access Token has been revoked');
const revokedRefresh = unauthorized('Refresh Token has been revoked');

async function renew(RefreshToken: string | undefined) {
  const command = { ClientId: fixture.pool.clientId, RefreshToken };
  const answer = await fixture.client.send(new GetTokensFromRefreshTokenCommand(command));
  return answer.AuthenticationResult ?? {};
}

async function renewWithFlow(refreshToken: string | undefined) {
  const answer = await fixture.client.send(
    new InitiateAuthCommand({
      ClientId: fixture.pool.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken ?? '' },
    }),
  );
  return answer.AuthenticationResult ?? {};
}

function revoke(Token: string | undefined) {
  return fixture.client.send(new RevokeTokenCommand({ ClientId: fixture.pool.clientId, Token }));
}

describe.each([
  ['GetTokensFromRefreshToken', renew],
  ['REFRESH_TOKEN_AUTH', renewWithFlow],
])('%s', (_, refresh) => {
  beforeEach(() => start());

  it('gives new ID and access tokens of the same sign-in, and no refresh token', async () => {
    const first = await signInWithPassword(fixture, ALICE);
    fixture.clock.advance(HOUR);
    const second = await refresh(first.RefreshToken);

    expect(second).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    expect(second).not.toHaveProperty('RefreshToken');
    for (const token of ['AccessToken', 'IdToken'] as const) {
      const [before, after] = [claimsOf(first[token]), claimsOf(second[token])];
      expect(after).toMatchObject({
        sub: before['sub'],
        origin_jti: before['origin_jti'],
        auth_time: before['auth_time'],
        'cognito:groups': ['editors'],
        exp: Number(before['exp']) + 3600,
      });
      expect(after['jti']).not.toBe(before['jti']);
    }
    await expect(getUser(fixture, second.AccessToken)).resolves.toHaveProperty('Username');
    await expect(refresh(first.RefreshToken)).resolves.toHaveProperty('AccessToken');
  });

  it('refuses an unknown, an expired and a revoked token', async () => {
    const [kept, ended] = [
      await signInWithPassword(fixture, ALICE),
      await signInWithPassword(fixture, ALICE),
    ];
    await revoke(ended.RefreshToken);

    await expect(refresh('unknown')).rejects.toMatchObject(unauthorized('Invalid Refresh Token'));
    await expect(refresh(ended.RefreshToken)).rejects.toMatchObject(revokedRefresh);
    fixture.clock.advance(30 * DAY - 1);
    await expect(refresh(kept.RefreshToken)).resolves.toHaveProperty('AccessToken');
    fixture.clock.advance(1);
    await expect(refresh(kept.RefreshToken)).rejects.toMatchObject(unauthorized('Refresh Token has expired'));
  });
});

it('takes the flow by its older name too', async () => {
  await start();
  const { refreshToken } = await fixture.pool.signIn(ALICE.email, ALICE.password);
  const command = {
    ClientId: fixture.pool.clientId,
    AuthFlow: 'REFRESH_TOKEN' as const,
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  };
  await expect(fixture.client.send(new InitiateAuthCommand(command))).resolves.toHaveProperty(
    'AuthenticationResult.AccessToken',
  );
});

describe('refresh token rotation', () => {
  const reuse = { name: 'RefreshTokenReuseException' };

  it('gives a new refresh token and accepts the old one for the grace period only', async () => {
    await start({ refreshTokenRotation: { retryGracePeriodSeconds: 10 } });
    const first = (await signInWithPassword(fixture, ALICE)).RefreshToken;
    const second = (await renew(first)).RefreshToken;
    expect(second).toMatch(/^[\w-]{128}$/);
    expect(second).not.toBe(first);

    fixture.clock.advance(9_999);
    await expect(renew(first)).resolves.toHaveProperty('RefreshToken');
    fixture.clock.advance(1);
    await expect(renew(first)).rejects.toMatchObject(reuse);
    await expect(renew(second)).resolves.toHaveProperty('RefreshToken');
  });

  it('invalidates the old one at once without a grace period, and keeps the end of the session', async () => {
    await start({ refreshTokenRotation: { retryGracePeriodSeconds: 0 } });
    const first = (await signInWithPassword(fixture, ALICE)).RefreshToken;
    fixture.clock.advance(29 * DAY);
    const second = (await renew(first)).RefreshToken;
    await expect(renew(first)).rejects.toMatchObject(reuse);
    fixture.clock.advance(DAY);
    await expect(renew(second)).rejects.toMatchObject(unauthorized('Refresh Token has expired'));
  });

  it('ends the session by any of its refresh tokens', async () => {
    await start({ refreshTokenRotation: { retryGracePeriodSeconds: 0 } });
    const first = await signInWithPassword(fixture, ALICE);
    const second = await renew(first.RefreshToken);
    await revoke(first.RefreshToken);
    await expect(renew(second.RefreshToken)).rejects.toMatchObject(revokedRefresh);
    await expect(getUser(fixture, second.AccessToken)).rejects.toMatchObject(revokedAccess);
  });

  it('refuses REFRESH_TOKEN_AUTH', async () => {
    await start({ refreshTokenRotation: { retryGracePeriodSeconds: 0 } });
    const { RefreshToken } = await signInWithPassword(fixture, ALICE);
    await expect(renewWithFlow(RefreshToken)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Initiate Auth method not supported.',
    });
  });
});

describe('RevokeToken', () => {
  beforeEach(() => start());

  it('ends one sign-in with all its access tokens and no other', async () => {
    const [phone, laptop] = [
      await signInWithPassword(fixture, ALICE),
      await signInWithPassword(fixture, ALICE),
    ];
    const refreshed = await renew(phone.RefreshToken);
    await revoke(phone.RefreshToken);

    for (const { AccessToken } of [phone, refreshed]) {
      await expect(getUser(fixture, AccessToken)).rejects.toMatchObject(revokedAccess);
    }
    await expect(getUser(fixture, laptop.AccessToken)).resolves.toHaveProperty('Username');
    await expect(renew(laptop.RefreshToken)).resolves.toHaveProperty('AccessToken');
  });

  it('takes a revoked or an unknown token again, and refuses other kinds', async () => {
    const { RefreshToken, AccessToken, IdToken } = await signInWithPassword(fixture, ALICE);
    await revoke(RefreshToken);
    await expect(revoke(RefreshToken)).resolves.toBeDefined();
    await expect(revoke('unknown')).resolves.toBeDefined();
    for (const token of [AccessToken, IdToken]) {
      await expect(revoke(token)).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
    }
  });
});

describe('GlobalSignOut', () => {
  it('ends every sign-in of the user and of nobody else', async () => {
    await start();
    const [phone, laptop] = [
      await signInWithPassword(fixture, ALICE),
      await signInWithPassword(fixture, ALICE),
    ];
    const bob = await signInWithPassword(fixture, BOB);
    await fixture.client.send(new GlobalSignOutCommand({ AccessToken: phone.AccessToken }));

    for (const { AccessToken, RefreshToken } of [phone, laptop]) {
      await expect(getUser(fixture, AccessToken)).rejects.toMatchObject(revokedAccess);
      await expect(renew(RefreshToken)).rejects.toMatchObject(revokedRefresh);
    }
    await expect(getUser(fixture, bob.AccessToken)).resolves.toHaveProperty('Username');
    const again = await signInWithPassword(fixture, ALICE);
    await expect(getUser(fixture, again.AccessToken)).resolves.toHaveProperty('Username');
  });
});
