import type { Note, NoteId, NotePage, PageRequest, UserId } from '@notes/domain';
import { SimpleNoteRepository, type StoredNote } from '../simple-note-repository.ts';
import type { Fault } from './fault.ts';

/** Finds notes under another key. */
function keyedBy(key: (owner: UserId, id: NoteId) => string): Fault['repository'] {
  return class extends SimpleNoteRepository {
    protected override key(owner: UserId, id: NoteId): string {
      return key(owner, id);
    }
  };
}

export const isolationFaults: readonly Fault[] = [
  {
    fault: 'the owner is not part of the key',
    foundBy: "isolation: another owner's note answers exactly as a missing one",
    repository: keyedBy((_owner, id) => id),
  },
  {
    fault: 'owner and id are run together',
    foundBy: 'isolation: owner and note id are not run together',
    repository: keyedBy((owner, id) => `${owner}${id}`),
  },
  {
    fault: 'owner and id are joined with a character that both may have',
    foundBy: 'isolation: owner and note id are not run together',
    repository: keyedBy((owner, id) => `${owner}-${id}`),
  },
  {
    fault: 'owners are normalised',
    foundBy: 'isolation: every owner has a note of its own under the same id',
    repository: keyedBy((owner, id) => JSON.stringify([owner.normalize(), id])),
  },
  {
    fault: 'owners are trimmed',
    foundBy: 'isolation: every owner has a note of its own under the same id',
    repository: keyedBy((owner, id) => JSON.stringify([owner.trim(), id])),
  },
  {
    fault: 'owners are part of a path',
    foundBy: 'isolation: every owner has a note of its own under the same id',
    repository: keyedBy((owner, id) => new URL(`${encodeURI(owner)}/${id}`, 'file:///notes/').href),
  },
  {
    fault: 'long owners are cut',
    foundBy: 'isolation: every owner has a note of its own under the same id',
    repository: keyedBy((owner, id) => JSON.stringify([owner.slice(0, 2000), id])),
  },
  {
    fault: 'list shows the notes of owners whose id begins so',
    foundBy: 'isolation: list gives the notes of the owner only',
    repository: class extends SimpleNoteRepository {
      protected override notesOf(owner: UserId): Note[] {
        const notes = [...this.stored.values()].map(({ note }) => note);
        return notes.filter((note) => note.owner.startsWith(owner));
      }
    },
  },
  {
    fault: "another owner's notes take places on the page",
    foundBy: "isolation: another owner's notes do not move the pages",
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        const { notes, next } = await super.list(owner, page);
        const full = this.stored.size > 10 && next !== undefined;
        return full ? { notes: notes.slice(1), next } : { notes, ...(next && { next }) };
      }
    },
  },
  {
    fault: 'replace changes the note of every owner',
    foundBy: 'isolation: replace changes the note of the owner only',
    repository: class extends SimpleNoteRepository {
      protected override write(owner: UserId, { note, ...rest }: StoredNote): Note {
        for (const [key, other] of this.stored) {
          if (note.version > 1 && other.note.id === note.id) {
            this.stored.set(key, { ...other, note: { ...other.note, text: note.text } });
          }
        }
        return super.write(owner, { note, ...rest });
      }
    },
  },
  {
    fault: 'delete removes the note of every owner',
    foundBy: 'isolation: delete removes the note of the owner only',
    repository: class extends SimpleNoteRepository {
      protected override remove(_owner: UserId, id: NoteId): void {
        for (const { note } of this.stored.values()) if (note.id === id) super.remove(note.owner, id);
      }
    },
  },
];
