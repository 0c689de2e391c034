import {
  type NewNote,
  type Note,
  NoteError,
  type NoteId,
  type NotePage,
  type PageRequest,
  type Replacement,
  type UserId,
} from '@notes/domain';
import { SimpleNoteRepository } from '../simple-note-repository.ts';
import type { Fault } from './fault.ts';

export const errorFaults: readonly Fault[] = [
  {
    fault: 'an outage looks like a missing note',
    foundBy: 'errors: get during an outage is unavailable, with the cause',
    repository: class extends SimpleNoteRepository {
      override async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
        return this.outage ? undefined : super.get(owner, id);
      }
    },
  },
  {
    fault: 'an outage looks like an owner without notes',
    foundBy: 'errors: list during an outage is unavailable, with the cause',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        return this.outage ? { notes: [] } : super.list(owner, page);
      }
    },
  },
  {
    fault: 'an outage is internal',
    foundBy: 'errors: create during an outage is unavailable, with the cause',
    repository: class extends SimpleNoteRepository {
      protected override assertAvailable(): void {
        if (this.outage) throw new NoteError('internal', 'Something failed.', { cause: this.outage });
      }
    },
  },
  {
    fault: 'an outage has no cause',
    foundBy: 'errors: replace during an outage is unavailable, with the cause',
    repository: class extends SimpleNoteRepository {
      protected override assertAvailable(): void {
        if (this.outage) throw new NoteError('unavailable', 'Something failed.');
      }
    },
  },
  {
    fault: "the store's own error comes through",
    foundBy: 'errors: delete during an outage is unavailable, with the cause',
    repository: class extends SimpleNoteRepository {
      protected override assertAvailable(): void {
        if (this.outage) throw this.outage;
      }
    },
  },
  {
    fault: 'an outage empties the store',
    foundBy: 'errors: after an outage the store holds what was acknowledged before',
    repository: class extends SimpleNoteRepository {
      protected override assertAvailable(): void {
        if (this.outage) this.stored.clear();
        super.assertAvailable();
      }
    },
  },
  {
    fault: 'get passes a damaged note on',
    foundBy: 'errors: get of a damaged note is internal',
    repository: class extends SimpleNoteRepository {
      override async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
        return this.stored.get(this.key(owner, id))?.note;
      }
    },
  },
  {
    fault: 'list leaves a damaged note out',
    foundBy: 'errors: list of a damaged note is internal',
    repository: class extends SimpleNoteRepository {
      protected override notesOf(owner: UserId): Note[] {
        return super.notesOf(owner).filter(({ id }) => !this.damaged.has(this.key(owner, id)));
      }
    },
  },
  {
    fault: 'create writes over a damaged note',
    foundBy: 'errors: create of a damaged note is internal',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        if (this.damaged.has(this.key(owner, note.id))) this.remove(owner, note.id);
        return super.create(owner, note);
      }
    },
  },
  {
    fault: 'replace counts on from a damaged note',
    foundBy: 'errors: replace with * of a damaged note is internal',
    repository: class extends SimpleNoteRepository {
      override async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
        this.damaged.delete(this.key(owner, id));
        return super.replace(owner, id, replacement);
      }
    },
  },
  {
    fault: 'one damaged note hides all others',
    foundBy: 'errors: a damaged note does not hide the others of its owner',
    repository: class extends SimpleNoteRepository {
      protected override assertSound(): void {
        if (this.damaged.size > 0) throw new NoteError('internal', 'A stored note is damaged.');
      }
    },
  },
];
