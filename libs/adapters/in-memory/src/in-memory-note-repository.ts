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

interface StoredNote {
  readonly note: Note;
  /** The revision that the stored one replaced; a created note has none. */
  readonly predecessor?: Revision;
}

/**
 * A NoteRepository in this process's memory, for unit tests and for running on a laptop. It keeps the whole contract of the port:
 * notes go in and come out as copies, and each method is one step that no other call can come between.
 */
export class InMemoryNoteRepository implements NoteRepository {
  readonly #owners = new Map<UserId, Map<NoteId, StoredNote>>();
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
    const direction = order === 'asc' ? 1 : -1;
    const rest = [...(this.#owners.get(owner)?.values() ?? [])]
      .map(({ note }) => note)
      .filter(({ id }) => after === undefined || byteOrder(id, after) * direction > 0)
      .sort((left, right) => byteOrder(left.id, right.id) * direction);
    const notes = rest.slice(0, limit).map((note) => ({ ...note }));
    const last = notes.at(-1);
    return { notes, ...(last && rest.length > limit && { next: last.id }) };
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
    this.#owners.get(owner)?.delete(id);
  }

  #find(owner: UserId, id: NoteId): StoredNote | undefined {
    this.#assertWorking();
    return this.#owners.get(owner)?.get(id);
  }

  #write({ note, ...rest }: StoredNote): Note {
    const notes = this.#owners.get(note.owner) ?? new Map<NoteId, StoredNote>();
    this.#owners.set(note.owner, notes);
    notes.set(note.id, { note: { ...note }, ...rest });
    return { ...note };
  }

  #assertWorking(): void {
    if (this.#failure === undefined) return;
    const cause = new Error('InMemoryNoteRepository.failWith was called.');
    throw new NoteError(this.#failure, 'The notes in memory were told to fail.', { cause });
  }
}

/** Note ids are ASCII, where code units and UTF-8 bytes are the same. */
function byteOrder(left: NoteId, right: NoteId): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
