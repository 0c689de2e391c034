import * as z from 'zod/mini';
import { check } from './check.ts';
import { RequestError } from './problem-error.ts';

function errorsOf(input: unknown, schema: z.ZodMiniType, base?: string): unknown {
  try {
    check(input, schema, base);
  } catch (error) {
    if (error instanceof RequestError) return error.errors;
    throw error;
  }
  return [];
}

describe('check', () => {
  it('returns what the schema makes of the input', () => {
    expect(check({ a: 'x' }, z.strictObject({ a: z.string() }))).toEqual({ a: 'x' });
  });

  it.each([
    [null, z.object({}), '#', 'must be an object'],
    [{ a: 1 }, z.object({ a: z.string() }), '#/a', 'must be a string'],
    [{}, z.object({ a: z.string() }), '#/a', 'is required'],
    [
      { a: { 'b/~é#': 1 } },
      z.object({ a: z.object({ 'b/~é#': z.string() }) }),
      '#/a/b~1~0%C3%A9%23',
      'must be a string',
    ],
    [{ '\ud800': 1 }, z.strictObject({}), '#/%EF%BF%BD', 'is not known here'],
    ['x', z.string().check(z.regex(/^y$/)), '#', 'must match /^y$/'],
    ['x', z.string().check(z.refine(() => false)), '#', 'is not valid'],
    ['x', z.email(), '#', expect.stringContaining('must match')],
    ['x', z.string().check(z.lowercase(), z.includes('y')), '#', 'must match includes'],
    ['x', z.enum(['a', 'b']), '#', 'must be one of a, b'],
    ['', z.string().check(z.minLength(1)), '#', 'must not be empty'],
    ['xy', z.string().check(z.maxLength(1)), '#', 'must not be longer than 1'],
  ])('says of %j what is wrong', (input, schema, pointer, detail) => {
    expect(errorsOf(input, schema)).toEqual([{ pointer, detail }]);
  });

  it('puts the base in front of every pointer', () => {
    expect(errorsOf({ b: 1 }, z.strictObject({}), '/query')).toEqual([
      { pointer: '#/query/b', detail: 'is not known here' },
    ]);
  });

  it('cuts a pointer that a long name makes long', () => {
    expect(errorsOf({ ['x'.repeat(1_000_000)]: 1 }, z.strictObject({}))).toEqual([
      { pointer: `#/${'x'.repeat(199)}`, detail: 'is not known here' },
    ]);
  });

  it('names no more than twenty places, however many there are', () => {
    const hostile = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`member${index}`, 1]));
    expect(errorsOf(hostile, z.strictObject({ a: z.string() }))).toHaveLength(20);
  });
});
