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

export interface StoredNote {
  readonly note: Note;
  readonly predecessor?: Revision;
}

/**
 * The simplest NoteRepository that keeps the contract: each method is one synchronous step. Broken adapters are made of it by replacing
 * one of its small parts, so every part is open to subclasses.
 */
export class SimpleNoteRepository implements NoteRepository {
  outage: Error | undefined;
  readonly damaged = new Set<string>();
  protected readonly stored = new Map<string, StoredNote>();

  async create(owner: UserId, note: NewNote): Promise<Note> {
    const existing = this.find(owner, note.id);
    if (existing) {
      if (!this.sameText(existing.note.text, note.text)) throw this.error('note-exists');
      return this.copy(existing.note);
    }
    return this.write(owner, {
      note: {
        owner,
        id: note.id,
        text: note.text,
        createdAt: note.createdAt,
        updatedAt: note.createdAt,
        version: 1,
        revision: note.revision,
      },
    });
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    const existing = this.find(owner, id);
    return existing && this.copy(existing.note);
  }

  async list(owner: UserId, page: PageRequest): Promise<NotePage> {
    this.assertAvailable();
    const rest = this.notesOf(owner)
      .sort((left, right) => this.compare(left.id, right.id, page.order))
      .filter(({ id }) => page.after === undefined || this.compare(id, page.after, page.order) > 0);
    const notes = rest.slice(0, page.limit);
    for (const { id } of notes) this.assertSound(owner, id);
    const last = notes.at(-1);
    return {
      notes: notes.map((note) => this.copy(note)),
      ...(last && rest.length > notes.length && { next: last.id }),
    };
  }

  async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
    const existing = this.find(owner, id);
    if (!existing) throw this.error('note-not-found');
    if (this.isReplay(existing, replacement)) return this.copy(existing.note);
    if (!this.isExpected(existing, replacement.expected)) throw this.error('version-mismatch');
    return this.write(owner, this.successor(existing, replacement));
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
    this.assertAvailable();
    const existing = this.stored.get(this.key(owner, id));
    if (existing && expected !== undefined && existing.note.revision !== expected) {
      throw this.error('version-mismatch');
    }
    this.remove(owner, id);
  }

  protected find(owner: UserId, id: NoteId): StoredNote | undefined {
    this.assertAvailable();
    this.assertSound(owner, id);
    return this.stored.get(this.key(owner, id));
  }

  protected write(owner: UserId, stored: StoredNote): Note {
    this.stored.set(this.key(owner, stored.note.id), stored);
    return this.copy(stored.note);
  }

  protected remove(owner: UserId, id: NoteId): void {
    this.stored.delete(this.key(owner, id));
    this.damaged.delete(this.key(owner, id));
  }

  protected successor({ note }: StoredNote, { text, updatedAt, revision }: Replacement): StoredNote {
    return {
      note: { ...note, text, updatedAt, revision, version: note.version + 1 },
      predecessor: note.revision,
    };
  }

  protected isReplay({ note, predecessor }: StoredNote, { revision, expected, text }: Replacement): boolean {
    return note.revision === revision || (predecessor === expected && this.sameText(note.text, text));
  }

  protected isExpected({ note }: StoredNote, expected: Replacement['expected']): boolean {
    return expected === '*' || note.revision === expected;
  }

  protected notesOf(owner: UserId): Note[] {
    return [...this.stored.values()].map(({ note }) => note).filter((note) => note.owner === owner);
  }

  protected compare(left: string, right: string, order: 'asc' | 'desc'): number {
    // Ids are ASCII, so code units are bytes.
    const ascending = left < right ? -1 : left > right ? 1 : 0;
    return order === 'asc' ? ascending : -ascending;
  }

  protected sameText(left: string, right: string): boolean {
    return left === right;
  }

  protected key(owner: UserId, id: NoteId): string {
    return JSON.stringify([owner, id]);
  }

  protected copy(note: Note): Note {
    return { ...note };
  }

  protected error(code: 'note-exists' | 'note-not-found' | 'version-mismatch'): NoteError {
    return new NoteError(code, `The simple repository says ${code}.`);
  }

  protected assertAvailable(): void {
    if (this.outage) throw new NoteError('unavailable', 'The store is down.', { cause: this.outage });
  }

  protected assertSound(owner: UserId, id: NoteId): void {
    if (this.damaged.has(this.key(owner, id))) throw new NoteError('internal', 'The stored note is damaged.');
  }

  /** Puts a note of no text in place of the owner's note. */
  plant(owner: UserId, id: NoteId): void {
    const note = { owner, id, text: '', createdAt: 0, updatedAt: 0, version: 0, revision: '' as Revision };
    this.stored.set(this.key(owner, id), { note });
    this.damaged.add(this.key(owner, id));
  }
}
