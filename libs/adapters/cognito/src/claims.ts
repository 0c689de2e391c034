import type { VerifiedToken } from '@notes/domain';
import {
  type JsonObject,
  type Requirements,
  checkRequirements,
  checkTimes,
  optionalText,
  readUserId,
  refuse,
  requiredText,
  splitScopes,
  textList,
} from '@notes/jwt';

/** What the claims of a token are compared with. */
export interface ClaimExpectations extends Requirements {
  readonly tokenUse: 'access' | 'id';
  readonly issuer: string;
  readonly clientIds: ReadonlySet<string>;
  /** How far `nbf` and `iat` may lie in the future. `exp` knows no tolerance. */
  readonly clockToleranceSeconds: number;
}

/** The `iss` claim of a token whose signature has not been checked: good for choosing a pool, and for nothing else. */
export function unverifiedIssuer(claims: JsonObject): string {
  return requiredText(claims, 'iss');
}

/**
 * What a token says, once its signature and issuer are known to be right. The result is frozen.
 * @param now milliseconds since the Unix epoch
 * @throws TokenError for the first claim that is missing, mistyped or not what is expected.
 */
export function readClaims(claims: JsonObject, expected: ClaimExpectations, now: number): VerifiedToken {
  const { tokenUse, issuer } = expected;
  const isAccess = tokenUse === 'access';
  if (requiredText(claims, 'token_use') !== tokenUse) refuse('token-use', `it is no ${tokenUse} token`);

  // An array is refused: Cognito sends one client in `aud`, and other audiences beside it may not be trusted (OpenID Connect Core
  // 1.0, section 3.1.3.7).
  const clientId = requiredText(claims, isAccess ? 'client_id' : 'aud');
  if (!expected.clientIds.has(clientId)) refuse('client', 'it was issued to another app client');

  const userId = readUserId(claims, 'sub');
  const expiresAt = checkTimes(claims, now, expected.clockToleranceSeconds);
  const username = optionalText(claims, isAccess ? 'username' : 'cognito:username');
  const scopes = splitScopes(isAccess ? (optionalText(claims, 'scope') ?? '') : '');
  const groups = Object.freeze(textList(claims, 'cognito:groups'));
  checkRequirements(scopes, groups, expected);
  const verified = { userId, tokenUse, clientId, issuer, expiresAt, scopes, groups };
  return Object.freeze(username === undefined ? verified : { ...verified, username });
}
