import { CognitoSession } from '../cognito-session.ts';
import type { Cognito } from '../cognito.ts';
import { KNOWN_USER_KEY } from '../known-user.ts';
import { memoryStorage } from '../memory-storage.ts';

export const CONFIG = {
  region: 'eu-west-1',
  userPoolEndpoint: 'https://pool.example',
  userPoolId: 'eu-west-1_pool',
  clientId: 'client',
};
export const TOKEN_KEY = 'CognitoIdentityServiceProvider.client.ada.accessToken';
export const ADA = { userId: 'sub-ada', email: 'ada@example.com' };

export const failure = (name: string, message = name) => Object.assign(new Error(message), { name });

const token = (payload: object) => ({ payload, toString: () => JSON.stringify(payload) });

/** Amplify as its source has it: what it keeps and how it fails. */
export class FakeAmplify {
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

export function openTab(
  amplify: FakeAmplify,
  answer: () => Response | Promise<Response> = () => Response.json({}),
) {
  const events = new EventTarget();
  const loadCognito = jest.fn(async () => amplify.cognito);
  const fetch = jest.fn(async (_url: unknown, _init?: RequestInit) => answer());
  const session = new CognitoSession({
    config: CONFIG,
    loadCognito,
    storage: amplify.storage,
    events,
    fetch,
  });
  const hear = (key: string | null = KNOWN_USER_KEY) =>
    events.dispatchEvent(Object.assign(new Event('storage'), { key }));
  return { session, loadCognito, fetch, hear };
}

export const GENTLE = { forceRefresh: false };

export async function signedIn(amplify = new FakeAmplify(), answer?: () => Response | Promise<Response>) {
  const tab = openTab(amplify, answer);
  await tab.session.signIn(ADA.email, 'password');
  return { amplify, ...tab };
}
