import { DatabaseSync } from 'node:sqlite';
import type { NoteRepositorySubject } from '@notes/contracts';
import { openNotesDatabase } from '../src/notes-database.ts';
import { SqliteNoteRepository } from '../src/sqlite-note-repository.ts';

const sound = {
  text: 'a secret text',
  created_at: 1_767_323_045_678,
  updated_at: 1_767_323_045_678,
  version: 3,
  revision: 'r-3',
  predecessor: 'r-2',
};

/** Rows that are no notes, and on which no replace can build. The table is STRICT, so each value is at least of the right type. */
const damaged: Readonly<Record<string, Partial<typeof sound> | { readonly created_at: bigint }>> = {
  'no text': { text: '' },
  'a text that is too long': { text: 'x'.repeat(256 * 1024 + 1) },
  'a version of 0': { version: 0 },
  'a version beyond counting': { version: Number.MAX_SAFE_INTEGER + 1 },
  'a time beyond the calendar': { created_at: 8.64e15 + 1 },
  'a time that no number can hold': { created_at: 2n ** 62n },
  'a revision that is no ETag': { revision: '"r"' },
  'a predecessor that is no ETag': { predecessor: '' },
};

/** A repository on an empty file of its own. */
export function createContractSubject(path: string): NoteRepositorySubject {
  const database = openNotesDatabase(path);
  return {
    repository: new SqliteNoteRepository(database),
    async createMany(owner, notes) {
      database.exec('BEGIN');
      const insert = database.prepare(
        `INSERT INTO note (owner, id, text, created_at, updated_at, version, revision) VALUES (?, ?, ?, ?, ?, 1, ?)`,
      );
      for (const { id, text, createdAt, revision } of notes) {
        insert.run(owner, id, text, createdAt, createdAt, revision);
      }
      database.exec('COMMIT');
    },
    damage: {
      kinds: Object.keys(damaged),
      plant(owner, id, kind) {
        // Another program, which is not bound by the table's constraints.
        const other = new DatabaseSync(path);
        other.exec('PRAGMA ignore_check_constraints = ON');
        const row = { owner, id, ...sound, ...damaged[kind] };
        other
          .prepare(
            `INSERT INTO note (owner, id, text, created_at, updated_at, version, revision, predecessor)
             VALUES (:owner, :id, :text, :created_at, :updated_at, :version, :revision, :predecessor)`,
          )
          .run(row);
        other.close();
      },
    },
    close: () => database.close(),
  };
}
