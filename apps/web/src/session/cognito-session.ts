import { type ReadonlySignal, signal } from '@preact/signals';
import { type Cognito, type PoolConfig, tokenKeyPrefix } from './cognito.ts';
import { globalSignOut } from './global-sign-out.ts';
import { KNOWN_USER_KEY, type KnownUser, keepKnownUser, readKnownUser } from './known-user.ts';
import { endsSession, sessionError, toSessionError } from './session-errors.ts';
import type { Session, SessionState, User } from './session.ts';

export interface CognitoSessionOptions {
  readonly config: PoolConfig;
  /** Called at most once at a time, when Amplify is first needed; again after a failure. */
  readonly loadCognito: () => Promise<Cognito>;
  /** What Amplify keeps its tokens in; shared with the other tabs. */
  readonly storage: Storage;
  /** Fires `storage` when another tab has changed `storage`. */
  readonly events: Pick<EventTarget, 'addEventListener'>;
  readonly fetch: typeof fetch;
}

/** A session of a Cognito user pool by Amplify, which arrives only when a token or the pool is asked for. */
export class CognitoSession implements Session {
  readonly #options: CognitoSessionOptions;
  readonly #state;
  #cognito: Promise<Cognito> | undefined;

  constructor(options: CognitoSessionOptions) {
    this.#options = options;
    const known = readKnownUser(options.storage);
    this.#state = signal<SessionState>(stateOf(known, 'resuming'));
    options.events.addEventListener('storage', (event) => this.#follow(event as StorageEvent));
  }

  get state(): ReadonlySignal<SessionState> {
    return this.#state;
  }

  async signUp(email: string, password: string): Promise<void> {
    const username = email.trim();
    await this.#call('sign-up', ({ signUp }) =>
      signUp({ username, password, options: { userAttributes: { email: username } } }),
    );
  }

