import {
  type NewNote,
  type Note,
  NoteError,
  type NoteId,
  type NotePage,
  type NoteRepository,
  type PageRequest,
  type Replacement,
  type Revision,
  type UserId,
} from '@notes/domain';
import { SortedIds } from './sorted-ids.ts';

interface StoredNote {
  readonly note: Note;
  /** The revision that the stored one replaced; a created note has none. */
  readonly predecessor?: Revision;
}

/** One owner's notes, with their ids in order. */
class Partition {
  readonly byId = new Map<NoteId, StoredNote>();
  readonly ids = new SortedIds();
}

/**
 * A NoteRepository in this process's memory, for unit tests and for running on a laptop. It keeps the whole contract of the port:
 * notes go in and come out as copies, and each method is one step that no other call can come between.
 */
export class InMemoryNoteRepository implements NoteRepository {
  readonly #owners = new Map<UserId, Partition>();
  #failure: 'unavailable' | 'internal' | undefined;

  /** @param notes what the repository holds from the beginning, see {@link seed}. */
  constructor(notes: Iterable<Note> = []) {
    this.seed(notes);
  }

  /** Puts notes in as they are, in place of those with the same owner and id. */
  seed(notes: Iterable<Note>): void {
    for (const note of notes) this.#write({ note });
  }

  /** Forgets every note and any failure. */
  reset(): void {
    this.#owners.clear();
    this.#failure = undefined;
  }

  /** Makes every call from here on fail with this code and change nothing, until {@link recover} or {@link reset}. */
  failWith(code: 'unavailable' | 'internal'): void {
    this.#failure = code;
  }

  /** Ends what {@link failWith} began. The notes are still there. */
  recover(): void {
    this.#failure = undefined;
  }

  async create(owner: UserId, { id, text, createdAt, revision }: NewNote): Promise<Note> {
    const stored = this.#find(owner, id)?.note;
    if (stored === undefined) {
      return this.#write({
        note: { owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision },
      });
    }
    if (stored.text !== text) {
      throw new NoteError('note-exists', 'The owner has a note of that id with another text.');
    }
    return { ...stored };
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    const stored = this.#find(owner, id);
    return stored && { ...stored.note };
  }

  async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
    this.#assertWorking();
    const partition = this.#owners.get(owner);
    if (!partition) return { notes: [] };
    // One more than asked for tells whether there is a further note.
    const ids = partition.ids.page(limit + 1, order, after);
    const notes = ids.slice(0, limit).flatMap((id) => partition.byId.get(id)?.note ?? []);
    const last = notes.at(-1);
    return {
      notes: notes.map((note) => ({ ...note })),
      ...(last && ids.length > limit && { next: last.id }),
    };
  }

  async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
    const stored = this.#find(owner, id);
    if (!stored) throw new NoteError('note-not-found', 'The owner has no note of that id.');
    const { note, predecessor } = stored;
    const { text, updatedAt, revision, expected } = replacement;
    const isReplay = note.revision === revision || (note.text === text && predecessor === expected);
    if (isReplay) return { ...note };
    if (expected !== '*' && note.revision !== expected) {
      throw new NoteError('version-mismatch', 'The note is not in the expected state.');
    }
    const next = { ...note, text, updatedAt, revision, version: note.version + 1 };
    return this.#write({ note: next, predecessor: note.revision });
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
    const stored = this.#find(owner, id);
    if (stored && expected !== undefined && stored.note.revision !== expected) {
      throw new NoteError('version-mismatch', 'The note is not in the expected state.');
    }
    const partition = this.#owners.get(owner);
    if (partition?.byId.delete(id)) partition.ids.delete(id);
  }

  #find(owner: UserId, id: NoteId): StoredNote | undefined {
    this.#assertWorking();
    return this.#owners.get(owner)?.byId.get(id);
  }

  #write({ note, ...rest }: StoredNote): Note {
    const { owner, id } = note;
    const partition = this.#owners.get(owner) ?? new Partition();
    this.#owners.set(owner, partition);
    if (!partition.byId.has(id)) partition.ids.add(id);
    partition.byId.set(id, { note: { ...note }, ...rest });
    return { ...note };
  }

  #assertWorking(): void {
    if (this.#failure === undefined) return;
    const cause = new Error('InMemoryNoteRepository.failWith was called.');
    throw new NoteError(this.#failure, 'The notes in memory were told to fail.', { cause });
  }
}
