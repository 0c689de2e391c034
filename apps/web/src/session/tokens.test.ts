import { accessTokenOf } from './access-token-of.ts';
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
