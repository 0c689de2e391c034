import { type UserId, userId } from '@notes/domain';
import { refuse } from './refuse.ts';
import type { JsonObject } from './token-form.ts';

/** A claim that must be there as a text that is not empty. @throws TokenError `claims`. */
export function requiredText(claims: JsonObject, name: string): string {
  const value = claims[name];
  return typeof value === 'string' && value !== ''
    ? value
    : refuse('claims', `${name} is missing, empty or no text`);
}

/** A claim that must be a text if it is there. @throws TokenError `claims`. */
export function optionalText(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return value === undefined || typeof value === 'string' ? value : refuse('claims', `${name} is no text`);
}

/** A claim that must be a list of texts if it is there; empty when it is not. @throws TokenError `claims`. */
export function textList(claims: JsonObject, name: string): readonly string[] {
  const value = claims[name];
  if (value === undefined) return [];
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isList ? value : refuse('claims', `${name} is no list of texts`);
}

/**
 * The claim as a user's id.
 * @param prefix put in front of it, so that users of several issuers cannot meet
 * @throws TokenError `claims` when it is missing, empty, no text, or no user id.
 */
export function readUserId(claims: JsonObject, name: string, prefix = ''): UserId {
  const text = prefix + requiredText(claims, name);
  try {
    return userId(text);
  } catch {
    return refuse('claims', `${name} cannot be a user id`);
  }
}

/**
 * Checks `exp`, which must be there and knows no tolerance, `nbf` and `iat` (RFC 7519, section 4.1), in this order.
 * @param now milliseconds since the Unix epoch
 * @param toleranceSeconds how far `nbf` and `iat` may lie in the future
 * @returns `exp`: seconds since the Unix epoch
 * @throws TokenError `claims`, `expired`, `not-yet-valid`.
 */
export function checkTimes(claims: JsonObject, now: number, toleranceSeconds: number): number {
  const expiresAt = time(claims, 'exp') ?? refuse('claims', 'exp is missing');
  if (expiresAt * 1000 <= now) refuse('expired', 'it has expired');
  const latestStart = now / 1000 + toleranceSeconds;
  if ((time(claims, 'nbf') ?? 0) > latestStart) refuse('not-yet-valid', 'nbf lies in the future');
  if ((time(claims, 'iat') ?? 0) > latestStart) refuse('not-yet-valid', 'iat lies in the future');
  return expiresAt;
}

/** A NumericDate (RFC 7519, section 2): seconds since the Unix epoch, perhaps with a fraction. JSON's 1e400 reads as infinity. */
function time(claims: JsonObject, name: string): number | undefined {
  const value = claims[name];
  return value === undefined || (typeof value === 'number' && Number.isFinite(value))
    ? value
    : refuse('claims', `${name} is no time`);
}

/** The scopes that were split last. Tokens of one client mostly have the same. */
let latestScopes = { text: '', scopes: Object.freeze<string[]>([]) };

/** A space-separated list (RFC 6749, section 3.3), which may be empty. The result is frozen. */
export function splitScopes(text: string): readonly string[] {
  if (latestScopes.text !== text) {
    latestScopes = { text, scopes: Object.freeze(text.split(' ').filter((scope) => scope !== '')) };
  }
  return latestScopes.scopes;
}

/** What the scopes and the groups of a token are compared with. */
export interface Requirements {
  /** All of them must be in the token. */
  readonly requiredScopes: readonly string[];
  /** The user must be in one of them, unless the list is empty. */
  readonly requiredGroups: readonly string[];
}

/** Compares scopes and groups, of a token or of its user, with what is required. @throws TokenError `scope`, `group`. */
export function checkRequirements(
  scopes: readonly string[],
  groups: readonly string[],
  { requiredScopes, requiredGroups }: Requirements,
): void {
  if (requiredScopes.length > 0 && !requiredScopes.every((scope) => scopes.includes(scope))) {
    refuse('scope', 'a required scope is missing');
  }
  if (requiredGroups.length > 0 && !requiredGroups.some((group) => groups.includes(group))) {
    refuse('group', 'the user is in none of the required groups');
  }
}
