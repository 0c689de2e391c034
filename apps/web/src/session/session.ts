import type { ReadonlySignal } from '@preact/signals';

export interface User {
  /** The `sub`: what a user's notes on this device are kept under. */
  readonly userId: string;
  readonly email: string;
}

export type SessionState =
  /** Somebody was signed in when the page was last open; their notes can be shown, and the tokens are yet to be looked at. */
  | { readonly status: 'resuming'; readonly user: User }
  | { readonly status: 'signed-in'; readonly user: User }
  /** The session ended without a sign-out: what is on this device stays until the same user signs in again. */
  | { readonly status: 'expired'; readonly user: User }
  | { readonly status: 'signed-out' };

export type SessionErrorCode =
  | 'wrong-credentials'
  | 'user-exists'
  | 'wrong-code'
  | 'expired-code'
  | 'weak-password'
  | 'invalid-email'
  | 'too-many-attempts'
  | 'offline'
  | 'expired'
  | 'unknown';

/** Why something of a {@link Session} did not work; the message is written for the person at the screen. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Who is at the screen. Every method rejects with {@link SessionError} only. */
export interface Session {
  readonly state: ReadonlySignal<SessionState>;
  signUp(email: string, password: string): Promise<void>;
  confirmSignUp(email: string, code: string): Promise<void>;
  resendCode(email: string): Promise<void>;
  /** `confirm-sign-up`: the address must be confirmed with its code first. */
  signIn(email: string, password: string): Promise<'signed-in' | 'confirm-sign-up'>;
  forgotPassword(email: string): Promise<void>;
  resetPassword(email: string, code: string, password: string): Promise<void>;
  /** Ends this user's sessions on all devices; without a connection it rejects with `offline` and nothing has changed. */
  signOutEverywhere(): Promise<void>;
  /**
   * The access token, renewed when it has expired or when told to.
   *
   * @throws SessionError `expired` when the user must sign in again (the state says so too), `offline` when it could not be renewed now.
   */
  accessToken(options: { readonly forceRefresh: boolean; readonly signal?: AbortSignal }): Promise<string>;
}
