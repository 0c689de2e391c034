import { NoteError } from '../errors.ts';
import type { NoteId, UserId } from '../note/note.ts';
import type { NotePage, NoteRepository } from '../ports/note-repository.ts';

export const DEFAULT_PAGE_LIMIT = 20;
export const MAX_PAGE_LIMIT = 100;

export interface ListNotesInput {
  /** 1 to {@link MAX_PAGE_LIMIT}, default {@link DEFAULT_PAGE_LIMIT}. */
  readonly limit?: number;
  /** By note id; default `asc`. */
  readonly order?: 'asc' | 'desc';
  /** The `next` of the page before. */
  readonly after?: NoteId;
}

/**
 * One page of the owner's notes; see NoteRepository.list for what a page promises.
 * @throws NoteError `invalid-request`, `unavailable`, `internal`.
 */
export type ListNotes = (owner: UserId, input?: ListNotesInput) => Promise<NotePage>;

export function listNotes(notes: NoteRepository): ListNotes {
  return async (owner, { limit = DEFAULT_PAGE_LIMIT, order = 'asc', after } = {}) => {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE_LIMIT) {
      const detail = `must be a whole number from 1 to ${MAX_PAGE_LIMIT}`;
      throw new NoteError('invalid-request', 'The limit is not valid.', {
        violations: [{ field: 'limit', detail }],
      });
    }
    return notes.list(owner, { limit, order, ...(after !== undefined && { after }) });
  };
}
