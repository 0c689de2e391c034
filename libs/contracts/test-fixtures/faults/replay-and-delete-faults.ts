import type { NewNote, Note, NoteId, Replacement, Revision, UserId } from '@notes/domain';
import { SimpleNoteRepository, type StoredNote } from '../simple-note-repository.ts';
import type { Fault } from './fault.ts';

const replayFaults: readonly Fault[] = [
  {
    fault: 'a replay is a mismatch',
    foundBy: 'replay: the same replace with the same revision returns the stored note and writes nothing',
    repository: class extends SimpleNoteRepository {
      protected override isReplay(): boolean {
        return false;
      }
    },
  },
  {
    fault: 'a replay with * counts twice',
    foundBy: 'replay: the same replace with * and the same revision counts once',
    repository: class extends SimpleNoteRepository {
      protected override isReplay(stored: StoredNote, replacement: Replacement): boolean {
        return replacement.expected !== '*' && super.isReplay(stored, replacement);
      }
    },
  },
  {
    fault: "a client's retry is not known by its predecessor",
    foundBy: 'replay: the same text from the same predecessor with a new revision writes nothing',
    repository: class extends SimpleNoteRepository {
      protected override isReplay({ note }: StoredNote, { revision }: Replacement): boolean {
        return note.revision === revision;
      }
    },
  },
  {
    fault: 'a replay is not known by its revision',
    foundBy: 'races: the same replace sent many times at once counts once',
    repository: class extends SimpleNoteRepository {
      protected override isReplay(
        { note, predecessor }: StoredNote,
        { expected, text }: Replacement,
      ): boolean {
        return predecessor === expected && note.text === text;
      }
    },
  },
  {
    fault: 'the same text is a replay from whatever state',
    foundBy: 'replay: the stored text from a stale state that is not the predecessor is version-mismatch',
    repository: class extends SimpleNoteRepository {
      protected override isReplay(stored: StoredNote, replacement: Replacement): boolean {
        const { note, predecessor } = stored;
        return (
          super.isReplay(stored, replacement) || (predecessor !== undefined && note.text === replacement.text)
        );
      }
    },
  },
  {
    fault: 'the text of a note just created is a replay',
    foundBy: 'replay: the first text of a created note has no predecessor',
    repository: class extends SimpleNoteRepository {
      protected override isReplay(stored: StoredNote, replacement: Replacement): boolean {
        const { note, predecessor } = stored;
        return (
          super.isReplay(stored, replacement) || (predecessor === undefined && note.text === replacement.text)
        );
      }
    },
  },
  {
    fault: 'the same predecessor is a replay whatever the text',
    foundBy: 'replay: another text from the same predecessor is version-mismatch',
    repository: class extends SimpleNoteRepository {
      protected override sameText(): boolean {
        return true;
      }
    },
  },
  {
    fault: 'a replace with * has no predecessor',
    foundBy: 'replay: the predecessor of a replace with * is the state that it replaced',
    repository: class extends SimpleNoteRepository {
      protected override successor(stored: StoredNote, replacement: Replacement): StoredNote {
        const { note, ...rest } = super.successor(stored, replacement);
        return replacement.expected === '*' ? { note } : { note, ...rest };
      }
    },
  },
  {
    fault: 'every revision ever written is a replay',
    foundBy: 'replay: after somebody else wrote since is version-mismatch',
    repository: class extends SimpleNoteRepository {
      readonly #written = new Set<string>();
      protected override isReplay(stored: StoredNote, replacement: Replacement): boolean {
        return this.#written.has(replacement.revision) || super.isReplay(stored, replacement);
      }
      protected override write(owner: UserId, stored: StoredNote): Note {
        this.#written.add(stored.note.revision);
        return super.write(owner, stored);
      }
    },
  },
  {
    fault: 'a deleted note leaves its predecessor to the next of its id',
    foundBy: 'replay: a note created again has forgotten the predecessor of the deleted one',
    repository: class extends SimpleNoteRepository {
      readonly #predecessors = new Map<string, Revision>();
      protected override write(owner: UserId, { note, ...rest }: StoredNote): Note {
        const key = this.key(owner, note.id);
        const predecessor = rest.predecessor ?? this.#predecessors.get(key);
        if (predecessor === undefined) return super.write(owner, { note });
        this.#predecessors.set(key, predecessor);
        return super.write(owner, { note, predecessor });
      }
    },
  },
  {
    fault: 'the revision of a note is counted, so it repeats',
    foundBy: 'replace: a revision from before the note was deleted and created again is version-mismatch',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        return super.create(owner, { ...note, revision: '1' as Revision });
      }
    },
  },
];

const deleteFaults: readonly Fault[] = [
  {
    fault: 'delete does nothing',
    foundBy: 'delete: removes the note',
    repository: class extends SimpleNoteRepository {
      protected override remove(): void {}
    },
  },
  {
    fault: 'delete ignores the expected state',
    foundBy: 'delete: a retry never removes a note created again since',
    repository: class extends SimpleNoteRepository {
      override async delete(owner: UserId, id: NoteId): Promise<void> {
        return super.delete(owner, id);
      }
    },
  },
  {
    fault: 'delete takes the predecessor for the state',
    foundBy: 'delete: of the predecessor is version-mismatch and leaves the note',
    repository: class extends SimpleNoteRepository {
      override async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
        const stored = this.find(owner, id);
        return super.delete(owner, id, stored?.predecessor === expected ? undefined : expected);
      }
    },
  },
  {
    fault: 'delete of a missing note fails',
    foundBy: 'delete: of what is not there succeeds',
    repository: class extends SimpleNoteRepository {
      override async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
        if (!this.find(owner, id)) throw this.error('note-not-found');
        return super.delete(owner, id, expected);
      }
    },
  },
  {
    fault: 'a conditional delete of a missing note fails',
    foundBy: 'delete: of a state that is not there succeeds when there is no note',
    repository: class extends SimpleNoteRepository {
      override async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
        if (expected !== undefined && !this.find(owner, id)) throw this.error('version-mismatch');
        return super.delete(owner, id, expected);
      }
    },
  },
  {
    fault: 'a mismatched delete is silently ignored',
    foundBy: 'delete: of another state than the stored one is version-mismatch and leaves the note',
    repository: class extends SimpleNoteRepository {
      override async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
        const stored = this.find(owner, id);
        if (stored && expected !== undefined && stored.note.revision !== expected) return;
        return super.delete(owner, id, expected);
      }
    },
  },
  {
    fault: 'delete removes every note whose id begins so',
    foundBy: 'delete: leaves the notes of similar ids',
    repository: class extends SimpleNoteRepository {
      protected override remove(owner: UserId, id: NoteId): void {
        for (const note of this.notesOf(owner)) if (note.id.startsWith(id)) super.remove(owner, note.id);
      }
    },
  },
];

export const replayAndDeleteFaults: readonly Fault[] = [...replayFaults, ...deleteFaults];
