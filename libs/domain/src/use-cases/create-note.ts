import { type Note, type UserId, noteId, noteText } from '../note/note.ts';
import type { Clock } from '../ports/clock.ts';
import type { NoteRepository } from '../ports/note-repository.ts';
import type { RevisionSource } from '../ports/revision-source.ts';

/**
 * Creates a note of the owner's and returns it. Safe to retry: the same id with the same text returns what is stored.
 * @throws NoteError `invalid-request`, `note-too-large`, `note-exists` (other text under that id), `unavailable`, `internal`.
 */
export type CreateNote = (
  owner: UserId,
  input: { readonly noteId: string; readonly text: string },
) => Promise<Note>;

export function createNote(notes: NoteRepository, clock: Clock, revisions: RevisionSource): CreateNote {
  return async (owner, input) =>
    notes.create(owner, {
      id: noteId(input.noteId),
      text: noteText(input.text),
      createdAt: clock.now(),
      revision: revisions.next(),
    });
}
