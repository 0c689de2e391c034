import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  type ConfirmForgotPasswordCommandInput,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ALICE,
  BOB,
  HOUR,
  type PoolFixture,
  getUser,
  latestCode,
  otherCode,
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

const NEW_PASSWORD = 'Cloudy.Noon.3';
const changed = { ...ALICE, password: NEW_PASSWORD };
const incorrect = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const mismatch = { name: 'CodeMismatchException' };
const expired = { name: 'ExpiredCodeException' };
const limit = { name: 'LimitExceededException' };

function forgot(Username = ALICE.email) {
  return fixture.client.send(new ForgotPasswordCommand({ ClientId: fixture.pool.clientId, Username }));
}

function confirm(ConfirmationCode: string, input: Partial<ConfirmForgotPasswordCommandInput> = {}) {
  const common = { ClientId: fixture.pool.clientId, Username: ALICE.email, Password: NEW_PASSWORD };
  return fixture.client.send(new ConfirmForgotPasswordCommand({ ...common, ConfirmationCode, ...input }));
}

function change(AccessToken: string | undefined, PreviousPassword: string, ProposedPassword = NEW_PASSWORD) {
  return fixture.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
}

function renew(RefreshToken: string | undefined) {
  const command = { ClientId: fixture.pool.clientId, RefreshToken };
  return fixture.client.send(new GetTokensFromRefreshTokenCommand(command));
}

describe('ForgotPassword', () => {
  it('mails a code that sets a new password and ends the sign-ins', async () => {
    await fixture.pool.addUser(ALICE);
    const before = await signInWithPassword(fixture, ALICE);
    await expect(forgot()).resolves.toMatchObject({
      CodeDeliveryDetails: { Destination: 'A***@E***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
    const [mail] = fixture.pool.outbox();
    expect(mail).toMatchObject({ to: ALICE.email, kind: 'forgot-password', code: latestCode(fixture) });
    await confirm(latestCode(fixture));

    await expect(signInWithPassword(fixture, ALICE)).rejects.toMatchObject(incorrect);
    await expect(signInWithPassword(fixture, changed)).resolves.toHaveProperty('AccessToken');
    await expect(signInWithSrp(fixture, changed)).resolves.toHaveProperty('AccessToken');
    await expect(getUser(fixture, before.AccessToken)).rejects.toThrow('Access Token has been revoked');
    await expect(renew(before.RefreshToken)).rejects.toThrow('Refresh Token has been revoked');
    await expect(confirm(latestCode(fixture))).rejects.toMatchObject(expired);
  });

  it('pretends to mail unknown and unconfirmed users', async () => {
    const { email: Username, password: Password } = BOB;
    await fixture.client.send(new SignUpCommand({ ClientId: fixture.pool.clientId, Username, Password }));
    const delivery = { DeliveryMedium: 'EMAIL', AttributeName: 'email' };

    await expect(forgot('carol@mail.example')).resolves.toMatchObject({
      CodeDeliveryDetails: { ...delivery, Destination: 'c***@m***' },
    });
    await expect(forgot(BOB.email)).resolves.toMatchObject({
      CodeDeliveryDetails: { ...delivery, Destination: 'b***@e***' },
    });
    expect(fixture.pool.outbox().map(({ kind }) => kind)).toEqual(['sign-up']);
  });

  it('mails at most 20 codes within an hour', async () => {
    await fixture.pool.addUser(ALICE);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await forgot();
    }
    await expect(forgot(ALICE.email.toUpperCase())).rejects.toMatchObject(limit);
    expect(fixture.pool.outbox()).toHaveLength(20);
    fixture.clock.advance(HOUR);
    await forgot();
  });
});

describe('ConfirmForgotPassword', () => {
  beforeEach(async () => {
    await fixture.pool.addUser(ALICE);
    await forgot();
  });

  it('takes a code for an hour', async () => {
    fixture.clock.advance(HOUR - 1);
    await expect(confirm(otherCode(latestCode(fixture)))).rejects.toMatchObject(mismatch);
    fixture.clock.advance(1);
    await expect(confirm(latestCode(fixture))).rejects.toMatchObject(expired);
  });

  it('keeps the code when the new password breaks the policy', async () => {
    const code = latestCode(fixture);
    await expect(confirm(code, { Password: 'too weak' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
    await confirm(code);
  });

  it('answers an unknown user like a wrong code, and a user who asked for none as expired', async () => {
    await fixture.pool.addUser(BOB);
    await expect(confirm('123456', { Username: 'carol@mail.example' })).rejects.toMatchObject(mismatch);
    await expect(confirm('123456', { Username: BOB.email })).rejects.toMatchObject(expired);
  });

  it('ends a lockout', async () => {
    const wrong = { ...ALICE, password: BOB.password };
    for (let failure = 0; failure < 5; failure += 1) {
      await expect(signInWithPassword(fixture, wrong)).rejects.toMatchObject(incorrect);
    }
    await expect(signInWithPassword(fixture, ALICE)).rejects.toThrow('Password attempts exceeded');
    await confirm(latestCode(fixture));
    await expect(signInWithPassword(fixture, changed)).resolves.toHaveProperty('AccessToken');
  });
});

describe('ChangePassword', () => {
  it('replaces the password of the signed-in user and ends the sign-ins', async () => {
    await fixture.pool.addUser(ALICE);
    const { AccessToken, RefreshToken } = await signInWithPassword(fixture, ALICE);
    const pending = await startSrp(fixture, ALICE);
    await change(AccessToken, ALICE.password);

    await expect(signInWithSrp(fixture, changed)).resolves.toHaveProperty('AccessToken');
    await expect(signInWithPassword(fixture, ALICE)).rejects.toMatchObject(incorrect);
    await expect(
      fixture.client.send(new RespondToAuthChallengeCommand(pending.response)),
    ).rejects.toMatchObject(incorrect);
    await expect(getUser(fixture, AccessToken)).rejects.toThrow('Access Token has been revoked');
    await expect(renew(RefreshToken)).rejects.toThrow('Refresh Token has been revoked');
  });

  it('refuses a wrong old password, a weak new one and a bad token, and changes nothing', async () => {
    await fixture.pool.addUser(ALICE);
    const { AccessToken } = await signInWithPassword(fixture, ALICE);

    await expect(change(AccessToken, BOB.password)).rejects.toMatchObject(incorrect);
    await expect(change(AccessToken, ALICE.password, 'too weak')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
    await expect(change('token', ALICE.password)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(signInWithPassword(fixture, ALICE)).resolves.toHaveProperty('AccessToken');
  });

  it('stops guessing after 20 attempts within an hour', async () => {
    await fixture.pool.addUser(ALICE);
    const { AccessToken } = await signInWithPassword(fixture, ALICE);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await expect(change(AccessToken, BOB.password)).rejects.toMatchObject(incorrect);
    }
    await expect(change(AccessToken, ALICE.password)).rejects.toMatchObject(limit);
  });
});
