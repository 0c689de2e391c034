import type { UserId } from '../note/note.ts';

/** What a verified token says about its bearer. */
export interface VerifiedToken {
  /** The `sub` claim. */
  readonly userId: UserId;
  readonly tokenUse: 'access' | 'id';
  /** The app client that the token was issued to: `client_id` of an access token, `aud` of an ID token. */
  readonly clientId: string;
  readonly issuer: string;
  /** The `exp` claim: seconds since the Unix epoch (RFC 7519, section 4.1.4). */
  readonly expiresAt: number;
  /** Reassignable, so never an identity. */
  readonly username?: string;
  /** The `scope` claim, split at its spaces (RFC 8693, section 4.2); empty for an ID token. */
  readonly scopes: readonly string[];
  /** The `cognito:groups` claim, or another provider's equivalent. */
  readonly groups: readonly string[];
}

/**
 * Decides whether a token may be trusted. Accepts a compact JWS (RFC 7515, section 7.1) without any scheme in front.
 *
 * A token is accepted only when it is signed by a key that its issuer publishes now and issuer, use, client and times are right. A key
 * that the issuer removed is no longer trusted once the validator has seen the new set.
 *
 * Errors are TokenErrors: `unauthorized` with the reason when the token is refused, `unavailable` when the keys cannot be had and so
 * nothing can be said. Neither message nor cause holds the token.
 */
export interface TokenValidator {
  validate(token: string): Promise<VerifiedToken>;
}
