import type { Clock, VerifiedToken } from '@notes/domain';
import {
  type JsonObject,
  checkTimes,
  optionalText,
  readUserId,
  refuse,
  requiredText,
  splitScopes,
  textList,
} from '@notes/jwt';

export interface ClaimExpectations {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly tokenUse: 'access' | 'id';
  readonly clock: Clock;
}

/**
 * What the claims of a token say, once its signature is known to be right.
 * @throws TokenError when a claim is missing, mistyped or not what is expected.
 */
export function readClaims(claims: JsonObject, expected: ClaimExpectations): VerifiedToken {
  const { issuer, clientIds, tokenUse, clock } = expected;
  const isAccess = tokenUse === 'access';
  if (requiredText(claims, 'token_use') !== tokenUse) refuse('token-use', 'it has another use');
  const clientId = requiredText(claims, isAccess ? 'client_id' : 'aud');
  if (!clientIds.includes(clientId)) refuse('client', 'it was issued to another app client');
  const username = optionalText(claims, isAccess ? 'username' : 'cognito:username');
  return {
    userId: readUserId(claims, 'sub'),
    tokenUse,
    clientId,
    issuer,
    ...(username !== undefined && { username }),
    scopes: isAccess ? splitScopes(optionalText(claims, 'scope') ?? '') : [],
    groups: textList(claims, 'cognito:groups'),
    expiresAt: checkTimes(claims, clock.now(), 0),
  };
}
