import { type UserId, type VerifiedToken, userId } from '@notes/domain';
import { type JsonObject, refuse } from '@notes/jwt';

/** What the claims of a token are compared with. */
export interface ClaimExpectations {
  readonly tokenUse: 'access' | 'id';
  readonly issuer: string;
  readonly clientIds: ReadonlySet<string>;
  /** All of them must be in the token. */
  readonly requiredScopes: readonly string[];
  /** The user must be in one of them, unless the list is empty. */
  readonly requiredGroups: readonly string[];
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

  const user = readSubject(claims);
  const expiresAt = time(claims, 'exp') ?? refuse('claims', 'exp is missing');
  if (expiresAt * 1000 <= now) refuse('expired', 'it has expired');
  const latestStart = now / 1000 + expected.clockToleranceSeconds;
  if ((time(claims, 'nbf') ?? 0) > latestStart) refuse('not-yet-valid', 'nbf lies in the future');
  if ((time(claims, 'iat') ?? 0) > latestStart) refuse('not-yet-valid', 'iat lies in the future');

  const username = optionalText(claims, isAccess ? 'username' : 'cognito:username');
  const scopes = isAccess ? readScopes(claims) : [];
  const { requiredScopes, requiredGroups } = expected;
  if (requiredScopes.length > 0 && !requiredScopes.every((scope) => scopes.includes(scope))) {
    refuse('scope', 'a required scope is missing');
  }
  const groups = readGroups(claims);
  if (requiredGroups.length > 0 && !requiredGroups.some((group) => groups.includes(group))) {
    refuse('group', 'the user is in none of the required groups');
  }
  Object.freeze(scopes);
  Object.freeze(groups);
  const verified = { userId: user, tokenUse, clientId, issuer, expiresAt, scopes, groups };
  return Object.freeze(username === undefined ? verified : { ...verified, username });
}

function requiredText(claims: JsonObject, name: string): string {
  const value = claims[name];
  return typeof value === 'string' && value !== ''
    ? value
    : refuse('claims', `${name} is missing, empty or no text`);
}

function optionalText(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return value === undefined || typeof value === 'string' ? value : refuse('claims', `${name} is no text`);
}

/** A NumericDate (RFC 7519, section 2): seconds since the Unix epoch, perhaps with a fraction. JSON's 1e400 reads as infinity. */
function time(claims: JsonObject, name: string): number | undefined {
  const value = claims[name];
  return value === undefined || (typeof value === 'number' && Number.isFinite(value))
    ? value
    : refuse('claims', `${name} is no time`);
}

function readSubject(claims: JsonObject): UserId {
  const sub = requiredText(claims, 'sub');
  try {
    return userId(sub);
  } catch {
    return refuse('claims', 'sub cannot be a user id');
  }
}

function readScopes(claims: JsonObject): readonly string[] {
  const scopes = (optionalText(claims, 'scope') ?? '').split(' ');
  return scopes.includes('') ? scopes.filter((scope) => scope !== '') : scopes;
}

function readGroups(claims: JsonObject): readonly string[] {
  const groups = claims['cognito:groups'] ?? (Object.hasOwn(claims, 'cognito:groups') ? null : []);
  const isList = Array.isArray(groups) && groups.every((group) => typeof group === 'string');
  return isList ? groups : refuse('claims', 'cognito:groups is no list of texts');
}
