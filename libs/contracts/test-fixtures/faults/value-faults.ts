import type { NewNote, Note, NoteId, Replacement, UserId } from '@notes/domain';
import { SimpleNoteRepository, type StoredNote } from '../simple-note-repository.ts';
import type { Fault } from './fault.ts';

/** Keeps something else than the text that it was given. */
function rewriting(rewrite: (text: string) => string): Fault['repository'] {
  return class extends SimpleNoteRepository {
    protected override write(owner: UserId, { note, ...rest }: StoredNote): Note {
      return super.write(owner, { note: { ...note, text: rewrite(note.text) }, ...rest });
    }
  };
}

const textFaults: readonly Fault[] = [
  {
    fault: 'text is normalised',
    foundBy: 'text: keeps decomposed characters (NFD) byte for byte',
    repository: rewriting((text) => text.normalize('NFC')),
  },
  {
    fault: 'text is decomposed',
    foundBy: 'text: keeps composed characters (NFC) byte for byte',
    repository: rewriting((text) => text.normalize('NFD')),
  },
  {
    fault: 'text is cut at 64 KiB',
    foundBy: 'text: keeps 256 KiB of ASCII byte for byte',
    repository: rewriting((text) => text.slice(0, 65_536)),
  },
  {
    fault: 'text is cut by bytes',
    foundBy: 'text: keeps 256 KiB of characters of three bytes byte for byte',
    repository: rewriting((text) => Buffer.from(text).subarray(0, 262_142).toString()),
  },
  {
    fault: 'text is trimmed',
    foundBy: 'text: keeps white space around byte for byte',
    repository: rewriting((text) => text.trim() || text),
  },
  {
    fault: 'text ends at a NUL',
    foundBy: 'text: keeps NUL and other control characters byte for byte',
    repository: rewriting((text) => text.split('\u0000', 1).join('')),
  },
  {
    fault: 'line endings are unified',
    foundBy: 'text: keeps every line ending byte for byte',
    repository: rewriting((text) => text.replaceAll('\r\n', '\n')),
  },
  {
    fault: 'a byte order mark is dropped',
    foundBy: 'text: keeps a byte order mark byte for byte',
    repository: rewriting((text) => new TextDecoder().decode(Buffer.from(text))),
  },
  {
    fault: 'characters beyond the basic plane are lost',
    foundBy: 'text: keeps emoji beyond the basic plane byte for byte',
    repository: rewriting((text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd')),
  },
];

const otherFaults: readonly Fault[] = [
  {
    fault: 'times are kept in seconds',
    foundBy: 'values: times are kept to the millisecond',
    repository: class extends SimpleNoteRepository {
      protected override write(owner: UserId, { note, ...rest }: StoredNote): Note {
        const updatedAt = Math.floor(note.updatedAt / 1000) * 1000;
        return super.write(owner, { note: { ...note, updatedAt }, ...rest });
      }
    },
  },
  {
    fault: 'ids are compared in lower case',
    foundBy: 'values: ids that differ in case are different notes',
    repository: class extends SimpleNoteRepository {
      protected override key(owner: UserId, id: NoteId): string {
        return super.key(owner, id.toLowerCase() as NoteId);
      }
    },
  },
  {
    fault: 'returned notes are shared with the store',
    foundBy: "values: returned notes are the caller's own",
    repository: class extends SimpleNoteRepository {
      protected override copy(note: Note): Note {
        return note;
      }
    },
  },
  {
    fault: "the caller's object is stored",
    foundBy: 'values: what the caller gave may be changed afterwards',
    repository: class extends SimpleNoteRepository {
      override async create(owner: UserId, note: NewNote): Promise<Note> {
        const { createdAt: updatedAt } = note;
        if (this.find(owner, note.id)) return super.create(owner, note);
        return this.write(owner, { note: Object.assign(note, { owner, updatedAt, version: 1 }) });
      }
    },
  },
  {
    fault: 'a replaced note is changed in place',
    foundBy: 'values: a note read before a write does not change with it',
    repository: class extends SimpleNoteRepository {
      protected override copy(note: Note): Note {
        return note;
      }
      protected override successor(stored: StoredNote, replacement: Replacement): StoredNote {
        const { note, ...rest } = super.successor(stored, replacement);
        return { note: Object.assign(stored.note, note), ...rest };
      }
    },
  },
  {
    fault: 'reads come from a cache',
    foundBy: 'values: every read sees the write before it',
    repository: class extends SimpleNoteRepository {
      readonly #cache = new Map<string, Note>();
      override async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
        const key = this.key(owner, id);
        const note = this.#cache.get(key) ?? (await super.get(owner, id));
        if (note) this.#cache.set(key, note);
        return note;
      }
    },
  },
  {
    fault: 'a missing note is null',
    foundBy: 'values: a missing note is undefined',
    repository: class extends SimpleNoteRepository {
      override async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
        return (await super.get(owner, id)) ?? (null as unknown as undefined);
      }
    },
  },
  {
    fault: 'notes are members of a plain object',
    foundBy: 'list: names of object members are ordinary ids',
    repository: class extends SimpleNoteRepository {
      readonly #members: Record<string, Note> = {};
      override async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
        const note = await super.get(owner, id);
        if (note) this.#members[id] = note;
        return this.#members[id];
      }
    },
  },
];

export const valueFaults: readonly Fault[] = [...textFaults, ...otherFaults];
