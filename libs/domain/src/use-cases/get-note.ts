import { NoteError } from '../errors.ts';
import { type Note, type UserId, noteId } from '../note/note.ts';
import type { NoteRepository } from '../ports/note-repository.ts';

/**
 * The owner's note of that id.
 * @throws NoteError `invalid-request`, `note-not-found` (also for another owner's note), `unavailable`, `internal`.
 */
export type GetNote = (owner: UserId, id: string) => Promise<Note>;

export function getNote(notes: NoteRepository): GetNote {
  return async (owner, id) => {
    const note = await notes.get(owner, noteId(id));
    if (!note) throw new NoteError('note-not-found', 'The owner has no note of that id.');
    return note;
  };
}
