import {
  ConfirmSignUpCommand,
  type ConfirmSignUpCommandInput,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  type SignUpCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ALICE,
  BOB,
  DAY,
  HOUR,
  type PoolFixture,
  getUser,
  latestCode,
  otherCode,
  register,
  signInWithPassword,
  startFixture,
} from '../test-support/pool-fixture.ts';

let fixture: PoolFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.stop());

function signUp(input: Partial<SignUpCommandInput> = {}) {
  const { email: Username, password: Password } = ALICE;
  const command = { ClientId: fixture.pool.clientId, Username, Password, ...input };
  return fixture.client.send(new SignUpCommand(command));
}

function confirm(ConfirmationCode: string, input: Partial<ConfirmSignUpCommandInput> = {}) {
  const command = { ClientId: fixture.pool.clientId, Username: ALICE.email, ConfirmationCode, ...input };
  return fixture.client.send(new ConfirmSignUpCommand(command));
}

function resend(Username = ALICE.email) {
  return fixture.client.send(
    new ResendConfirmationCodeCommand({ ClientId: fixture.pool.clientId, Username }),
  );
}

const unconfirmed = { name: 'UserNotConfirmedException', message: 'User is not confirmed.' };
const mismatch = {
  name: 'CodeMismatchException',
  message: 'Invalid verification code provided, please try again.',
};
const expired = {
  name: 'ExpiredCodeException',
  message: 'Invalid code provided, please request a code again.',
};

describe('SignUp', () => {
  it('adds an unconfirmed user and mails a code', async () => {
    const answer = await signUp();

    expect(answer.UserConfirmed).toBe(false);
    expect(answer.UserSub).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(answer.CodeDeliveryDetails).toEqual({
      Destination: 'A***@E***',
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    });
    const code = latestCode(fixture);
    expect(code).toMatch(/^[0-9]{6}$/);
    expect(fixture.pool.outbox()).toEqual([
      {
        to: ALICE.email,
        subject: 'Your verification code',
        body: `Your verification code is ${code}`,
        code,
        kind: 'sign-up',
        sentAt: '2026-01-01T00:00:00.000Z',
      },
    ]);
    await expect(signInWithPassword(fixture, ALICE)).rejects.toMatchObject(unconfirmed);
  });

  it('keeps standard attributes and shows them in GetUser', async () => {
    const UserAttributes = [
      { Name: 'email', Value: ALICE.email.toLowerCase() },
      { Name: 'name', Value: 'Alice Ångström' },
    ];
    const { UserSub } = await signUp({ UserAttributes });
    await confirm(latestCode(fixture));

    const { AccessToken } = await signInWithPassword(fixture, ALICE);
    await expect(getUser(fixture, AccessToken)).resolves.toMatchObject({
      Username: UserSub,
      UserAttributes: [
        { Name: 'sub', Value: UserSub },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'name', Value: 'Alice Ångström' },
        { Name: 'email', Value: ALICE.email },
      ],
    });
  });

  it.each([
    ['a taken address', { Username: BOB.email }, 'UsernameExistsException'],
    ['a taken address in another case', { Username: 'BOB@example.com' }, 'UsernameExistsException'],
    ['a username that is no address', { Username: 'alice' }, 'InvalidParameterException'],
    ['a username with a space', { Username: 'a lice@example.com' }, 'InvalidParameterException'],
    ['an empty username', { Username: '' }, 'InvalidParameterException'],
    ['a very long username', { Username: `${'a'.repeat(120)}@example.com` }, 'InvalidParameterException'],
    ['no password', { Password: undefined }, 'InvalidParameterException'],
    ['a weak password', { Password: 'sunny-day-1' }, 'InvalidPasswordException'],
    ['an unknown client', { ClientId: 'somebodyelse' }, 'ResourceNotFoundException'],
    ['another email', { UserAttributes: [{ Name: 'email', Value: 'x@y.zz' }] }, 'InvalidParameterException'],
    ['a claimed sub', { UserAttributes: [{ Name: 'sub', Value: '1' }] }, 'NotAuthorizedException'],
    ['an unknown attribute', { UserAttributes: [{ Name: 'colour' }] }, 'InvalidParameterException'],
    [
      'a long attribute',
      { UserAttributes: [{ Name: 'name', Value: 'x'.repeat(2049) }] },
      'InvalidParameterException',
    ],
  ])('refuses %s', async (_, input, name) => {
    await fixture.pool.addUser(BOB);
    await expect(signUp(input as Partial<SignUpCommandInput>)).rejects.toMatchObject({ name });
    expect(fixture.pool.outbox()).toEqual([]);
  });
});

describe('ConfirmSignUp', () => {
  beforeEach(() => signUp());

  it('lets the user sign in afterwards, once', async () => {
    const code = latestCode(fixture);
    await confirm(code, { Username: ALICE.email.toUpperCase() });

    await expect(signInWithPassword(fixture, ALICE)).resolves.toHaveProperty('AccessToken');
    await expect(confirm(code)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
  });

  it('refuses a wrong code and still takes the right one', async () => {
    await expect(confirm(otherCode(latestCode(fixture)))).rejects.toMatchObject(mismatch);
    await expect(confirm('1')).rejects.toMatchObject(mismatch);
    await confirm(latestCode(fixture));
  });

  it('answers an unknown user like a wrong code', async () => {
    await expect(confirm('123456', { Username: BOB.email })).rejects.toMatchObject(mismatch);
  });

  it('takes a code for 24 hours', async () => {
    fixture.clock.advance(DAY - 1);
    await expect(confirm(otherCode(latestCode(fixture)))).rejects.toMatchObject(mismatch);
    fixture.clock.advance(1);
    await expect(confirm(latestCode(fixture))).rejects.toMatchObject(expired);
  });

  it('stops guessing after 20 attempts within an hour', async () => {
    const code = latestCode(fixture);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await expect(confirm(otherCode(code))).rejects.toMatchObject(mismatch);
    }
    const limit = {
      name: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    };
    await expect(confirm(code)).rejects.toMatchObject(limit);
    fixture.clock.advance(HOUR - 1);
    await expect(confirm(code)).rejects.toMatchObject(limit);
    fixture.clock.advance(1);
    await confirm(code);
  });
});

describe('ResendConfirmationCode', () => {
  it('mails another code in place of the first', async () => {
    await signUp();
    const first = latestCode(fixture);
    fixture.clock.advance(DAY);
    await expect(resend()).resolves.toMatchObject({ CodeDeliveryDetails: { Destination: 'A***@E***' } });

    expect(fixture.pool.outbox()).toHaveLength(2);
    const second = latestCode(fixture);
    if (first !== second) {
      await expect(confirm(first)).rejects.toMatchObject(mismatch);
    }
    await confirm(second);
  });

  it('pretends to mail an unknown user', async () => {
    await expect(resend(BOB.email)).resolves.toMatchObject({
      CodeDeliveryDetails: { Destination: 'b***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
    expect(fixture.pool.outbox()).toEqual([]);
  });

  it('refuses a confirmed user', async () => {
    await register(fixture, ALICE);
    await expect(resend()).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'User is already confirmed.',
    });
  });
});
