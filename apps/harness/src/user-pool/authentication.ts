import { CognitoError } from './errors.ts';
import type { Pool } from './pool.ts';
import type { Session } from './sessions.ts';
import type { User } from './user-directory.ts';

/** The AuthenticationResult of the API. */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly TokenType: 'Bearer';
  /** How long the access token is valid, in seconds. */
  readonly ExpiresIn: number;
}

/**
 * Opens a session for a user who has proved the password.
 *
 * @throws CognitoError UserNotConfirmedException.
 */
export function completeSignIn(
  pool: Pool,
  user: User,
): AuthenticationResult & { readonly RefreshToken: string } {
  if (!user.confirmed) {
    throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
  }
  const { session, refreshToken } = pool.sessions.open(user);
  return { ...issueTokens(pool, session), RefreshToken: refreshToken };
}

/** Fresh ID and access tokens for a session, at sign-in and at each refresh. */
export function issueTokens({ tokens, settings }: Pool, session: Session): AuthenticationResult {
  const { user } = session;
  const request = {
    userId: user.id,
    username: user.id,
    clientId: settings.clientId,
    groups: user.groups,
    expiresInSeconds: settings.tokenValidity,
    originJti: session.id,
    authTime: session.authTime,
  };
  return {
    AccessToken: tokens.issueAccessToken(request),
    IdToken: tokens.issueIdToken({
      ...request,
      email: user.email,
      emailVerified: true,
      extraClaims: Object.fromEntries(user.attributes),
    }),
    TokenType: 'Bearer',
    ExpiresIn: settings.tokenValidity,
  };
}
