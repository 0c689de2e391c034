import fc from 'fast-check';
import { evaluatePolicy, parsePolicy } from './policy-evaluation.ts';
import { secondEvaluation } from './test-fixtures/second-policy-evaluation.ts';

const join = (pieces: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(pieces, { maxLength }).map((each) => each.join(''));

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v1/';
const path = join(
  fc.constantFrom('GET', 'POST', '/', '/', 'notes', 'a', 'b', ':', '%2F', '.', '*', '?', '$'),
  8,
);
const arns = fc.oneof(
  path.map((it) => ARN + it),
  path.map((it) => `arn:aws-cn:execute-api:cn-north-1:1:a/v1/${it}`),
);

/** Patterns near the ARN: a text of the same pieces, or the ARN itself with wildcards put in place of parts of it, or cut short. */
const patterns = (arn: string) =>
  fc.oneof(
    fc.constantFrom('*', arn, 'arn:*', 'arn:aws:execute-api:*', `${ARN}*`, 'arn:aws:*/notes/a'),
    path.map((it) => ARN + it),
    join(fc.constantFrom('arn', ':', '*', '?', 'aws', 'execute-api', '/', 'a'), 14).filter((it) => it !== ''),
    fc
      .array(fc.tuple(fc.nat(arn.length), fc.nat(6), fc.constantFrom('*', '?', '**', '*?', '', ':')), {
        maxLength: 3,
      })
      .map((edits) =>
        edits.reduce((text, [at, length, by]) => text.slice(0, at) + by + text.slice(at + length), arn),
      )
      .filter((it) => it !== ''),
  );

const oneOrMore = (each: fc.Arbitrary<string>) =>
  fc.oneof(each, fc.array(each, { minLength: 1, maxLength: 3 }));

const cases = arns.chain((arn) => {
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Action: oneOrMore(
      fc.constantFrom(
        'execute-api:Invoke',
        'EXECUTE-API:INVOKE',
        'execute-api:*',
        '*',
        'execute-api:Invok?',
        'execute-api:ManageConnections',
        'execute-api',
        's3:*',
      ),
    ),
    Resource: oneOrMore(patterns(arn)),
  });
  return fc.tuple(fc.constant(arn), fc.oneof(statement, fc.array(statement, { maxLength: 4 })));
});

describe('evaluatePolicy', () => {
  it('agrees with a second evaluation on any policy', () => {
    fc.assert(
      fc.property(cases, ([arn, Statement]) => {
        const document = { Version: '2012-10-17', Statement };
        expect(evaluatePolicy(parsePolicy(document), arn)).toBe(secondEvaluation(document, arn));
      }),
    );
  });

  it('never lets a further Deny open anything, nor a further Allow close anything', () => {
    fc.assert(
      fc.property(cases, cases, ([arn, Statement], [, more]) => {
        const decide = (...statements: unknown[]) =>
          evaluatePolicy(parsePolicy({ Statement: statements.flat() }), arn);
        const effect = (Effect: string) => [more].flat().map((each) => ({ ...each, Effect }));
        const before = decide(Statement);
        if (before !== 'allow') expect(decide(Statement, effect('Deny'))).not.toBe('allow');
        if (before === 'allow') expect(decide(Statement, effect('Allow'))).toBe('allow');
        if (before === 'explicit-deny') expect(decide(Statement, effect('Allow'))).toBe(before);
      }),
    );
  });

  /** By the documentation of API Gateway on permissions to invoke an API, and on the output of a Lambda authorizer. */
  it.each([
    ['*', 'test/GET/pets', true],
    ['arn:aws:execute-api:us-east-1:*:*', 'test/GET/pets', true],
    ['arn:aws:execute-api:us-east-2:*:*', 'test/GET/pets', false],
    ['arn:aws:execute-api:us-east-1:*:a123456789/*', 'prod/DELETE/pets/7', true],
    ['arn:aws:execute-api:us-east-1:*:a123456789/test/*', 'test/POST/mydemoresource/x', true],
    ['arn:aws:execute-api:us-east-1:*:a123456789/test/*', 'prod/POST/mydemoresource/x', false],
    [
      'arn:aws:execute-api:us-east-1:*:a123456789/test/POST/mydemoresource/*',
      'test/POST/mydemoresource/x',
      true,
    ],
    [
      'arn:aws:execute-api:us-east-1:*:a123456789/test/POST/mydemoresource/*',
      'test/GET/mydemoresource/x',
      false,
    ],
    [
      'arn:aws:execute-api:us-east-1:*:a123456789/test/POST/mydemoresource/*',
      'test/POST/mydemoresource',
      false,
    ],
    ['arn:aws:execute-api:us-east-1:123456789012:a123456789/*/GET/pets', 'test/GET/pets', true],
    ['arn:aws:execute-api:us-east-1:123456789012:a123456789/*/GET/pets', 'test/GET/pets/7', false],
    ['arn:aws:execute-api:us-east-1:123456789012:b123456789/*', 'test/GET/pets', false],
  ])('%s for %s: %s', (resource, method, allowed) => {
    const Statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource };
    const arn = `arn:aws:execute-api:us-east-1:123456789012:a123456789/${method}`;
    const expected = allowed ? 'allow' : 'implicit-deny';
    expect(evaluatePolicy(parsePolicy({ Statement }), arn)).toBe(expected);
    expect(secondEvaluation({ Statement }, arn)).toBe(expected);
  });
});
