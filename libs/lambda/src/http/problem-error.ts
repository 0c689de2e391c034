import { NoteError, type Violation } from '@notes/domain';
import type { ProblemCode, ProblemError } from '@notes/api';

export interface ProblemErrorOptions extends ErrorOptions {
  readonly errors?: readonly ProblemError[];
}

/** An answer other than success, found out on this side of the use cases. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ProblemCode;
  readonly errors: readonly ProblemError[];

  constructor(code: ProblemCode, { errors = [], ...options }: ProblemErrorOptions = {}) {
    super(code, options);
    this.code = code;
    this.errors = errors;
  }
}

/** Longer member names are cut: they are the caller's own, and would only make the answer long. */
const MAX_POINTER_LENGTH = 200;

/** A JSON Pointer as a URI fragment (RFC 6901, section 6). */
export function fragment(pointer: string): string {
  return `#${encodeURI(pointer.slice(0, MAX_POINTER_LENGTH).toWellFormed()).replaceAll('#', '%23')}`;
}

/** A 400 that names one place: a JSON Pointer fragment into the body, or `#/query/<name>`, `#/path/<name>`, `#/header/<name>`. */
export function invalid(pointer: string, detail: string): RequestError {
  return new RequestError('invalid-request', { errors: [{ pointer, detail }] });
}

const POINTERS: Readonly<Record<Violation['field'], string>> = {
  noteId: '#/noteid',
  text: '#/note',
  limit: '#/query/limit',
};

/** What the caller is to be told of an error: anything unforeseen is `internal`. */
export function problemOf(error: unknown): { code: ProblemCode; errors: readonly ProblemError[] } {
  if (error instanceof RequestError) return { code: error.code, errors: error.errors };
  if (error instanceof NoteError) {
    const errors = error.violations.map(({ field, detail }) => ({ pointer: POINTERS[field], detail }));
    return { code: error.code, errors };
  }
  return { code: 'internal', errors: [] };
}
