import { type Clock, type UserId, type VerifiedToken, userId } from '@notes/domain';
import { refuse } from './refuse.ts';
import type { JsonObject } from './token-parts.ts';

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
  if (text(claims, 'token_use') !== tokenUse) refuse('token-use', 'it has another use');
  const clientId = text(claims, isAccess ? 'client_id' : 'aud');
  if (!clientIds.includes(clientId)) refuse('client', 'it was issued to another app client');
  const username = optionalText(claims, isAccess ? 'username' : 'cognito:username');
  const verified = {
    userId: subject(claims),
    tokenUse,
    clientId,
    issuer,
    expiresAt: time(claims, 'exp') ?? refuse('claims', 'exp is missing'),
    ...(username !== undefined && { username }),
    scopes: isAccess ? (optionalText(claims, 'scope') ?? '').split(' ').filter((scope) => scope !== '') : [],
    groups: groups(claims),
  };
  checkTimes(claims, verified.expiresAt, clock.now() / 1000);
  return verified;
}

function checkTimes(claims: JsonObject, expiresAt: number, now: number): void {
  const validFrom = Math.max(time(claims, 'nbf') ?? 0, time(claims, 'iat') ?? 0);
  if (expiresAt <= now) refuse('expired', 'it has expired');
  if (validFrom > now) refuse('not-yet-valid', 'it is not valid yet');
}

function text(claims: JsonObject, name: string): string {
  return optionalText(claims, name) || refuse('claims', `${name} is missing or empty`);
}

function optionalText(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return value === undefined || typeof value === 'string' ? value : refuse('claims', `${name} is no text`);
}

/** A NumericDate (RFC 7519, section 2): seconds since the Unix epoch, perhaps with a fraction. */
function time(claims: JsonObject, name: string): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse('claims', `${name} is no time`);
}

function subject(claims: JsonObject): UserId {
  const sub = text(claims, 'sub');
  try {
    return userId(sub);
  } catch {
    return refuse('claims', 'sub cannot be a user id');
  }
}

function groups({ 'cognito:groups': list = [] }: JsonObject): readonly string[] {
  const isList = Array.isArray(list) && list.every((group) => typeof group === 'string');
  return isList ? list : refuse('claims', 'cognito:groups is no list of texts');
}
