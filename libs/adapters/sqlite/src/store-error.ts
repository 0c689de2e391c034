import { NoteError } from '@notes/domain';

/** Primary result codes after which the same call may succeed later (https://www.sqlite.org/rescode.html). */
const passingCodes = new Set([
  5, // BUSY: another process writes
  6, // LOCKED
  7, // NOMEM
  10, // IOERR: the disk failed, and what became of a write is not known
  13, // FULL
  14, // CANTOPEN: out of file handles, or a disk that is away
  15, // PROTOCOL: too many others at once
]);

/** What a failed call means to the caller of the port: `unavailable` when the same call may succeed later, otherwise `internal`. */
export function storeError(cause: unknown): NoteError {
  return isPassing(cause)
    ? new NoteError('unavailable', 'The file of notes cannot be used now.', { cause })
    : new NoteError('internal', 'The file of notes refused the request.', { cause });
}

function isPassing(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  // The lower eight bits of an extended result code are the primary one.
  return passingCodes.has(Number(error.errcode) & 0xff);
}
