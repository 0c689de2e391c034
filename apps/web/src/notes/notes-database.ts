import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, deleteDB, openDB } from 'idb';
import type { NoteRecord } from './note-record.ts';
import { toNotesStoreError } from './notes-store-error.ts';

interface Schema extends DBSchema {
  notes: { key: string; value: NoteRecord };
  facts: { key: 'listed'; value: boolean };
}

/** What a note was and has become. */
export interface Replaced {
  readonly noteid: string;
  readonly record: NoteRecord | undefined;
}

/** Note ids between `from` and `below`; without a bound, to the end on that side. */
export interface IdRange {
  readonly from?: string | undefined;
  readonly below?: string | undefined;
}

/**
 * The records of one user in IndexedDB. A promise that resolves means that the change is on the disk, not merely with the operating system.
 *
 * @throws NotesStoreError from every method
 */
export class NotesDatabase {
  readonly #database: IDBPDatabase<Schema>;
  readonly #name: string;

  private constructor(name: string, database: IDBPDatabase<Schema>) {
    this.#name = name;
    this.#database = database;
  }

  /** @param onLost called when another tab deletes the database, or the browser closes it */
  static async open(name: string, onLost: () => void): Promise<NotesDatabase> {
    const database = await settling(() =>
      openDB<Schema>(name, 1, {
        upgrade(fresh) {
          fresh.createObjectStore('notes', { keyPath: 'noteid' });
          fresh.createObjectStore('facts');
        },
        blocking: (_current, _next, event) => {
          (event.target as IDBDatabase).close();
          onLost();
        },
        terminated: onLost,
      }),
    );
    return new NotesDatabase(name, database);
  }

  async all(): Promise<NoteRecord[]> {
    return settling(() => this.#database.getAll('notes'));
  }

  async get(noteid: string): Promise<NoteRecord | undefined> {
    return settling(() => this.#database.get('notes', noteid));
  }

  async wasListed(): Promise<boolean> {
    return settling(async () => (await this.#database.get('facts', 'listed')) === true);
  }

  /**
   * Changes a note, and adds others, as one.
   *
   * @param change told what the note is now; undefined deletes it
   * @returns what was written; nothing where the note stays as it was
   */
  async change(
    noteid: string,
    change: (record: NoteRecord | undefined) => readonly Replaced[],
  ): Promise<readonly Replaced[]> {
    return this.#write(async (notes) => change(await notes.get(noteid)));
  }

  /**
   * Takes a page of a list in.
   *
   * @param range what the page spans
   * @param take told of each note on this device in that range, by id
   */
  async takePage(
    range: IdRange,
    take: (known: ReadonlyMap<string, NoteRecord>) => readonly Replaced[],
  ): Promise<readonly Replaced[]> {
    return this.#write(async (notes, facts) => {
      const known = await notes.getAll(keyRange(range));
      await facts.put(true, 'listed');
      return take(new Map(known.map((record) => [record.noteid, record])));
    });
  }

  async #write(
    decide: (notes: Table<'notes'>, facts: Table<'facts'>) => Promise<readonly Replaced[]>,
  ): Promise<readonly Replaced[]> {
    return settling(async () => {
      const stores: ('notes' | 'facts')[] = ['notes', 'facts'];
      const transaction = this.#database.transaction(stores, 'readwrite', { durability: 'strict' });
      const notes = transaction.objectStore('notes');
      const work = async () => {
        const replaced = await decide(notes, transaction.objectStore('facts'));
        for (const { noteid, record } of replaced) {
          await (record ? notes.put(record) : notes.delete(noteid));
        }
        return replaced;
      };
      const wholeOrNot = work().catch((error: unknown) => {
        abort(transaction);
        throw error;
      });
      const [replaced] = await Promise.all([wholeOrNot, transaction.done]);
      return replaced;
    });
  }

  close(): void {
    this.#database.close();
  }

  /** What is kept is gone when the promise resolves; the empty database, when no other tab holds on to it. */
  async erase(): Promise<void> {
    await settling(async () => {
      const transaction = this.#database.transaction(['notes', 'facts'], 'readwrite', {
        durability: 'strict',
      });
      await Promise.all([
        transaction.objectStore('notes').clear(),
        transaction.objectStore('facts').clear(),
        transaction.done,
      ]);
      this.close();
      await new Promise<void>((resolve, reject) => {
        deleteDB(this.#name, { blocked: () => resolve() }).then(resolve, reject);
      });
    });
  }
}

type Table<Name extends 'notes' | 'facts'> = IDBPObjectStore<
  Schema,
  ('notes' | 'facts')[],
  Name,
  'readwrite'
>;

function keyRange({ from, below }: IdRange): IDBKeyRange | null {
  if (from !== undefined && below !== undefined) return IDBKeyRange.bound(from, below, false, true);
  if (from !== undefined) return IDBKeyRange.lowerBound(from);
  return below === undefined ? null : IDBKeyRange.upperBound(below, true);
}

function abort(transaction: { readonly abort: () => void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by the same failure.
  }
}

async function settling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toNotesStoreError(error);
  }
}