  async confirmSignUp(email: string, code: string): Promise<void> {
    await this.#call('confirm', async ({ confirmSignUp }) => {
      try {
        await confirmSignUp({ username: email.trim(), confirmationCode: code.trim() });
      } catch (error) {
        // The answer to the first try was lost: Cognito refuses to confirm a user twice.
        if (!(error instanceof Error && /status is CONFIRMED/i.test(error.message))) throw error;
      }
    });
  }

  async resendCode(email: string): Promise<void> {
    await this.#call('confirm', ({ resendSignUpCode }) => resendSignUpCode({ username: email.trim() }));
  }

  async signIn(email: string, password: string): Promise<'signed-in' | 'confirm-sign-up'> {
    return this.#call('sign-in', async (cognito) => {
      // Amplify signs nobody in while it has tokens, be they useless.
      this.#forgetTokens();
      const { nextStep } = await cognito.signIn({
        username: email.trim(),
        password,
        options: { authFlowType: 'USER_SRP_AUTH' },
      });
      if (nextStep.signInStep === 'CONFIRM_SIGN_UP') return 'confirm-sign-up';
      if (nextStep.signInStep !== 'DONE') throw unsupported(nextStep.signInStep);
      const { tokens, userSub } = await cognito.fetchAuthSession();
      if (!tokens || userSub === undefined) throw sessionError('unknown');
      const address = tokens.idToken?.payload['email'];
      const user = { userId: userSub, email: typeof address === 'string' ? address : email.trim() };
      this.#keep({ ...user, expired: false });
      this.#state.value = { status: 'signed-in', user };
      return 'signed-in';
    });
  }

  async forgotPassword(email: string): Promise<void> {
    await this.#call('reset', ({ resetPassword }) => resetPassword({ username: email.trim() }));
  }

  async resetPassword(email: string, code: string, password: string): Promise<void> {
    await this.#call('reset', ({ confirmResetPassword }) =>
      confirmResetPassword({ username: email.trim(), confirmationCode: code.trim(), newPassword: password }),
    );
  }

  /** Where the session has ended already, there is no token to ask with: only this device forgets the user then. */
  async signOutEverywhere(): Promise<void> {
    const { status } = this.#state.value;
    if (status === 'signed-in' || status === 'resuming') {
      const token = await this.accessToken({ forceRefresh: false }).catch((error: unknown) => {
        if (this.#state.value.status === 'expired') return undefined;
        throw error;
      });
      if (token !== undefined) await globalSignOut(this.#options, token);
    }
    this.#forgetTokens();
    this.#options.storage.removeItem(KNOWN_USER_KEY);
    this.#state.value = { status: 'signed-out' };
  }

  async accessToken(options: {
    readonly forceRefresh: boolean;
    readonly signal?: AbortSignal;
  }): Promise<string> {
    const { user } = this.#signedIn();
    const { tokens, userSub } = await unlessAborted(this.#renew(options.forceRefresh), options.signal);
    if (!tokens) {
      this.#expire(user);
      throw sessionError('expired');
    }
    // Another tab may have signed out, or somebody else in, while this one waited for an answer.
    if (this.#signedIn().user.userId !== user.userId || userSub !== user.userId)
      throw sessionError('expired');
    if (this.#state.value.status === 'resuming') this.#state.value = { status: 'signed-in', user };
    return tokens.accessToken.toString();
  }

  async #renew(forceRefresh: boolean): Promise<Awaited<ReturnType<Cognito['fetchAuthSession']>>> {
    try {
      const cognito = await this.#load();
      return await cognito.fetchAuthSession({ forceRefresh });
    } catch (error) {
      if (endsSession(error)) return {};
      throw sessionError('offline', error);
    } finally {
      // A renewal that was under way during a sign-out has put its tokens back.
      if (!readKnownUser(this.#options.storage)) this.#forgetTokens();
    }
  }

  #signedIn(): { readonly user: User } {
    const state = this.#state.value;
    if (state.status === 'signed-out' || state.status === 'expired') throw sessionError('expired');
    return state;
  }

  #expire(user: User): void {
    const known = readKnownUser(this.#options.storage);
    // Signed out, or signed in anew, by another tab whose event is yet to come.
    if (known?.userId !== user.userId) {
      this.#show(known);
      return;
    }
    this.#forgetTokens();
    this.#keep({ ...user, expired: true });
    this.#state.value = { status: 'expired', user };
  }

  #keep(known: KnownUser): void {
    keepKnownUser(this.#options.storage, known);
  }

  #forgetTokens(): void {
    const { config, storage } = this.#options;
    const prefix = tokenKeyPrefix(config);
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    for (const key of keys) if (key?.startsWith(prefix)) storage.removeItem(key);
  }

  #follow({ key }: StorageEvent): void {
    if (key === KNOWN_USER_KEY || key === null) this.#show(readKnownUser(this.#options.storage));
  }

  #show(known: KnownUser | undefined): void {
    const state = this.#state.value;
    const next = stateOf(known, 'signed-in');
    const sameUser =
      state.status !== 'signed-out' && next.status !== 'signed-out' && state.user.userId === next.user.userId;
    const unchanged = sameUser && (state.status === 'expired') === (next.status === 'expired');
    if (!unchanged) this.#state.value = next;
  }

  #load(): Promise<Cognito> {
    this.#cognito ??= this.#options.loadCognito().catch((error: unknown) => {
      this.#cognito = undefined;
      throw sessionError('offline', error);
    });
    return this.#cognito;
  }

  async #call<T>(
    action: Parameters<typeof toSessionError>[1],
    ask: (cognito: Cognito) => Promise<T>,
  ): Promise<T> {
    try {
      return await ask(await this.#load());
    } catch (error) {
      throw toSessionError(error, action);
    }
  }
}

function stateOf(known: KnownUser | undefined, alive: 'resuming' | 'signed-in'): SessionState {
  if (!known) return { status: 'signed-out' };
  const { expired, ...user } = known;
  return { status: expired ? 'expired' : alive, user };
}

function unsupported(step: string): Error {
  return step === 'RESET_PASSWORD'
    ? sessionError(
        'unknown',
        undefined,
        'The password of this account must be set anew: choose “Forgot password”.',
      )
    : sessionError(
        'unknown',
        undefined,
        'This account asks for a second factor, which this app does not offer.',
      );
}

// Amplify takes no signal: its answer is left to itself, and the caller goes on.
async function unlessAborted<T>(promise: Promise<T>, abort: AbortSignal | undefined): Promise<T> {
  if (!abort) return promise;
  const given = () => sessionError('offline', abort.reason);
  if (abort.aborted) {
    promise.catch(() => undefined);
    throw given();
  }
  return new Promise((resolve, reject) => {
    const stop = () => reject(given());
    abort.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => abort.removeEventListener('abort', stop));
  });
}
