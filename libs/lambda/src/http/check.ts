import type { ProblemError } from '@notes/api';
import * as z from 'zod/mini';
import { RequestError, fragment } from './problem-error.ts';

/**
 * Checks untrusted input against a schema. `base` is the JSON Pointer of the input, by default the whole document.
 * @throws RequestError `invalid-request` with one error for each place that is wrong, the first 20 of them.
 */
export function check<Schema extends z.ZodMiniType>(
  input: unknown,
  schema: Schema,
  base = '',
): z.infer<Schema> {
  const result = z.safeParse(schema, input, { reportInput: true });
  if (result.success) return result.data;
  const errors = new Map<string, ProblemError>();
  for (const error of result.error.issues.flatMap((issue) => describe(issue, base))) {
    // An empty list is both no string and too short: the first that is wrong in a place says enough.
    if (errors.size < MAX_ERRORS && !errors.has(error.pointer)) errors.set(error.pointer, error);
  }
  throw new RequestError('invalid-request', { errors: [...errors.values()] });
}

/** A body may have a million unknown members; nobody reads more than these. */
const MAX_ERRORS = 20;

function describe(issue: z.core.$ZodIssue, base: string): ProblemError[] {
  const place = [base, ...issue.path.map(pointerToken)].join('/');
  const pointer = fragment(place);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
        pointer: fragment(`${place}/${pointerToken(key)}`),
        detail: 'is not known here',
      }));
    case 'invalid_type': {
      const type = issue.expected === 'object' ? 'an object' : `a ${issue.expected}`;
      return [{ pointer, detail: issue.input === undefined ? 'is required' : `must be ${type}` }];
    }
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

/** RFC 6901, section 3. */
function pointerToken(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}
