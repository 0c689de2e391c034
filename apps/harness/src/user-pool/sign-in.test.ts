import {
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandInput,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ALICE,
  BOB,
  MINUTE,
  type PoolFixture,
  claimsOf,
  signInWithPassword,
  signInWithSrp,
  startFixture,
  startSrp,
} from '../test-support/pool-fixture.ts';

let fixture: PoolFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

const incorrect = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const locked = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' };
const expired = {
  name: 'NotAuthorizedException',
  message: 'Invalid session for the user, session is expired.',
};
const flows = { USER_SRP_AUTH: signInWithSrp, USER_PASSWORD_AUTH: signInWithPassword };

function initiate(input: Partial<InitiateAuthCommandInput>) {
  const command = { ClientId: fixture.pool.clientId, AuthFlow: 'USER_SRP_AUTH' as const, ...input };
  return fixture.client.send(new InitiateAuthCommand(command));
}

function respond(input: RespondToAuthChallengeCommandInput) {
  return fixture.client.send(new RespondToAuthChallengeCommand(input));
}

describe.each(Object.entries(flows))('%s', (_, signIn) => {
  it('gives the tokens of the user who signed in, of two', async () => {
    const alice = await fixture.pool.addUser({ ...ALICE, groups: ['editors'] });
    const bob = await fixture.pool.addUser(BOB);

    const tokens = await signIn(fixture, ALICE);
    expect(tokens).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    expect(tokens.RefreshToken).toMatch(/^[\w-]{128}$/);
    const now = fixture.clock.now() / 1000;
    expect(claimsOf(tokens.AccessToken)).toMatchObject({
      iss: fixture.pool.issuer,
      token_use: 'access',
      sub: alice.userId,
      username: alice.userId,
      client_id: fixture.pool.clientId,
      scope: 'aws.cognito.signin.user.admin',
      'cognito:groups': ['editors'],
      auth_time: now,
      iat: now,
      exp: now + 3600,
    });
    expect(claimsOf(tokens.IdToken)).toMatchObject({
      iss: fixture.pool.issuer,
      token_use: 'id',
      sub: alice.userId,
      'cognito:username': alice.userId,
      aud: fixture.pool.clientId,
      email: ALICE.email,
      email_verified: true,
      origin_jti: claimsOf(tokens.AccessToken)['origin_jti'],
    });
    expect(claimsOf((await signIn(fixture, BOB)).AccessToken)['sub']).toBe(bob.userId);
  });

  it('finds the user by the address in any case, and by id', async () => {
    const { userId } = await fixture.pool.addUser(ALICE);
    for (const email of ['ALICE@EXAMPLE.COM', userId]) {
      const { AccessToken } = await signIn(fixture, { ...ALICE, email });
      expect(claimsOf(AccessToken)['sub']).toBe(userId);
    }
  });

  it('answers a wrong password and an unknown user alike', async () => {
    await fixture.pool.addUser(ALICE);
    await expect(signIn(fixture, { ...ALICE, password: BOB.password })).rejects.toMatchObject(incorrect);
    await expect(signIn(fixture, BOB)).rejects.toMatchObject(incorrect);
  });

  it('tells an unconfirmed user so only after the right password', async () => {
    const { email: Username, password: Password } = ALICE;
    const command = { ClientId: fixture.pool.clientId, Username, Password };
    await fixture.client.send(new SignUpCommand(command));

    await expect(signIn(fixture, { ...ALICE, password: BOB.password })).rejects.toMatchObject(incorrect);
    await expect(signIn(fixture, ALICE)).rejects.toMatchObject({ name: 'UserNotConfirmedException' });
  });
});

describe('lockout', () => {
  it('starts at the fifth failure, for known and unknown users, and gets longer', async () => {
    await fixture.pool.addUser(ALICE);
    const wrong = { ...ALICE, password: BOB.password };
    for (const user of [wrong, BOB]) {
      for (let failure = 0; failure < 5; failure += 1) {
        await expect(signInWithPassword(fixture, user)).rejects.toMatchObject(incorrect);
      }
      await expect(signInWithPassword(fixture, user)).rejects.toMatchObject(locked);
    }
    await expect(signInWithPassword(fixture, ALICE)).rejects.toMatchObject(locked);
    fixture.clock.advance(1000);
    await expect(signInWithPassword(fixture, BOB)).rejects.toMatchObject(incorrect);
    fixture.clock.advance(1000);
    await expect(signInWithPassword(fixture, BOB)).rejects.toMatchObject(locked);
    await expect(signInWithPassword(fixture, ALICE)).resolves.toHaveProperty('AccessToken');
  });

  it('counts the failures of both flows', async () => {
    await fixture.pool.addUser(ALICE);
    const wrong = { ...ALICE, password: BOB.password };
    for (let failure = 0; failure < 4; failure += 1) {
      await expect(signInWithPassword(fixture, wrong)).rejects.toMatchObject(incorrect);
    }
    const { response } = await startSrp(fixture, ALICE);
    await expect(signInWithSrp(fixture, wrong)).rejects.toMatchObject(incorrect);
    await expect(respond(response)).rejects.toMatchObject(locked);
  });
});

