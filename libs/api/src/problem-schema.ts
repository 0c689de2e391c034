import * as z from 'zod/mini';
import { PROBLEMS, type ProblemCode } from './problems.ts';

/** One entry of a problem's `errors`. */
export const problemError = z.object({
  pointer: z.string().check(z.regex(/^#(?:\/[^/]*)*$/)),
  detail: z.string().check(z.minLength(1)),
});

export const problemCode = z.enum(Object.keys(PROBLEMS) as ProblemCode[]);

/** The body of every error answer. Apart from the other schemas, so that the functions, which never parse one, do not carry it. */
export const problemDetails = z.object({
  type: z.url(),
  title: z.string().check(z.minLength(1)),
  status: z.int().check(z.minimum(400), z.maximum(599)),
  detail: z.string().check(z.minLength(1)),
  code: problemCode,
  requestId: z.string().check(z.minLength(1)),
  errors: z.optional(z.array(problemError).check(z.minLength(1))),
});
