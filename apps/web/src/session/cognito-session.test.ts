import { CognitoSession } from './cognito-session.ts';
import type { Cognito } from './cognito.ts';
import { KNOWN_USER_KEY } from './known-user.ts';
import { memoryStorage } from './memory-storage.ts';
import { accessTokenOf } from './access-token-of.ts';

const CONFIG = {
  region: 'eu-west-1',
  userPoolEndpoint: 'https://pool.example',
  userPoolId: 'eu-west-1_pool',
  clientId: 'client',
};
const TOKEN_KEY = 'CognitoIdentityServiceProvider.client.ada.accessToken';
const ADA = { userId: 'sub-ada', email: 'ada@example.com' };

const failure = (name: string, message = name) => Object.assign(new Error(message), { name });

const token = (payload: object) => ({ payload, toString: () => JSON.stringify(payload) });

/** Amplify as its source has it: what it keeps and how it fails. */
class FakeAmplify {
  readonly storage = memoryStorage();
  readonly calls: unknown[][] = [];
  user = { sub: ADA.userId, email: ADA.email as string | undefined };
  step = 'DONE';
  /** What the next call of that name throws. */
  readonly failures = new Map<string, Error>();
  /** What renewal does, where it is not a success. */
  renewal: 'refused' | Error | undefined;

  readonly cognito = {
    signUp: this.#method('signUp'),
    confirmSignUp: this.#method('confirmSignUp'),
    resendSignUpCode: this.#method('resendSignUpCode'),
    resetPassword: this.#method('resetPassword'),
    confirmResetPassword: this.#method('confirmResetPassword'),
    signIn: this.#method('signIn', () => {
      if (this.storage.getItem(TOKEN_KEY) !== null) throw failure('UserAlreadyAuthenticatedException');
      if (this.step === 'DONE') this.storage.setItem(TOKEN_KEY, 'token');
      return { isSignedIn: this.step === 'DONE', nextStep: { signInStep: this.step } };
    }),
    fetchAuthSession: this.#method('fetchAuthSession', async () => {
      await Promise.resolve();
      if (this.renewal instanceof Error) throw this.renewal;
      if (this.renewal === 'refused') this.storage.removeItem(TOKEN_KEY);
      if (this.storage.getItem(TOKEN_KEY) === null) return {};
      const { sub, email } = this.user;
      return { userSub: sub, tokens: { accessToken: token({ sub }), idToken: token({ email }) } };
    }),
  } as unknown as Cognito;

  #method(name: string, work: (input: unknown) => unknown = () => ({})) {
    return async (input: unknown) => {
      this.calls.push([name, input]);
      const thrown = this.failures.get(name);
      if (thrown) throw thrown;
      return work(input);
    };
  }
}

function openTab(amplify: FakeAmplify, answer: () => Response | Promise<Response> = () => Response.json({})) {
  const events = new EventTarget();
  const loadCognito = jest.fn(async () => amplify.cognito);
  const fetch = jest.fn(async (_url: unknown, _init?: RequestInit) => answer());
  const session = new CognitoSession({
    config: CONFIG,
    loadCognito,
    storage: amplify.storage,
    events,
    fetch: fetch as unknown as typeof globalThis.fetch,
  });
  const hear = (key: string | null = KNOWN_USER_KEY) =>
    events.dispatchEvent(Object.assign(new Event('storage'), { key }));
  return { session, loadCognito, fetch, hear };
}

const GENTLE = { forceRefresh: false };

async function signedIn(amplify = new FakeAmplify(), answer?: () => Response | Promise<Response>) {
  const tab = openTab(amplify, answer);
  await tab.session.signIn(ADA.email, 'password');
  return { amplify, ...tab };
}

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
    expect(JSON.parse(amplify.storage.getItem(KNOWN_USER_KEY)!)).toEqual(ADA);
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

describe('a token', () => {
  it('is renewed when told to', async () => {
    const { session, amplify } = await signedIn();
    await session.accessToken({ forceRefresh: true });
    expect(amplify.calls.at(-1)).toEqual(['fetchAuthSession', { forceRefresh: true }]);
  });

  it.each(['NetworkError', 'TooManyRequestsException', 'InternalErrorException', 'Unknown'])(
    'that could not be renewed now (%s) changes nothing',
    async (name) => {
      const { session, amplify } = await signedIn();
      amplify.renewal = failure(name);
      await expect(session.accessToken(GENTLE)).rejects.toMatchObject({
        name: 'SessionError',
        code: 'offline',
      });
      expect(session.state.value.status).toBe('signed-in');
      expect(amplify.storage.getItem(TOKEN_KEY)).not.toBeNull();
    },
  );

  it.each([
    'refused' as const,
    failure('UserNotFoundException'),
    failure('RefreshTokenReuseException'),
    failure('TokenRevokedException'),
  ])('that is refused for good ends the session, and goes (%#)', async (renewal) => {
    const { session, amplify } = await signedIn();
    amplify.renewal = renewal;
    await expect(session.accessToken(GENTLE)).rejects.toMatchObject({ code: 'expired' });
    expect(session.state.value).toEqual({ status: 'expired', user: ADA });
    expect(amplify.storage.getItem(TOKEN_KEY)).toBeNull();
    const calls = amplify.calls.length;
    await expect(session.accessToken(GENTLE)).rejects.toMatchObject({ code: 'expired' });
    expect(amplify.calls).toHaveLength(calls);
    expect(openTab(amplify).session.state.value).toEqual({ status: 'expired', user: ADA });

    amplify.renewal = undefined;
    await session.signIn(ADA.email, 'x');
    expect(session.state.value).toEqual({ status: 'signed-in', user: ADA });
  });

  it('is not for somebody who is signed out', async () => {
    const { session } = openTab(new FakeAmplify());
    await expect(session.accessToken(GENTLE)).rejects.toMatchObject({ code: 'expired' });
  });

  it('is not waited for longer than the caller does', async () => {
    const { session, amplify } = await signedIn();
    const stop = new AbortController();
    const waiting = session.accessToken({ ...GENTLE, signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'offline' });
    amplify.renewal = failure('NetworkError');
    await expect(session.accessToken({ ...GENTLE, signal: stop.signal })).rejects.toMatchObject({
      code: 'offline',
    });
    const { signal } = new AbortController();
    amplify.renewal = undefined;
    expect(await session.accessToken({ ...GENTLE, signal })).toBeDefined();
  });

  it('of somebody else is never given out', async () => {
    const { session, amplify } = await signedIn();
    amplify.user = { sub: 'sub-bob', email: 'bob@example.com' };
    await expect(session.accessToken(GENTLE)).rejects.toMatchObject({ code: 'expired' });
    expect(session.state.value).toMatchObject({ status: 'signed-in', user: ADA });
  });
});