describe('USER_SRP_AUTH in detail', () => {
  it('takes the email address as the USERNAME of the second step too', async () => {
    await fixture.pool.addUser(ALICE);
    const { response } = await startSrp(fixture, ALICE);
    const ChallengeResponses = { ...response.ChallengeResponses, USERNAME: ALICE.email };
    await expect(respond({ ...response, ChallengeResponses })).resolves.toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('simulates the same salt and user id for an unknown user each time', async () => {
    const first = (await startSrp(fixture, ALICE)).challenge.ChallengeParameters;
    const second = (await startSrp(fixture, { ...ALICE, email: 'alice@example.COM' })).challenge
      .ChallengeParameters;
    const other = (await startSrp(fixture, BOB)).challenge.ChallengeParameters;

    expect(first?.['USER_ID_FOR_SRP']).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(second).toMatchObject({
      USER_ID_FOR_SRP: first?.['USER_ID_FOR_SRP'],
      USERNAME: first?.['USERNAME'],
      SALT: first?.['SALT'],
    });
    expect(second?.['SRP_B']).not.toBe(first?.['SRP_B']);
    expect(other?.['SALT']).not.toBe(first?.['SALT']);
  });

  it('takes an answer to a challenge once', async () => {
    await fixture.pool.addUser(ALICE);
    const { response } = await startSrp(fixture, ALICE);
    await respond(response);
    await expect(respond(response)).rejects.toMatchObject(expired);
  });

  it('takes an answer for three minutes', async () => {
    await fixture.pool.addUser(ALICE);
    const [early, late] = [await startSrp(fixture, ALICE), await startSrp(fixture, ALICE)];
    fixture.clock.advance(3 * MINUTE - 1);
    await respond(early.response);
    fixture.clock.advance(1);
    await expect(respond(late.response)).rejects.toMatchObject(expired);
  });

  it.each([
    ['a foreign secret block', { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }, expired],
    ['another username', { USERNAME: BOB.email }, expired],
    ['a short signature', { PASSWORD_CLAIM_SIGNATURE: 'AAAA' }, incorrect],
    ['another timestamp', { TIMESTAMP: 'Fri Jan 2 03:04:05 UTC 2026' }, incorrect],
    ['a malformed timestamp', { TIMESTAMP: '2026-01-02' }, { name: 'InvalidParameterException' }],
    ['no signature', { PASSWORD_CLAIM_SIGNATURE: '' }, { name: 'InvalidParameterException' }],
  ])('refuses %s', async (_, change, error) => {
    await fixture.pool.addUser(ALICE);
    const { response } = await startSrp(fixture, ALICE);
    const ChallengeResponses = { ...response.ChallengeResponses, ...change };
    await expect(respond({ ...response, ChallengeResponses })).rejects.toMatchObject(error);
  });

  it.each(['0', 'f'.repeat(769), 'not hexadecimal'])('refuses %p as A', async (SRP_A) => {
    await expect(initiate({ AuthParameters: { USERNAME: ALICE.email, SRP_A } })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('refuses other challenges', async () => {
    const { clientId: ClientId } = fixture.pool;
    await expect(respond({ ClientId, ChallengeName: 'SMS_MFA' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('InitiateAuth', () => {
  it.each([
    ['another flow', { AuthFlow: 'CUSTOM_AUTH' }, 'InvalidParameterException'],
    ['no username', { AuthParameters: {} }, 'InvalidParameterException'],
    ['a very long username', { AuthParameters: { USERNAME: 'a'.repeat(129) } }, 'InvalidParameterException'],
    ['an unknown client', { ClientId: 'somebodyelse' }, 'ResourceNotFoundException'],
    ['a malformed client id', { ClientId: 'not a client' }, 'InvalidParameterException'],
  ])('refuses %s', async (_, input, name) => {
    await expect(initiate(input as Partial<InitiateAuthCommandInput>)).rejects.toMatchObject({ name });
  });
});
