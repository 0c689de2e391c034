import { createPublicKey, verify } from 'node:crypto';
import { CognitoError } from './errors.ts';
import type { Pool } from './pool.ts';
import { type RequestMembers, requiredText } from './request.ts';
import type { User } from './user-directory.ts';

const API_SCOPE = 'aws.cognito.signin.user.admin';

/**
 * The user whose access token the request carries.
 *
 * @throws CognitoError NotAuthorizedException when the token is not a genuine, unexpired, unrevoked access token of this pool with
 *   the scope of the API; UserNotFoundException when the user has been deleted.
 */
export function authorizeUser(pool: Pool, request: RequestMembers): User {
  const claims = verifyAccessToken(pool, requiredText(request, 'AccessToken'));
  const user = pool.directory.find(String(claims['sub']));
  if (user === undefined) {
    throw new CognitoError('UserNotFoundException', 'User does not exist.');
  }
  if (!pool.sessions.isActive(String(claims['origin_jti']))) {
    throw new CognitoError('NotAuthorizedException', 'Access Token has been revoked');
  }
  return user;
}

function verifyAccessToken(
  { tokens, clock, settings }: Pool,
  token: string,
): Readonly<Record<string, unknown>> {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const { kid, alg } = decodePart(header);
  if (rest.length > 0 || alg !== 'RS256') {
    throw invalidAccessToken();
  }
  const key = tokens.jwks().keys.find((published) => published.kid === kid);
  const signed = Buffer.from(`${header}.${payload}`);
  const publicKey = key && createPublicKey({ key: { ...key }, format: 'jwk' });
  if (!publicKey || !verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))) {
    throw new CognitoError('NotAuthorizedException', 'Could not verify signature for Access Token');
  }
  const claims = decodePart(payload);
  if (claims['token_use'] !== 'access' || claims['client_id'] !== settings.clientId) {
    throw invalidAccessToken();
  }
  if (Number(claims['exp']) * 1000 <= clock.now()) {
    throw new CognitoError('NotAuthorizedException', 'Access Token has expired');
  }
  if (!String(claims['scope']).split(' ').includes(API_SCOPE)) {
    throw new CognitoError('NotAuthorizedException', 'Access Token does not have required scopes');
  }
  return claims;
}

function decodePart(part: string): Readonly<Record<string, unknown>> {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return Object(decoded) as Record<string, unknown>;
  } catch {
    throw invalidAccessToken();
  }
}

function invalidAccessToken(): CognitoError {
  return new CognitoError('NotAuthorizedException', 'Invalid Access Token');
}
