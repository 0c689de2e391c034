import { type Revision, type UserId, noteId } from '../note/note.ts';
import type { NoteRepository } from '../ports/note-repository.ts';

export interface DeleteNoteInput {
  readonly noteId: string;
  /** Delete this state only. */
  readonly expected?: Revision;
}

/**
 * Deletes a note, whether or not it is there. Safe to retry.
 * @throws NoteError `invalid-request`, `version-mismatch`, `unavailable`, `internal`.
 */
export type DeleteNote = (owner: UserId, input: DeleteNoteInput) => Promise<void>;

export function deleteNote(notes: NoteRepository): DeleteNote {
  return async (owner, input) => notes.delete(owner, noteId(input.noteId), input.expected);
}
