/** Everything that can go wrong with a note. Closed: adapters and use cases never invent another code. */
export type NoteErrorCode =
  /** The caller's input breaks a rule of the domain; `violations` says which. */
  | 'invalid-request'
  /** The text is longer than {@link MAX_NOTE_BYTES}. */
  | 'note-too-large'
  /** The owner has no note of that id. Another owner's note answers exactly so. */
  | 'note-not-found'
  /** The owner already has a note of that id with another text. */
  | 'note-exists'
  /** The note is not in the state that the caller expected; somebody was faster. */
  | 'version-mismatch'
  /** The store cannot answer now (throttled, timed out, unreachable); the same call may succeed later. */
  | 'unavailable'
  /** The store holds something that is no note of ours, or refuses us for good. Not the caller's fault. */
  | 'internal';

/** One broken rule. `field` names the property of the input, as the domain calls it. */
export interface Violation {
  readonly field: 'noteId' | 'text' | 'limit';
  readonly detail: string;
}

/** What a {@link NoteError} may have besides its code and message. */
export interface NoteErrorOptions extends ErrorOptions {
  readonly violations?: readonly Violation[];
}

/**
 * The only error that a use case or a NoteRepository throws on purpose. `message` is written for developers and logs and
 * never holds a note's text; `cause` is what the adapter met.
 */
export class NoteError extends Error {
  override readonly name = 'NoteError';
  readonly code: NoteErrorCode;
  readonly violations: readonly Violation[];

  constructor(code: NoteErrorCode, message: string, { violations = [], ...options }: NoteErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.violations = violations;
  }
}

/** Why a token was refused. Stable: logs, metrics and alarms are keyed by these. */
export type TokenRefusalReason =
  /** Not the form of a signed JWT: length, parts, base64url, UTF-8, JSON, duplicate or mistyped members. */
  | 'malformed'
  /** `alg` is none that is allowed, or the header asks for something unsupported (`crit`, `b64`, a nested or unsecured token). */
  | 'algorithm'
  /** No key of that `kid` is published. */
  | 'unknown-key'
  | 'signature'
  | 'issuer'
  /** `token_use` is not the one asked for. */
  | 'token-use'
  /** `client_id` (access token) or `aud` (ID token) is not one of the allowed app clients. */
  | 'client'
  /** A required claim is missing or has the wrong type. */
  | 'claims'
  | 'expired'
  /** `nbf` or `iat` lies in the future. */
  | 'not-yet-valid'
  /** A required scope is missing. */
  | 'scope'
  /** The user is in none of the required groups. */
  | 'group';

/**
 * The only error that a TokenValidator throws on purpose. The message never holds the token or any part of it.
 *
 * - `unauthorized`: the token is not to be trusted, because of `reason`.
 * - `unavailable`: the keys cannot be had, so nothing can be said of the token. Never to be answered as "unauthorized".
 */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: 'unauthorized' | 'unavailable';
  readonly reason: TokenRefusalReason | 'keys-unavailable';

  constructor(reason: TokenRefusalReason | 'keys-unavailable', message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.code = reason === 'keys-unavailable' ? 'unavailable' : 'unauthorized';
  }
}
