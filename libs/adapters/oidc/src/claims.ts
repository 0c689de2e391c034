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
import type { ClaimMapping, ClaimPath, TokenUseMark } from './options.ts';

/** What the claims of a token are compared with. */
export interface ClaimExpectations extends Requirements {
  readonly tokenUse: 'access' | 'id';
  readonly tokenUseMark: TokenUseMark;
  readonly issuer: string;
  readonly audiences: ReadonlySet<string>;
  readonly audienceMatch: 'any' | 'all';
  /** Undefined: any. */
  readonly clientIds: ReadonlySet<string> | undefined;
  readonly claims: ClaimMapping;
  readonly userIdPrefix: string;
  readonly clockToleranceSeconds: number;
}

/**
 * What a token says, once its signature and issuer are known to be right. The result is frozen.
 * @param type what the header says that it is
 * @param now milliseconds since the Unix epoch
 * @throws TokenError for the first claim that is missing, mistyped or not what is expected.
 */
export function readClaims(
  claims: JsonObject,
  type: string | undefined,
  expected: ClaimExpectations,
  now: number,
): VerifiedToken {
  const { tokenUse, issuer, clientIds, claims: mapping } = expected;
  checkTokenUse(claims, type, expected);
  const audience = readAudience(claims, mapping.audience ?? 'aud');
  const clientId = readClientId(claims, audience, expected);
  checkAudience(audience, expected);
  if (clientIds && !clientIds.has(clientId)) refuse('client', 'it was issued to another client');

  const userId = readUserId(...at(claims, mapping.userId ?? 'sub'), expected.userIdPrefix);
  const expiresAt = checkTimes(claims, now, expected.clockToleranceSeconds);

  const username = optionalText(...at(claims, mapping.username ?? 'preferred_username'));
  const scopes = tokenUse === 'access' ? readScopes(claims, mapping.scopes) : [];
  const groups = textList(...at(claims, mapping.groups ?? 'groups'));
  checkRequirements(scopes, groups, expected);
  Object.freeze(scopes);
  Object.freeze(groups);
  const verified = { userId, tokenUse, clientId, issuer, expiresAt, scopes, groups };
  return Object.freeze(username === undefined ? verified : { ...verified, username });
}

function checkTokenUse(
  claims: JsonObject,
  type: string | undefined,
  { tokenUse, tokenUseMark: mark }: ClaimExpectations,
): void {
  const saysAccess = type === 'at+jwt';
  const isRight =
    typeof mark === 'object'
      ? requiredText(claims, mark.claim) === mark.value
      : mark === 'audience' || saysAccess || tokenUse === 'id';
  if (!isRight || (saysAccess && tokenUse === 'id')) refuse('token-use', `it is no ${tokenUse} token`);
}

function readAudience(claims: JsonObject, path: ClaimPath): readonly string[] {
  const [holder, name] = at(claims, path);
  const audience = Array.isArray(holder[name]) ? textList(holder, name) : [requiredText(holder, name)];
  return audience.length > 0 ? audience : refuse('claims', `${name} is empty`);
}

function checkAudience(audience: readonly string[], { audiences, audienceMatch }: ClaimExpectations): void {
  const isOurs = (each: string) => audiences.has(each);
  const matches = audienceMatch === 'all' ? audience.every(isOurs) : audience.some(isOurs);
  if (!matches) refuse('client', 'it is for another audience');
}

function readClientId(
  claims: JsonObject,
  audience: readonly string[],
  { tokenUse, claims: { clientId } }: ClaimExpectations,
): string {
  if (clientId !== undefined) return requiredText(...at(claims, clientId));
  if (tokenUse === 'access') {
    return requiredText(claims, claims['client_id'] === undefined && 'azp' in claims ? 'azp' : 'client_id');
  }
  const [only, ...others] = audience;
  return 'azp' in claims || only === undefined || others.length > 0 ? requiredText(claims, 'azp') : only;
}

function readScopes(claims: JsonObject, path: ClaimPath | undefined): readonly string[] {
  const [holder, name] = at(claims, path ?? (claims['scope'] === undefined ? 'scp' : 'scope'));
  return Array.isArray(holder[name]) && name !== 'scope'
    ? textList(holder, name)
    : splitScopes(optionalText(holder, name) ?? '');
}

/** The object that holds the claim, and the claim's name in it. What is missing on the way makes the claim missing. */
function at(claims: JsonObject, path: ClaimPath): [holder: JsonObject, name: string] {
  if (typeof path === 'string') return [claims, path];
  let holder = claims;
  for (const name of path.slice(0, -1)) holder = asObject(holder[name]);
  return [holder, path.at(-1) ?? ''];
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
