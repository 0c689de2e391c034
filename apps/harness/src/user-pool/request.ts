import { CognitoError, constraintError } from './errors.ts';

/** The members of one request, read from JSON and not checked yet. */
export type RequestMembers = Readonly<Record<string, unknown>>;

const MAX_TEXT_LENGTH = 131_072;

interface TextLimits {
  /** In UTF-16 code units. */
  readonly maxLength?: number;
  readonly pattern?: RegExp;
}

/**
 * Reads the body of a request.
 *
 * @throws CognitoError SerializationException when it is not a JSON object.
 */
export function parseRequest(body: string): RequestMembers {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new CognitoError('SerializationException', 'The request is not valid JSON.');
  }
  return asObject(parsed, 'The request');
}

/**
 * A member that must be there and be text.
 *
 * @throws CognitoError SerializationException for another type, InvalidParameterException when it is missing or breaks a limit.
 */
export function requiredText(members: RequestMembers, name: string, limits: TextLimits = {}): string {
  const value = optionalText(members, name);
  if (value === undefined) {
    throw constraintError(name, 'Member must not be null');
  }
  if (value === '') {
    throw constraintError(name, 'Member must have length greater than or equal to 1');
  }
  const { maxLength = MAX_TEXT_LENGTH, pattern } = limits;
  if (value.length > maxLength) {
    throw constraintError(name, `Member must have length less than or equal to ${maxLength}`);
  }
  if (pattern !== undefined && !pattern.test(value)) {
    throw constraintError(name, `Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  return value;
}

/** A map of text to text, such as AuthParameters; empty when it is missing. */
export function textMap(members: RequestMembers, name: string): RequestMembers {
  const value = ownMember(members, name) ?? {};
  const map = asObject(value, name);
  Object.keys(map).forEach((key) => optionalText(map, key));
  return map;
}

/** An entry of a map of parameters, whose absence Cognito words in a way of its own. */
export function requiredParameter(map: RequestMembers, name: string, limits: TextLimits = {}): string {
  const value = optionalText(map, name);
  if (value === undefined || value === '') {
    throw new CognitoError('InvalidParameterException', `Missing required parameter ${name}`);
  }
  return requiredText(map, name, limits);
}

/** The pairs of a UserAttributes list; empty when it is missing. Of two pairs with one name the last one counts. */
export function attributeList(members: RequestMembers, name: string): ReadonlyMap<string, string> {
  const list = ownMember(members, name) ?? [];
  if (!Array.isArray(list)) {
    throw new CognitoError('SerializationException', `${name} must be a list.`);
  }
  return new Map(
    list.map((item: unknown) => {
      const pair = asObject(item, name);
      const key = requiredText(pair, 'Name', { maxLength: 32 });
      return [key, optionalText(pair, 'Value') ?? ''] as const;
    }),
  );
}

function optionalText(members: RequestMembers, name: string): string | undefined {
  const value = ownMember(members, name) ?? undefined;
  if (value !== undefined && typeof value !== 'string') {
    throw new CognitoError('SerializationException', `${name} must be a string.`);
  }
  return value;
}

function ownMember(members: RequestMembers, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function asObject(value: unknown, name: string): RequestMembers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CognitoError('SerializationException', `${name} must be an object.`);
  }
  return value as RequestMembers;
}
