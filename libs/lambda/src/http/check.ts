import type { ProblemError } from '@notes/api';
import * as z from 'zod/mini';
import { RequestError } from './problem-error.ts';

/**
 * Checks untrusted input against a schema. `base` is the JSON Pointer fragment of the input.
 * @throws RequestError `invalid-request` with one error for each thing that is wrong.
 */
export function check<Schema extends z.ZodMiniType>(
  input: unknown,
  schema: Schema,
  base: string,
): z.infer<Schema> {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  throw new RequestError('invalid-request', {
    errors: result.error.issues.flatMap((issue) => describe(issue, base)),
  });
}

function describe(issue: z.core.$ZodIssue, base: string): ProblemError[] {
  const pointer = [base, ...issue.path.map(pointerToken)].join('/');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${pointerToken(key)}`,
        detail: 'is not known here',
      }));
    case 'invalid_type':
      return [
        { pointer, detail: `must be ${issue.expected === 'object' ? 'an object' : `a ${issue.expected}`}` },
      ];
    case 'invalid_format':
      return [{ pointer, detail: `must match ${issue.pattern ?? issue.format}` }];
    case 'invalid_value':
      return [{ pointer, detail: `must be one of ${issue.values.join(', ')}` }];
    case 'too_small':
      return [{ pointer, detail: 'must not be empty' }];
    case 'too_big':
      return [{ pointer, detail: `must not be longer than ${issue.maximum}` }];
    default:
      return [{ pointer, detail: 'is not valid' }];
  }
}

/** RFC 6901, sections 3 and 6. */
function pointerToken(key: PropertyKey): string {
  return encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed());
}
