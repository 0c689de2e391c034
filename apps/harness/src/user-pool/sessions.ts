import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '@notes/domain';
import { BoundedMap } from './bounded-map.ts';
import { CognitoError } from './errors.ts';
import type { User } from './user-directory.ts';

const CAPACITY = 10_000;
/** Cognito's default validity of a refresh token: 30 days, in milliseconds. */
const VALIDITY = 30 * 86_400_000;

/** One sign-in. Every token that comes from it names it. */
export interface Session {
  /** The `origin_jti` claim of its tokens. */
  readonly id: string;
  readonly user: User;
  /** When the user signed in, in seconds since the Unix epoch. */
  readonly authTime: number;
  /** When its refresh tokens end, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  revoked: boolean;
}

interface RefreshToken {
  readonly session: Session;
  /** When a rotated token stops being accepted; undefined while it has not been rotated. */
  acceptedUntil?: number;
}

/** The sign-ins of the pool and their refresh tokens. */
export class Sessions {
  readonly #clock: Clock;
  readonly #sessions = new BoundedMap<string, Session>(CAPACITY);
  readonly #refreshTokens = new BoundedMap<string, RefreshToken>(2 * CAPACITY);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new session with its first refresh token. */
  open(user: User): { session: Session; refreshToken: string } {
    const now = this.#clock.now();
    const session: Session = {
      id: randomUUID(),
      user,
      authTime: Math.floor(now / 1000),
      expiresAt: now + VALIDITY,
      revoked: false,
    };
    this.#sessions.set(session.id, session);
    return { session, refreshToken: this.#addRefreshToken(session) };
  }

  /** Whether an access token of that session may still use the API. */
  isActive(id: string): boolean {
    return this.#sessions.get(id)?.revoked === false;
  }

  /**
   * The session that a refresh token renews.
   *
   * @throws CognitoError NotAuthorizedException when it is unknown, revoked or expired, RefreshTokenReuseException when it has been
   *   rotated and its grace period is over.
   */
  redeem(refreshToken: string): Session {
    const found = this.#refreshTokens.get(refreshToken);
    const now = this.#clock.now();
    if (found === undefined) {
      throw new CognitoError('NotAuthorizedException', 'Invalid Refresh Token');
    }
    if (found.session.revoked) {
      throw new CognitoError('NotAuthorizedException', 'Refresh Token has been revoked');
    }
    if (found.session.expiresAt <= now) {
      throw new CognitoError('NotAuthorizedException', 'Refresh Token has expired');
    }
    if (found.acceptedUntil !== undefined && found.acceptedUntil <= now) {
      throw new CognitoError('RefreshTokenReuseException', 'Refresh Token has been rotated');
    }
    return found.session;
  }

  /** A new refresh token for the session; the old one is accepted for the grace period still, counted from its first rotation. */
  rotate(refreshToken: string, session: Session, retryGracePeriodSeconds: number): string {
    const acceptedUntil =
      this.#refreshTokens.get(refreshToken)?.acceptedUntil ??
      this.#clock.now() + retryGracePeriodSeconds * 1000;
    this.#refreshTokens.set(refreshToken, { session, acceptedUntil });
    return this.#addRefreshToken(session);
  }

  /** Revokes the session of a refresh token, rotated or not. False when the token is none of ours. */
  revoke(refreshToken: string): boolean {
    const found = this.#refreshTokens.get(refreshToken);
    if (found !== undefined) {
      found.session.revoked = true;
    }
    return found !== undefined;
  }

  /** Revokes every session of a user. */
  revokeAll(userId: string): void {
    for (const session of this.#sessions.values()) {
      session.revoked ||= session.user.id === userId;
    }
  }

  #addRefreshToken(session: Session): string {
    const refreshToken = randomBytes(96).toString('base64url');
    this.#refreshTokens.set(refreshToken, { session });
    return refreshToken;
  }
}
