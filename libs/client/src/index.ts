export type { Note, NotePage } from './answer.ts';
export { NotesApiError, NotesConnectionError } from './errors.ts';
export type { ProblemCode, ProblemError, ProblemSummary } from './errors.ts';
export { NotesClient } from './notes-client.ts';
export type { CallOptions, NotesClientOptions } from './notes-client.ts';
export type { RetryPolicy } from './retry.ts';
