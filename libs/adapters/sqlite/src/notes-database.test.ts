import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { noteId, revision, userId } from '@notes/domain';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { openNotesDatabase } from './notes-database.ts';
import { SqliteNoteRepository } from './sqlite-note-repository.ts';

const folder = temporaryFolder();
const alice = userId('alice');
const id = noteId('note-1');
const note = { id, text: 'kept', createdAt: 1_000, revision: revision('r1') };

describe('openNotesDatabase', () => {
  it('finds the notes again that were written before', async () => {
    const path = folder.path('again.db');
    const first = openNotesDatabase(path);
    const written = await new SqliteNoteRepository(first).create(alice, note);
    first.close();
    const second = openNotesDatabase(path);
    expect(await new SqliteNoteRepository(second).get(alice, id)).toEqual(written);
    second.close();
  });

  it('keeps a write-ahead log, and waits for the disk at each commit', () => {
    const database = openNotesDatabase(folder.path('durable.db'));
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    database.close();
  });

  it('shares a new file with another process', async () => {
    const path = folder.path('shared.db');
    const [one, other] = [openNotesDatabase(path), openNotesDatabase(path)];
    await new SqliteNoteRepository(one).create(alice, note);
    expect(await new SqliteNoteRepository(other).get(alice, id)).toMatchObject({ text: 'kept' });
    one.close();
    other.close();
  });

  it('keeps notes in memory for as long as it is open', async () => {
    const database = openNotesDatabase(':memory:');
    const notes = new SqliteNoteRepository(database);
    await notes.create(alice, note);
    expect(await notes.get(alice, id)).toMatchObject({ text: 'kept' });
    database.close();
  });

  it('leaves a database of something else as it is', () => {
    const path = folder.path('other.db');
    const other = new DatabaseSync(path);
    other.exec('CREATE TABLE invoice (id INTEGER)');
    other.close();
    const before = readFileSync(path);
    expect(() => openNotesDatabase(path)).toThrow(
      `The notes in ${path} cannot be opened: it holds something else than notes.`,
    );
    expect(readFileSync(path)).toEqual(before);
  });

  it('leaves a file of a later version as it is', () => {
    const path = folder.path('later.db');
    const later = openNotesDatabase(path);
    later.exec('PRAGMA user_version = 99');
    later.close();
    expect(() => openNotesDatabase(path)).toThrow(
      'cannot be opened: it is of version 99, and this program knows versions up to 1.',
    );
  });

  it('refuses a file that is no database', () => {
    const path = folder.path('letter.txt');
    writeFileSync(path, 'Dear Sir or Madam, '.repeat(100));
    expect(() => openNotesDatabase(path)).toThrow('cannot be opened: file is not a database.');
    expect(readFileSync(path, 'utf8')).toMatch(/^Dear Sir/);
  });

  it('refuses a path in no folder', () => {
    const path = folder.path('missing/notes.db');
    expect(() => openNotesDatabase(path)).toThrow(
      `The notes in ${path} cannot be opened: unable to open database file.`,
    );
  });
});
