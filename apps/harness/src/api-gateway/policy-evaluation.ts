import { isJsonObject } from './json-object.ts';

/**
 * Evaluation of the policy that a Lambda authorizer returns, for one method.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Says what is wrong with a policy document. */
export class MalformedPolicyError extends Error {
  override readonly name = 'MalformedPolicyError';
}

const ACTION = 'execute-api:Invoke';
const MAX_RESOURCE_LENGTH = 512;
const VERSIONS: readonly unknown[] = [undefined, '2012-10-17', '2008-10-17'];
const STATEMENT_KEYS = new Set(['Sid', 'Effect', 'Action', 'Resource']);

/**
 * Reads a policy document. What this evaluation cannot honour (NotAction, NotResource, Condition, Principal) is refused rather than ignored.
 * @throws MalformedPolicyError
 */
export function parsePolicy(document: unknown): Policy {
  if (!isJsonObject(document)) throw new MalformedPolicyError('the policy document is not an object');
  if (!VERSIONS.includes(document['Version'])) throw new MalformedPolicyError('unknown policy version');
  if (document['Statement'] === undefined) throw new MalformedPolicyError('the policy has no Statement');
  return { statements: listOf(document['Statement']).map(parseStatement) };
}

/** Denied by default; one statement that allows is enough, unless another denies. */
export function evaluatePolicy(policy: Policy, methodArn: string): Decision {
  const applying = policy.statements.filter(
    ({ actions, resources }) =>
      actions.some((action) => matchesWildcard(action.toLowerCase(), ACTION.toLowerCase())) &&
      resources.some((resource) => matchesArn(resource, methodArn)),
  );
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicit-deny';
  return applying.length > 0 ? 'allow' : 'implicit-deny';
}

function parseStatement(statement: unknown): Statement {
  if (!isJsonObject(statement)) throw new MalformedPolicyError('a statement is not an object');
  const unsupported = Object.keys(statement).filter((key) => !STATEMENT_KEYS.has(key));
  if (unsupported.length > 0) {
    throw new MalformedPolicyError(`unsupported in a statement: ${unsupported.join(', ')}`);
  }
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new MalformedPolicyError('Effect is neither Allow nor Deny');
  const resources = strings(statement['Resource'], 'Resource');
  if (resources.some((resource) => resource.length > MAX_RESOURCE_LENGTH)) {
    throw new MalformedPolicyError(`a Resource is longer than ${MAX_RESOURCE_LENGTH} characters`);
  }
  return { effect, actions: strings(statement['Action'], 'Action'), resources };
}

function strings(value: unknown, name: string): string[] {
  const list = listOf(value);
  if (list.length === 0) throw new MalformedPolicyError(`${name} is missing`);
  return list.map((item) => {
    if (typeof item === 'string' && item !== '') return item;
    throw new MalformedPolicyError(`${name} holds something else than a string`);
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Wildcards act within a part between two colons; the last part, with its slashes, is one. Parts missing at the end may be anything. */
function matchesArn(pattern: string, arn: string): boolean {
  const parts = splitArn(arn);
  const patterns = splitArn(pattern);
  return parts.every((part, index) => matchesWildcard(patterns[index] ?? '*', part));
}

/** `arn`, partition, service, region, account, and all the rest, which may hold colons of its own. */
function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** `*` is any text, also none; `?` is one character. Never backtracks further than the last `*`. */
function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let retryFrom = 0;
  while (next < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      retryFrom = next;
    } else if (pattern[at] === '?' || pattern[at] === text[next]) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++retryFrom;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
