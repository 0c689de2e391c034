import { authorizeUser } from './access-token.ts';
import { issueTokens } from './authentication.ts';
import { CognitoError } from './errors.ts';
import { type Operation, requireClient } from './pool.ts';
import { requiredText } from './request.ts';

/** GetTokensFromRefreshToken: with rotation, a new refresh token for the rest of the session too. */
export const getTokensFromRefreshToken: Operation = (pool, request) => {
  requireClient(pool, request);
  const refreshToken = requiredText(request, 'RefreshToken');
  const session = pool.sessions.redeem(refreshToken);
  const result = issueTokens(pool, session);
  const rotation = pool.settings.refreshTokenRotation;
  if (rotation === undefined) {
    return { AuthenticationResult: result };
  }
  const next = pool.sessions.rotate(refreshToken, session, rotation.retryGracePeriodSeconds);
  return { AuthenticationResult: { ...result, RefreshToken: next } };
};

/**
 * RevokeToken: ends the session of a refresh token. A token that is unknown is no error (RFC 7009 section 2.2), one that is not a
 * refresh token is.
 */
export const revokeToken: Operation = (pool, request) => {
  requireClient(pool, request);
  const token = requiredText(request, 'Token');
  if (!pool.sessions.revoke(token) && token.includes('.')) {
    throw new CognitoError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
  }
  return {};
};

/** GlobalSignOut: ends every session of the user. Access tokens go on verifying offline until they expire. */
export const globalSignOut: Operation = (pool, request) => {
  pool.sessions.revokeAll(authorizeUser(pool, request).id);
  return {};
};