describe('signing out everywhere', () => {
  it('revokes the tokens, and forgets them and the user', async () => {
    const { session, amplify, fetch } = await signedIn();
    amplify.storage.setItem('other', 'stays');
    await session.signOutEverywhere();
    const [url, init] = fetch.mock.calls[0]!;
    expect(url).toBe(CONFIG.userPoolEndpoint);
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'X-Amz-Target': 'AWSCognitoIdentityProviderService.GlobalSignOut' },
      body: JSON.stringify({ AccessToken: '{"sub":"sub-ada"}' }),
    });
    expect(session.state.value).toEqual({ status: 'signed-out' });
    expect([amplify.storage.length, amplify.storage.key(0)]).toEqual([1, 'other']);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['offline', () => Promise.reject(new TypeError('fetch failed'))],
    ['offline', () => new Response('', { status: 503 })],
    ['too-many-attempts', () => Response.json({ __type: 'TooManyRequestsException' }, { status: 400 })],
    ['unknown', () => Response.json({ __type: 'ResourceNotFoundException' }, { status: 400 })],
    ['unknown', () => Response.json({}, { status: 400 })],
  ])('rejects with %s where it did not happen, and changes nothing (%#)', async (code, answer) => {
    const { session, amplify } = await signedIn(undefined, answer);
    await expect(session.signOutEverywhere()).rejects.toMatchObject({ name: 'SessionError', code });
    expect(session.state.value.status).toBe('signed-in');
    expect(amplify.storage.getItem(TOKEN_KEY)).not.toBeNull();
  });

  it('is done where the token was revoked before', async () => {
    const answer = () =>
      Response.json({ __type: 'com.amazonaws.cognito#NotAuthorizedException' }, { status: 400 });
    const { session } = await signedIn(undefined, answer);
    await session.signOutEverywhere();
    expect(session.state.value.status).toBe('signed-out');
  });

  it('rejects where no token can be had for it', async () => {
    const { session, amplify, fetch } = await signedIn();
    amplify.renewal = failure('NetworkError');
    await expect(session.signOutEverywhere()).rejects.toMatchObject({ code: 'offline' });
    expect(session.state.value.status).toBe('signed-in');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('forgets the user of a session that ended by itself', async () => {
    const { session, amplify, fetch } = await signedIn();
    amplify.renewal = 'refused';
    await session.signOutEverywhere();
    expect(session.state.value.status).toBe('signed-out');
    await session.signOutEverywhere();
    expect(fetch).not.toHaveBeenCalled();
    expect(amplify.storage.length).toBe(0);
  });

  it('leaves no token of a renewal that comes after it', async () => {
    const { session, amplify } = await signedIn();
    const { cognito } = amplify;
    let answer = (): void => undefined;
    jest.spyOn(cognito, 'fetchAuthSession').mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      amplify.storage.setItem(TOKEN_KEY, 'renewed');
      return {};
    });
    const late = session.accessToken(GENTLE);
    await new Promise((resolve) => setTimeout(resolve, 1));
    await session.signOutEverywhere();
    answer();
    await expect(late).rejects.toMatchObject({ code: 'expired' });
    expect(amplify.storage.length).toBe(0);
    expect(session.state.value.status).toBe('signed-out');
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

describe('accessTokenOf', () => {
  it('serves one user only', async () => {
    const { session, amplify } = await signedIn();
    const ada = accessTokenOf(session, ADA.userId);
    expect(await ada(GENTLE)).toBe('{"sub":"sub-ada"}');
    amplify.user = { sub: 'sub-bob', email: 'bob@example.com' };
    await session.signIn('bob@example.com', 'x');
    await expect(ada(GENTLE)).rejects.toMatchObject({ code: 'expired' });
    expect(await accessTokenOf(session, 'sub-bob')(GENTLE)).toBe('{"sub":"sub-bob"}');
  });

  it('holds a token back when the user has changed while it was fetched', async () => {
    const { session, amplify, hear } = await signedIn();
    const waiting = accessTokenOf(session, ADA.userId)(GENTLE);
    amplify.storage.removeItem(KNOWN_USER_KEY);
    hear();
    await expect(waiting).rejects.toMatchObject({ code: 'expired' });
  });
});
