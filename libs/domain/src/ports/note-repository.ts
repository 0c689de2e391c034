import type { Note, NoteId, Revision, UserId } from '../note/note.ts';

/** A note that is to be written for the first time. `version` is 1 and both times are equal. */
export interface NewNote {
  readonly id: NoteId;
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly revision: Revision;
}

/** A text that is to take the place of another. */
export interface Replacement {
  readonly text: string;
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number;
  /** The revision that this write will have. */
  readonly revision: Revision;
  /** The state that is to be replaced; `*` is whatever is there. */
  readonly expected: Revision | '*';
}

/** Which part of an owner's notes to list. */
export interface PageRequest {
  /** Most notes of the page, 1 to 100. */
  readonly limit: number;
  /** By note id, compared as UTF-8 bytes. */
  readonly order: 'asc' | 'desc';
  /** The page starts behind this id (in the direction of `order`), whether or not such a note exists. */
  readonly after?: NoteId;
}

export interface NotePage {
  readonly notes: readonly Note[];
  /** Give this as the next request's `after`. Absent when the owner has no further note; present does not prove that there is one. */
  readonly next?: NoteId;
}

/**
 * Keeps notes. Every method acts on one owner's notes only: another owner's notes never influence what it does or answers.
 *
 * What all methods share:
 * - Text is kept byte for byte.
 * - A read sees every write that was acknowledged before the read began.
 * - Writes of one note are atomic and happen one after another; of several writers that expect the same state exactly one wins.
 * - An acknowledged write is never lost. A write that failed with `unavailable` may or may not have happened: calling again with
 *   the same arguments is safe and settles it.
 * - Returned objects are the caller's own: changing them changes nothing in the store.
 *
 * Errors are NoteErrors. `unavailable`: throttled, timed out or unreachable, with the adapter's error as `cause`. `internal`: what is
 * stored is damaged or not a note, or the store refuses for good; a damaged note is never passed on.
 */
export interface NoteRepository {
  /**
   * Stores a note unless the owner already has one of that id, and returns what is stored. Never overwrites. Where the stored note has
   * the same text already (a retry, by the SDK or by the client) nothing is written and the stored note is returned.
   * @throws NoteError `note-exists` when the stored text is another.
   */
  create(owner: UserId, note: NewNote): Promise<Note>;

  /** The owner's note of that id; undefined when there is none. */
  get(owner: UserId, id: NoteId): Promise<Note | undefined>;

  /**
   * One page of the owner's notes, ordered by id. A page may be shorter than `limit`, even empty, while `next` is present. Going from
   * page to page returns every note that was there throughout exactly once, whatever is written or deleted in between.
   */
  list(owner: UserId, page: PageRequest): Promise<NotePage>;

  /**
   * Replaces the text of a note in the expected state and returns the new state: `version` one higher, `createdAt` kept. A replayed
   * call is recognised and returns the stored note without writing: the stored revision is the one to be written, or the stored note
   * has the same text and its predecessor is the expected revision.
   * @throws NoteError `note-not-found` when there is none; `version-mismatch` when it is in another state.
   */
  replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note>;

  /**
   * Deletes the note, if it is there. With `expected`, deletes that state only, so that a retried delete never removes a note created
   * again since. Deleting what is not there succeeds.
   * @throws NoteError `version-mismatch` when `expected` names another state than the stored one.
   */
  delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void>;
}
