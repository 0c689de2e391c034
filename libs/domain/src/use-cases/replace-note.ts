import { type Note, type Revision, type UserId, noteId, noteText } from '../note/note.ts';
import type { Clock } from '../ports/clock.ts';
import type { NoteRepository } from '../ports/note-repository.ts';
import type { RevisionSource } from '../ports/revision-source.ts';

export interface ReplaceNoteInput {
  readonly noteId: string;
  readonly text: string;
  /** The state that the caller has seen; `*` replaces whatever is there. */
  readonly expected: Revision | '*';
}

/**
 * Replaces a note's text and returns the new state. Safe to retry with the same input.
 * @throws NoteError `invalid-request`, `note-too-large`, `note-not-found`, `version-mismatch`, `unavailable`, `internal`.
 */
export type ReplaceNote = (owner: UserId, input: ReplaceNoteInput) => Promise<Note>;

export function replaceNote(notes: NoteRepository, clock: Clock, revisions: RevisionSource): ReplaceNote {
  return async (owner, input) =>
    notes.replace(owner, noteId(input.noteId), {
      text: noteText(input.text),
      updatedAt: clock.now(),
      revision: revisions.next(),
      expected: input.expected,
    });
}
