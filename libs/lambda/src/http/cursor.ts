import { hash } from 'node:crypto';
import { type NoteId, type UserId, noteId } from '@notes/domain';
import { type RequestError, invalid } from './problem-error.ts';

type Order = 'asc' | 'desc';

/**
 * Where the next page starts, as an opaque text. It holds a position only: the partition is always the caller's. The owner's mark makes a
 * cursor of another user an error rather than a surprise; it is no secret and needs none.
 */
export function encodeCursor(owner: UserId, order: Order, after: NoteId): string {
  return Buffer.from([order, ownerMark(owner), after].join(' ')).toString('base64url');
}

/** @throws RequestError `invalid-request` for a cursor that was not made for this owner and order. */
export function decodeCursor(owner: UserId, order: Order, cursor: string): NoteId {
  const parts = Buffer.from(cursor, 'base64url').toString().split(' ');
  const [madeForOrder, madeForOwner, after] = parts;
  if (after === undefined || parts.length > 3 || !isCanonical(cursor)) throw foreign();
  if (madeForOwner !== ownerMark(owner)) throw invalid('#/query/cursor', 'was made for another user');
  if (madeForOrder !== order) throw invalid('#/query/cursor', 'was made for another order');
  try {
    return noteId(after);
  } catch {
    // It would name the member of a body, which a list does not have.
    throw foreign();
  }
}

function foreign(): RequestError {
  return invalid('#/query/cursor', 'is not a cursor that this API made');
}

function ownerMark(owner: UserId): string {
  return hash('sha256', owner, 'base64url').slice(0, 16);
}

function isCanonical(cursor: string): boolean {
  return Buffer.from(cursor, 'base64url').toString('base64url') === cursor;
}
