import type { DatabaseSync, StatementSync } from 'node:sqlite';
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
import { type StoredNote, parseRow } from './note-row.ts';
import { storeError } from './store-error.ts';

/** Before every note id and after every one, which are printable ASCII. */
const BEFORE_ALL = '';
const AFTER_ALL = '\u007f';

/**
 * Keeps notes in a SQLite file. Each write is a transaction that reads what is there, decides and writes, so that several processes can
 * share a file; SQLite compares ids as UTF-8 bytes (https://www.sqlite.org/datatype3.html#collation).
 *
 * Calls are synchronous and so hold up this process while the disk writes: right for a laptop or a small server, not for many writers.
 */
export class SqliteNoteRepository implements NoteRepository {
  readonly #database: DatabaseSync;
  readonly #select: StatementSync;
  readonly #selectPage: Readonly<Record<PageRequest['order'], StatementSync>>;
  readonly #upsert: StatementSync;
  readonly #delete: StatementSync;

  /** @param database opened by `openNotesDatabase`; not closed here */
  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#select = database.prepare('SELECT * FROM note WHERE owner = ? AND id = ?');
    this.#selectPage = {
      asc: database.prepare('SELECT * FROM note WHERE owner = ? AND id > ? ORDER BY id LIMIT ?'),
      desc: database.prepare('SELECT * FROM note WHERE owner = ? AND id < ? ORDER BY id DESC LIMIT ?'),
    };
    this.#upsert = database.prepare(
      `INSERT INTO note (owner, id, text, created_at, updated_at, version, revision, predecessor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (owner, id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at,
         version = excluded.version, revision = excluded.revision, predecessor = excluded.predecessor`,
    );
    this.#delete = database.prepare('DELETE FROM note WHERE owner = ? AND id = ?');
  }

  async create(owner: UserId, { id, text, createdAt, revision }: NewNote): Promise<Note> {
    return this.#transact(() => {
      const stored = this.#find(owner, id)?.note;
      if (stored === undefined) {
        return this.#write({
          note: { owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision },
        });
      }
      if (stored.text === text) return stored;
      throw new NoteError('note-exists', 'The owner has a note of that id with another text.');
    });
  }

  async get(owner: UserId, id: NoteId): Promise<Note | undefined> {
    return attempt(() => this.#find(owner, id)?.note);
  }

  async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
    return attempt(() => {
      const start = after ?? (order === 'asc' ? BEFORE_ALL : AFTER_ALL);
      // One more than asked for tells whether there is a further note.
      const found = this.#selectPage[order].all(owner, start, limit + 1);
      const notes = found.slice(0, limit).map((row) => parseRow(row).note);
      const last = notes.at(-1);
      return { notes, ...(last && found.length > limit && { next: last.id }) };
    });
  }

  async replace(owner: UserId, id: NoteId, replacement: Replacement): Promise<Note> {
    return this.#transact(() => {
      const stored = this.#find(owner, id);
      if (!stored) throw new NoteError('note-not-found', 'The owner has no note of that id.');
      const { note, predecessor } = stored;
      const { text, updatedAt, revision, expected } = replacement;
      const isReplay = note.revision === revision || (note.text === text && predecessor === expected);
      if (isReplay) return note;
      if (expected !== '*' && note.revision !== expected) throw mismatch();
      const next = { ...note, text, updatedAt, revision, version: note.version + 1 };
      return this.#write({ note: next, predecessor: note.revision });
    });
  }

  async delete(owner: UserId, id: NoteId, expected?: Revision): Promise<void> {
    this.#transact(() => {
      const row = expected === undefined ? undefined : this.#select.get(owner, id);
      if (row && row['revision'] !== expected) throw mismatch();
      this.#delete.run(owner, id);
    });
  }

  #find(owner: UserId, id: NoteId): StoredNote | undefined {
    const row = this.#select.get(owner, id);
    return row && parseRow(row);
  }

  #write({ note, predecessor }: StoredNote): Note {
    const { owner, id, text, createdAt, updatedAt, version, revision } = note;
    this.#upsert.run(owner, id, text, createdAt, updatedAt, version, revision, predecessor ?? null);
    return note;
  }

  #transact<Result>(work: () => Result): Result {
    return attempt(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#database.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite has rolled back by itself after some errors, such as a full disk.
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof NoteError ? error : storeError(error);
  }
}

function mismatch(): NoteError {
  return new NoteError('version-mismatch', 'The note is not in the expected state.');
}
