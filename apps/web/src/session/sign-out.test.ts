import { CONFIG, GENTLE, TOKEN_KEY, failure, signedIn } from './test-support/fake-amplify.ts';

describe('signing out everywhere', () => {
  it('revokes the tokens, and forgets them and the user', async () => {
    const { session, amplify, fetch } = await signedIn();
    amplify.storage.setItem('other', 'stays');
    await session.signOutEverywhere();
    expect(fetch).toHaveBeenCalledWith(
      CONFIG.userPoolEndpoint,
      expect.objectContaining({
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-amz-json-1.1',
          'X-Amz-Target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
        },
        body: JSON.stringify({ AccessToken: '{"sub":"sub-ada"}' }),
      }),
    );
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
