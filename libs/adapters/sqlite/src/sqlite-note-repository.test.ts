import { DatabaseSync } from 'node:sqlite';
import { noteId, revision, userId } from '@notes/domain';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { openNotesDatabase } from './notes-database.ts';
import { SqliteNoteRepository } from './sqlite-note-repository.ts';

const folder = temporaryFolder();
const alice = userId('alice');
const id = noteId('note-1');
const note = { id, text: 'one', createdAt: 1_000, revision: revision('r1') };

/** Opens a file twice: for the repository, and for somebody else. */
function share(name: string) {
  const path = folder.path(name);
  const database = openNotesDatabase(path);
  // Nobody waits here for what will not happen.
  database.exec('PRAGMA busy_timeout = 0');
  const other = new DatabaseSync(path);
  const close = () => {
    other.close();
    database.close();
  };
  return { notes: new SqliteNoteRepository(database), database, other, close };
}

describe('SqliteNoteRepository', () => {
  it('cannot write, but read, while another process writes', async () => {
    const { notes, other, close } = share('busy.db');
    const written = await notes.create(alice, note);
    other.exec('BEGIN IMMEDIATE');
    const second = { ...note, id: noteId('note-2') };
    await expect(notes.create(alice, second)).rejects.toMatchObject({
      name: 'NoteError',
      code: 'unavailable',
      cause: { code: 'ERR_SQLITE_ERROR' },
    });
    expect(await notes.get(alice, id)).toEqual(written);
    other.exec('COMMIT');
    await expect(notes.create(alice, second)).resolves.toMatchObject({ id: 'note-2' });
    close();
  });

  it('is unavailable, and loses nothing, when the disk is full', async () => {
    const { notes, database, close } = share('full.db');
    const written = await notes.create(alice, note);
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const change = {
      text: 'x'.repeat(200_000),
      updatedAt: 2_000,
      revision: revision('r2'),
      expected: note.revision,
    };
    await expect(notes.replace(alice, id, change)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await notes.get(alice, id)).toEqual(written);
    database.exec('PRAGMA max_page_count = 1000');
    await expect(notes.replace(alice, id, change)).resolves.toMatchObject({ version: 2 });
    close();
  });

  it('says `internal` when the table is gone, and quotes nothing', async () => {
    const { notes, other, close } = share('gone.db');
    other.exec('DROP TABLE note');
    const failure = notes.create(alice, { ...note, text: 'a secret text' });
    await expect(failure).rejects.toMatchObject({
      code: 'internal',
      message: 'The file of notes refused the request.',
    });
    await expect(failure).rejects.not.toThrow(/secret/);
    close();
  });

  it('says `internal` of a file that was closed', async () => {
    const { notes, close } = share('closed.db');
    close();
    await expect(notes.get(alice, id)).rejects.toMatchObject({ name: 'NoteError', code: 'internal' });
  });

  it('names the column that is no note', async () => {
    const { notes, other, close } = share('damaged.db');
    await notes.create(alice, note);
    other.exec(`UPDATE note SET revision = 'a secret text'`);
    await expect(notes.get(alice, id)).rejects.toThrow(
      'A stored row is no note: its revision is missing or not valid.',
    );
    close();
  });
});
