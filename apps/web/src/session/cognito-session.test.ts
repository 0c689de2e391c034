import { KNOWN_USER_KEY } from './known-user.ts';
import {
  ADA,
  FakeAmplify,
  GENTLE,
  TOKEN_KEY,
  failure,
  openTab,
  signedIn,
} from './test-support/fake-amplify.ts';

describe('at the start', () => {
  it('nobody is signed in on a new device, and Amplify stays away', () => {
    const { session, loadCognito } = openTab(new FakeAmplify());
    expect(session.state.value).toEqual({ status: 'signed-out' });
    expect(loadCognito).not.toHaveBeenCalled();
  });

  it('a user is known before Amplify arrives, and signed in with the first token', async () => {
    const { amplify } = await signedIn();
    const { session, loadCognito } = openTab(amplify);
    expect(session.state.value).toEqual({ status: 'resuming', user: ADA });
    expect(loadCognito).not.toHaveBeenCalled();
    expect(await session.accessToken(GENTLE)).toBe('{"sub":"sub-ada"}');
    expect(session.state.value).toEqual({ status: 'signed-in', user: ADA });
  });

  it.each(['nonsense', '5', '{"userId":5,"email":"x"}', '{"userId":"x"}'])(
    'a record that is none is nobody (%s)',
    (record) => {
      const amplify = new FakeAmplify();
      amplify.storage.setItem(KNOWN_USER_KEY, record);
      expect(openTab(amplify).session.state.value).toEqual({ status: 'signed-out' });
    },
  );
});

describe('signing up and resetting', () => {
  it('hands on what Cognito needs', async () => {
    const amplify = new FakeAmplify();
    const { session } = openTab(amplify);
    await session.signUp(' ada@example.com ', 'password');
    await session.confirmSignUp('ada@example.com', ' 123456 ');
    await session.resendCode('ada@example.com');
    await session.forgotPassword('ada@example.com');
    await session.resetPassword('ada@example.com', '123456', 'new password');
    const username = 'ada@example.com';
    expect(amplify.calls).toEqual([
      ['signUp', { username, password: 'password', options: { userAttributes: { email: username } } }],
      ['confirmSignUp', { username, confirmationCode: '123456' }],
      ['resendSignUpCode', { username }],
      ['resetPassword', { username }],
      ['confirmResetPassword', { username, confirmationCode: '123456', newPassword: 'new password' }],
    ]);
  });

  it('takes a second confirmation for what it is', async () => {
    const amplify = new FakeAmplify();
    const { session } = openTab(amplify);
    const again = 'User cannot be confirmed. Current status is CONFIRMED';
    amplify.failures.set('confirmSignUp', failure('NotAuthorizedException', again));
    await session.confirmSignUp('ada@example.com', '123456');
    amplify.failures.set('confirmSignUp', failure('CodeMismatchException'));
    await expect(session.confirmSignUp('ada@example.com', '1')).rejects.toMatchObject({ code: 'wrong-code' });
  });
});

describe('signing in', () => {
  it('keeps who it is, and no token of its own', async () => {
    const { session, amplify } = await signedIn();
    expect(session.state.value).toEqual({ status: 'signed-in', user: ADA });
    expect(JSON.parse(amplify.storage.getItem(KNOWN_USER_KEY) ?? '')).toEqual(ADA);
    expect(amplify.calls).toContainEqual([
      'signIn',
      { username: ADA.email, password: 'password', options: { authFlowType: 'USER_SRP_AUTH' } },
    ]);
  });

  it('asks for the confirmation that is missing', async () => {
    const amplify = new FakeAmplify();
    amplify.step = 'CONFIRM_SIGN_UP';
    const { session } = openTab(amplify);
    expect(await session.signIn(ADA.email, 'password')).toBe('confirm-sign-up');
    expect(session.state.value.status).toBe('signed-out');
  });

  it.each([
    ['RESET_PASSWORD', /Forgot password/],
    ['CONFIRM_SIGN_IN_WITH_TOTP_CODE', /second factor/],
  ])('says what this app cannot do (%s)', async (step, message) => {
    const amplify = new FakeAmplify();
    amplify.step = step;
    const { session } = openTab(amplify);
    await expect(session.signIn(ADA.email, 'x')).rejects.toMatchObject({ code: 'unknown', message });
  });

  it('is not hindered by tokens that were left behind', async () => {
    const amplify = new FakeAmplify();
    amplify.storage.setItem(TOKEN_KEY, 'old');
    expect(await openTab(amplify).session.signIn(ADA.email, 'x')).toBe('signed-in');
  });

  it('does with the typed address where the token has none', async () => {
    const amplify = new FakeAmplify();
    amplify.user.email = undefined;
    const { session } = openTab(amplify);
    await session.signIn(' ada@example.com', 'x');
    expect(session.state.value).toMatchObject({ user: ADA });
  });

  it('fails where no token comes of it', async () => {
    const amplify = new FakeAmplify();
    amplify.renewal = 'refused';
    await expect(openTab(amplify).session.signIn(ADA.email, 'x')).rejects.toMatchObject({ code: 'unknown' });
  });

  it('says that Amplify did not arrive, and tries again', async () => {
    const amplify = new FakeAmplify();
    const { session, loadCognito } = openTab(amplify);
    loadCognito.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
    await expect(session.signIn(ADA.email, 'x')).rejects.toMatchObject({ code: 'offline' });
    expect(await session.signIn(ADA.email, 'x')).toBe('signed-in');
    expect(loadCognito).toHaveBeenCalledTimes(2);
  });
});

describe('another tab', () => {
  it('follows sign-out, sign-in and the end of a session', async () => {
    const { session, amplify } = await signedIn();
    const other = openTab(amplify);
    other.hear();
    expect(other.session.state.value.status).toBe('resuming');
    await session.signOutEverywhere();
    other.hear();
    expect(other.session.state.value).toEqual({ status: 'signed-out' });
    other.hear();
    await session.signIn(ADA.email, 'x');
    other.hear('unrelated');
    expect(other.session.state.value.status).toBe('signed-out');
    other.hear();
    expect(other.session.state.value).toEqual({ status: 'signed-in', user: ADA });
    amplify.renewal = 'refused';
    await session.accessToken(GENTLE).catch(() => undefined);
    other.hear();
    expect(other.session.state.value).toEqual({ status: 'expired', user: ADA });
    amplify.storage.clear();
    other.hear(null);
    expect(other.session.state.value).toEqual({ status: 'signed-out' });
  });

  it('that still believes in the user learns by the missing token', async () => {
    const { session, amplify } = await signedIn();
    const other = openTab(amplify);
    await session.signOutEverywhere();
    await expect(other.session.accessToken(GENTLE)).rejects.toMatchObject({ code: 'expired' });
    expect(other.session.state.value).toEqual({ status: 'signed-out' });
    expect(amplify.storage.length).toBe(0);
  });
});
