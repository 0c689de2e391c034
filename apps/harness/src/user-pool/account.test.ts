import { DeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { keyPairRing } from '../test-support/key-pair-ring.ts';
import {
  ALICE,
  BOB,
  HOUR,
  type PoolFixture,
  claimsOf,
  getUser,
  register,
  signInWithPassword,
  startFixture,
} from '../test-support/pool-fixture.ts';

let fixture: PoolFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

const unauthorized = (message: string) => ({ name: 'NotAuthorizedException', message });
const invalid = unauthorized('Invalid Access Token');
const badSignature = unauthorized('Could not verify signature for Access Token');

describe('GetUser', () => {
  it('shows each of two users their own attributes', async () => {
    for (const user of [ALICE, BOB]) {
      const sub = await register(fixture, user);
      const { AccessToken } = await signInWithPassword(fixture, user);
      const answer = await getUser(fixture, AccessToken);
      expect(answer.Username).toBe(sub);
      expect(answer.UserAttributes).toEqual([
        { Name: 'sub', Value: sub },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'email', Value: user.email },
      ]);
    }
  });

  it('takes an access token until it expires', async () => {
    await fixture.pool.addUser(ALICE);
    const { AccessToken } = await signInWithPassword(fixture, ALICE);
    fixture.clock.advance(HOUR - 1000);
    await expect(getUser(fixture, AccessToken)).resolves.toHaveProperty('Username');
    fixture.clock.advance(1000);
    await expect(getUser(fixture, AccessToken)).rejects.toMatchObject(
      unauthorized('Access Token has expired'),
    );
  });

  it('refuses an ID token, a damaged token and what is no token', async () => {
    await fixture.pool.addUser(ALICE);
    const { idToken, accessToken } = await fixture.pool.signIn(ALICE.email, ALICE.password);
    const [header, payload, signature] = accessToken.split('.');
    const altered = Buffer.from(JSON.stringify({ ...claimsOf(accessToken), sub: 'x' })).toString('base64url');

    await expect(getUser(fixture, idToken)).rejects.toMatchObject(invalid);
    await expect(getUser(fixture, 'token')).rejects.toMatchObject(invalid);
    await expect(getUser(fixture, `${accessToken}.x`)).rejects.toMatchObject(invalid);
    await expect(getUser(fixture, `bnVsbA.${payload}.${signature}`)).rejects.toMatchObject(invalid);
    await expect(getUser(fixture, `${header}.${payload}`)).rejects.toMatchObject(badSignature);
    await expect(getUser(fixture, `${header}.${altered}.${signature}`)).rejects.toMatchObject(badSignature);
    await expect(getUser(fixture, undefined)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('refuses a token of another issuer, signed with its own key of another kid', async () => {
    const { userId } = await fixture.pool.addUser(ALICE);
    const { issuer, clientId } = fixture.pool;
    const stranger = await TokenIssuer.create({ issuer, clock: fixture.clock, keyPairs: keyPairRing });
    const token = stranger.issueAccessToken({ userId, username: userId, clientId });
    await expect(getUser(fixture, token)).rejects.toMatchObject(badSignature);
  });
});

describe('DeleteUser', () => {
  it('removes the user for good; the address can be taken again by another id', async () => {
    const sub = await register(fixture, ALICE);
    const { AccessToken, RefreshToken } = await signInWithPassword(fixture, ALICE);
    await fixture.client.send(new DeleteUserCommand({ AccessToken }));

    expect(RefreshToken).toBeDefined();
    await expect(getUser(fixture, AccessToken)).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
    await expect(signInWithPassword(fixture, ALICE)).rejects.toMatchObject(
      unauthorized('Incorrect username or password.'),
    );
    expect(await register(fixture, ALICE)).not.toBe(sub);
    await expect(getUser(fixture, AccessToken)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });
});
