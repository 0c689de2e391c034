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
import { SortedMap } from './sorted-map.ts';

interface StoredNote extends Note {
  /** The revision that the stored one replaced; a created note has none. */
  readonly predecessor?: Revision;
}

/**
 * A NoteRepository in this process's memory, for unit tests and for running on a laptop. It keeps the whole contract of the port:
 * notes go in and come out as copies, and each method is one step that no other call can come between.
 */
export class InMemoryNoteRepository implements NoteRepository {
  readonly #owners = new Map<UserId, SortedMap<StoredNote>>();
  #failure: 'unavailable' | 'internal' | undefined;

  /** @param notes what the repository holds from the beginning, see {@link seed}. */
  constructor(notes: Iterable<Note> = []) {
    this.seed(notes);
  }

  /** Puts notes in as they are, in place of those with the same owner and id. */
  seed(notes: Iterable<Note>): void {
    for (const note of notes) this.#write(toNote(note));
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
    const stored = this.#find(owner, id);
    if (!stored)
      return this.#write({ owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision });
    if (stored.text !== text) {
      throw new NoteError('note-exists', 'The owner has a note of that id with another text.');
    }
    return toNote(stored);
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    const stored = this.#find(owner, id);
    return stored && toNote(stored);
  }

  async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
    this.#assertWorking();
    // One more than asked for tells whether there is a further note.
    const found = this.#owners.get(owner)?.page(limit + 1, order, after) ?? [];
    const notes = found.slice(0, limit).map(toNote);
    const last = notes.at(-1);
    return { notes, ...(last && found.length > limit && { next: last.id }) };
  }

  async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
    const stored = this.#find(owner, id);
    if (!stored) throw new NoteError('note-not-found', 'The owner has no note of that id.');
    const { text, updatedAt, revision, expected } = replacement;
    const isReplay =
      stored.revision === revision || (stored.text === text && stored.predecessor === expected);
    if (isReplay) return toNote(stored);
    if (expected !== '*' && stored.revision !== expected) {
      throw new NoteError('version-mismatch', 'The note is not in the expected state.');
    }
    const version = stored.version + 1;
    return this.#write({ ...stored, text, updatedAt, revision, version, predecessor: stored.revision });
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
    const stored = this.#find(owner, id);
    if (stored && expected !== undefined && stored.revision !== expected) {
      throw new NoteError('version-mismatch', 'The note is not in the expected state.');
    }
    this.#owners.get(owner)?.delete(id);
  }

  #find(owner: UserId, id: NoteId): StoredNote | undefined {
    this.#assertWorking();
    return this.#owners.get(owner)?.get(id);
  }

  #write(stored: StoredNote): Note {
    const notes = this.#owners.get(stored.owner) ?? new SortedMap<StoredNote>();
    this.#owners.set(stored.owner, notes);
    notes.set(stored.id, stored);
    return toNote(stored);
  }

  #assertWorking(): void {
    if (this.#failure === undefined) return;
    const cause = new Error('InMemoryNoteRepository.failWith was called.');
    throw new NoteError(this.#failure, 'The notes in memory were told to fail.', { cause });
  }
}

/** A copy of what is stored, without what the port does not know. */
function toNote({ owner, id, text, createdAt, updatedAt, version, revision }: StoredNote): Note {
  return { owner, id, text, createdAt, updatedAt, version, revision };
}
