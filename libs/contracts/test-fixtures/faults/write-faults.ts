import type { NewNote, Note, NoteId, Replacement, Revision, UserId } from '@notes/domain';
import { SimpleNoteRepository, type StoredNote } from '../simple-note-repository.ts';
import type { Fault } from './fault.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const writeFaults: readonly Fault[] = [
  {
    fault: 'create overwrites',
    foundBy: 'create: never overwrites a note that has another text',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        if (this.find(owner, note.id)?.note.text !== note.text) this.remove(owner, note.id);
        return super.create(owner, note);
      }
    },
  },
  {
    fault: 'create writes on a replay',
    foundBy: 'create: a replay with the same revision returns the stored note and writes nothing',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        if (this.find(owner, note.id)?.note.revision === note.revision) this.remove(owner, note.id);
        return super.create(owner, note);
      }
    },
  },
  {
    fault: 'create takes the same text with a new revision for a new note',
    foundBy: 'create: the same text with a new revision returns the stored note and writes nothing',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        if (this.find(owner, note.id)?.note.text === note.text) this.remove(owner, note.id);
        return super.create(owner, note);
      }
    },
  },
  {
    fault: 'create refuses every existing note, a replay too',
    foundBy: 'create: a replay with the same revision returns the stored note and writes nothing',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        if (this.find(owner, note.id)) throw this.error('note-exists');
        return super.create(owner, note);
      }
    },
  },
  {
    fault: 'create compares texts by their looks',
    foundBy: 'create: texts that only look alike are different texts',
    repository: class extends SimpleNoteRepository {
      protected override sameText(left: string, right: string): boolean {
        return left.localeCompare(right, 'en', { sensitivity: 'base' }) === 0;
      }
    },
  },
  {
    fault: 'create returns what it was given instead of what is stored',
    foundBy: 'create: the text of a replaced note again returns the replaced note and writes nothing',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        return { ...(await super.create(owner, note)), version: 1, revision: note.revision };
      }
    },
  },
  {
    fault: 'create answers without storing',
    foundBy: 'create: stores what it returned',
    repository: class extends SimpleNoteRepository {
      protected override write(owner: UserId, stored: StoredNote): Note {
        return stored.predecessor === undefined ? this.copy(stored.note) : super.write(owner, stored);
      }
    },
  },
  {
    fault: 'create goes on counting where the deleted note ended',
    foundBy: 'create: after a delete makes a new note',
    repository: class extends SimpleNoteRepository {
      readonly #versions = new Map<string, number>();
      protected override write(owner: UserId, { note, ...rest }: StoredNote): Note {
        const key = this.key(owner, note.id);
        const version = (this.#versions.get(key) ?? 0) + 1;
        this.#versions.set(key, version);
        return super.write(owner, { note: { ...note, version }, ...rest });
      }
    },
  },
  {
    fault: 'create looks first and writes later',
    foundBy: 'races: of many creates with different texts exactly one wins, the others get note-exists',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        if (this.find(owner, note.id)) return super.create(owner, note);
        await nextTurn();
        this.remove(owner, note.id);
        return super.create(owner, note);
      }
    },
  },
  {
    fault: 'create is acknowledged before a delete that began earlier has ended',
    foundBy: 'races: a create beside a delete of the old note is refused or kept, never lost',
    repository: class extends SimpleNoteRepository {
      override async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
        await super.delete(owner, id, expected);
        await nextTurn();
        this.remove(owner, id);
      }
    },
  },
  {
    fault: 'replace ignores the expected state',
    foundBy: 'replace: of another state than the expected one is version-mismatch and changes nothing',
    repository: class extends SimpleNoteRepository {
      protected override isExpected(): boolean {
        return true;
      }
    },
  },
  {
    fault: 'replace forgets to count',
    foundBy: 'replace: takes text, time and revision, counts the version and keeps createdAt',
    repository: class extends SimpleNoteRepository {
      protected override successor(stored: StoredNote, replacement: Replacement): StoredNote {
        const { note, ...rest } = super.successor(stored, replacement);
        return { note: { ...note, version: stored.note.version }, ...rest };
      }
    },
  },
  {
    fault: 'replace resets createdAt',
    foundBy: 'replace: takes text, time and revision, counts the version and keeps createdAt',
    repository: class extends SimpleNoteRepository {
      protected override successor(stored: StoredNote, replacement: Replacement): StoredNote {
        const { note, ...rest } = super.successor(stored, replacement);
        return { note: { ...note, createdAt: replacement.updatedAt }, ...rest };
      }
    },
  },
  {
    fault: 'replace keeps the revision',
    foundBy: 'replace: takes text, time and revision, counts the version and keeps createdAt',
    repository: class extends SimpleNoteRepository {
      protected override successor(stored: StoredNote, replacement: Replacement): StoredNote {
        return super.successor(stored, { ...replacement, revision: stored.note.revision });
      }
    },
  },
  {
    fault: 'replace answers without storing',
    foundBy: 'replace: stores what it returned',
    repository: class extends SimpleNoteRepository {
      protected override write(owner: UserId, stored: StoredNote): Note {
        return stored.predecessor === undefined ? super.write(owner, stored) : this.copy(stored.note);
      }
    },
  },
  {
    fault: 'replace creates what is missing',
    foundBy: 'replace: of a missing note is note-not-found and creates nothing',
    repository: class extends SimpleNoteRepository {
      override async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
        const { text, updatedAt: createdAt, revision } = replacement;
        if (!this.find(owner, id)) return super.create(owner, { id, text, createdAt, revision });
        return super.replace(owner, id, replacement);
      }
    },
  },
  {
    fault: 'replace looks first and writes later',
    foundBy: 'races: of many replaces of the same state exactly one wins, the others get version-mismatch',
    repository: class extends SimpleNoteRepository {
      override async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
        const seen = this.find(owner, id);
        if (!seen || !this.isExpected(seen, replacement.expected))
          return super.replace(owner, id, replacement);
        await nextTurn();
        return this.write(owner, this.successor(seen, replacement));
      }
    },
  },
  {
    fault: 'replace brings back what was deleted since it looked',
    foundBy: 'races: a replace never brings back what a delete removed',
    repository: class extends SimpleNoteRepository {
      override async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
        const seen = this.find(owner, id);
        await nextTurn();
        if (seen && !this.find(owner, id)) return this.write(owner, this.successor(seen, replacement));
        return super.replace(owner, id, replacement);
      }
    },
  },
  {
    fault: 'replace loses a turn when many write at once',
    foundBy: 'races: many replaces with * all count, one after another',
    repository: class extends SimpleNoteRepository {
      override async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
        const seen = this.find(owner, id);
        if (!seen || replacement.expected !== '*') return super.replace(owner, id, replacement);
        if (this.isReplay(seen, replacement)) return super.replace(owner, id, replacement);
        await nextTurn();
        return this.write(owner, this.successor(seen, replacement));
      }
    },
  },
];
