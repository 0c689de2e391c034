import fc from 'fast-check';
import { MalformedPolicyError, evaluatePolicy, parsePolicy } from './policy-evaluation.ts';

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:api_1/v1/GET/notes/a';

const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke') => ({
  Effect,
  Action,
  Resource,
});
const decide = (statements: unknown, arn = ARN) =>
  evaluatePolicy(parsePolicy({ Version: '2012-10-17', Statement: statements }), arn);

describe('evaluatePolicy', () => {
  it.each([
    ['denies by default', [], 'implicit-deny'],
    ['allows the exact method', [statement('Allow', ARN)], 'allow'],
    ['takes one statement without an array', statement('Allow', ARN), 'allow'],
    ['takes resources as an array', [statement('Allow', ['arn:aws:s3:::x', ARN])], 'allow'],
    ['takes actions as an array', [statement('Allow', ARN, ['s3:Get', 'execute-api:Invoke'])], 'allow'],
    ['compares actions without case', [statement('Allow', ARN, 'EXECUTE-API:invoke')], 'allow'],
    ['knows wildcards in actions', [statement('Allow', ARN, 'execute-api:*')], 'allow'],
    [
      'does not apply another action',
      [statement('Allow', ARN, 'execute-api:ManageConnections')],
      'implicit-deny',
    ],
    ['compares resources with case', [statement('Allow', ARN.toUpperCase())], 'implicit-deny'],
    [
      'lets * cross slashes',
      [statement('Allow', 'arn:aws:execute-api:us-east-1:123456789012:api_1/*')],
      'allow',
    ],
    ['lets * stand for nothing', [statement('Allow', `${ARN}*`)], 'allow'],
    ['lets ? be one character', [statement('Allow', `${ARN.slice(0, -1)}?`)], 'allow'],
    ['lets ? be a slash', [statement('Allow', ARN.replace('/a', '?a'))], 'allow'],
    ['does not let ? be nothing', [statement('Allow', `${ARN}?`)], 'implicit-deny'],
    ['takes the bare *', [statement('Allow', '*')], 'allow'],
    ['knows wildcards in every part', [statement('Allow', 'arn:*:execute-api:*:*:*/v1/GET/*')], 'allow'],
    ['completes an ARN that ends early', [statement('Allow', 'arn:aws:execute-api:*')], 'allow'],
    ['does not let a wildcard cross a colon', [statement('Allow', 'arn:aws:*/notes/a')], 'implicit-deny'],
    ['denies another stage', [statement('Allow', ARN.replace('/v1/', '/v2/'))], 'implicit-deny'],
    ['denies another method', [statement('Allow', ARN.replace('GET', 'POST'))], 'implicit-deny'],
    ['denies a longer path', [statement('Allow', ARN.slice(0, -2))], 'implicit-deny'],
    ['denies a shorter path', [statement('Allow', `${ARN}/b`)], 'implicit-deny'],
    ['lets Deny win behind Allow', [statement('Allow', '*'), statement('Deny', ARN)], 'explicit-deny'],
    ['lets Deny win before Allow', [statement('Deny', ARN), statement('Allow', '*')], 'explicit-deny'],
    ['leaves a Deny of something else', [statement('Deny', `${ARN}x`), statement('Allow', '*')], 'allow'],
  ])('%s', (_, statements, expected) => {
    expect(decide(statements)).toBe(expected);
  });

  it('takes a colon in the path for a character like any other', () => {
    const arn = ARN.replace('/a', '/a:b');
    expect(decide([statement('Allow', ARN.replace('/a', '/*'))], arn)).toBe('allow');
    expect(decide([statement('Allow', arn)], arn)).toBe('allow');
    expect(decide([statement('Allow', ARN)], arn)).toBe('implicit-deny');
    expect(decide([statement('Allow', ARN.replace('/a', '/ab'))], arn)).toBe('implicit-deny');
  });

  it.each([
    ['the end of an account', ARN.replace('123456789012', '456789012')],
    ['the beginning of an account', ARN.replace('123456789012', '123456')],
    ['the end of an API', ARN.replace(':api_1', ':i_1')],
    ['the end of a region', ARN.replace('us-east-1', 'east-1')],
  ])('wants the whole of each part: %s is another', (_, resource) => {
    expect(decide([statement('Allow', resource)])).toBe('implicit-deny');
  });

  it('agrees with regular expressions on any pattern', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '?', '.', '+', '$');
    const toRegex = (pattern: string) =>
      new RegExp(`^${pattern.replaceAll(/[.+$]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
        fc.array(fc.constantFrom('a', 'b', '/', '.', '+', '$'), { maxLength: 8 }).map((it) => it.join('')),
        (pattern, path) => {
          const prefix = 'arn:aws:execute-api:us-east-1:123456789012:api/v1/';
          const expected = toRegex(pattern).test(path) ? 'allow' : 'implicit-deny';
          expect(decide([statement('Allow', prefix + pattern)], prefix + path)).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('parsePolicy', () => {
  const allow = statement('Allow', '*');

  it.each([
    ['no document', undefined, 'the policy document is not an object'],
    ['a list', [], 'the policy document is not an object'],
    ['an unknown version', { Version: '2020-01-01', Statement: [allow] }, 'unknown policy version'],
    ['no statement', { Version: '2012-10-17' }, 'the policy has no Statement'],
    ['a statement that is text', { Statement: ['Allow'] }, 'a statement is not an object'],
    ['another effect', { Statement: [statement('allow', '*')] }, 'Effect is neither Allow nor Deny'],
    ['no resource', { Statement: [{ Effect: 'Allow', Action: '*' }] }, 'Resource is missing'],
    ['no action', { Statement: [{ Effect: 'Allow', Resource: '*' }] }, 'Action is missing'],
    ['no action in a list', { Statement: [statement('Allow', '*', [])] }, 'Action is missing'],
    [
      'a resource that is no string',
      { Statement: [statement('Allow', [1])] },
      'Resource holds something else than a string',
    ],
    [
      'an empty action beside another',
      { Statement: [statement('Allow', '*', ['*', ''])] },
      'Action holds something else than a string',
    ],
    [
      'an empty resource',
      { Statement: [statement('Allow', '')] },
      'Resource holds something else than a string',
    ],
    [
      'a resource of more than 512 characters beside another',
      { Statement: [statement('Allow', ['*', 'x'.repeat(513)])] },
      'a Resource is longer than 512 characters',
    ],
    [
      'NotAction and NotResource',
      { Statement: [{ Effect: 'Allow', NotAction: 'x', NotResource: 'x' }] },
      'unsupported in a statement: NotAction, NotResource',
    ],
    ['Condition', { Statement: [{ ...allow, Condition: {} }] }, 'unsupported in a statement: Condition'],
    [
      'Principal in a statement behind a good one',
      { Statement: [allow, { ...allow, Principal: '*' }] },
      'unsupported in a statement: Principal',
    ],
  ])('refuses %s', (_, document, message) => {
    expect(() => parsePolicy(document)).toThrow(new MalformedPolicyError(message));
    expect(new MalformedPolicyError(message).name).toBe('MalformedPolicyError');
  });

  it('takes a resource of 512 characters, a Sid, the older version and none', () => {
    expect(
      parsePolicy({ Version: '2008-10-17', Statement: [{ ...allow, Sid: 'one' }] }).statements,
    ).toHaveLength(1);
    expect(parsePolicy({ Statement: [statement('Allow', 'x'.repeat(512))] }).statements).toHaveLength(1);
  });
});
