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

interface Stored {
  readonly note: Note;
  /** The revision that this state replaced. */
  readonly predecessor?: Revision;
}

/** What a team might write in an afternoon: notes in a Map. */
export class ToyNoteRepository implements NoteRepository {
  readonly #owners = new Map<UserId, Map<NoteId, Stored>>();

  async create(owner: UserId, { id, text, createdAt, revision }: NewNote): Promise<Note> {
    const stored = this.#notes(owner).get(id)?.note;
    if (stored) return this.recreated(stored, text);
    const note = { owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision };
    this.#notes(owner).set(id, { note });
    return { ...note };
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    const stored = this.#notes(owner).get(id);
    return stored && { ...stored.note };
  }

  async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
    const ids = [...this.#notes(owner).keys()].sort();
    if (order === 'desc') ids.reverse();
    const rest = ids.filter((id) => after === undefined || (order === 'asc' ? id > after : id < after));
    const page = rest.slice(0, limit);
    const notes = page.flatMap((id) => this.#notes(owner).get(id) ?? []).map(({ note }) => ({ ...note }));
    const next = page.at(-1);
    return { notes, ...(rest.length > limit && next !== undefined && { next }) };
  }

  async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
    const { text, updatedAt, revision, expected } = replacement;
    const stored = this.#notes(owner).get(id);
    if (!stored) throw new NoteError('note-not-found', 'The owner has no note of that id.');
    const { note, predecessor } = stored;
    if (note.revision === revision || (note.text === text && predecessor === expected)) return { ...note };
    if (expected !== '*' && expected !== note.revision) throw changed();
    const next = { ...note, text, updatedAt, revision, version: note.version + 1 };
    this.#notes(owner).set(id, { note: next, predecessor: note.revision });
    return { ...next };
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
    const stored = this.#notes(owner).get(id)?.note;
    if (stored && expected !== undefined && stored.revision !== expected) throw changed();
    this.#notes(owner).delete(id);
  }

  /** What is answered for a note that is there already. */
  protected recreated(stored: Note, text: string): Note {
    if (stored.text !== text) throw new NoteError('note-exists', 'The owner has another note of that id.');
    return { ...stored };
  }

  #notes(owner: UserId): Map<NoteId, Stored> {
    const notes = this.#owners.get(owner) ?? new Map<NoteId, Stored>();
    this.#owners.set(owner, notes);
    return notes;
  }
}

/** Says that it created a note where there is another. */
export class CarelessNoteRepository extends ToyNoteRepository {
  protected override recreated(stored: Note, text: string): Note {
    return { ...stored, text };
  }
}

function changed(): NoteError {
  return new NoteError('version-mismatch', 'The note is not in the expected state.');
}
