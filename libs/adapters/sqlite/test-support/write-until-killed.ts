// Writes notes one after the other and says so after each. Arguments: the file, and the number of the first note.
import { writeSync } from 'node:fs';
import { noteId, revision, userId } from '@notes/domain';
import { SqliteNoteRepository, openNotesDatabase } from '../src/index.ts';

const [path = '', first = '0'] = process.argv.slice(2);
const notes = new SqliteNoteRepository(openNotesDatabase(path));
const owner = userId('alice');

for (let number = Number(first); ; number++) {
  const id = noteId(`note-${number}`);
  const created = revision(`c${number}`);
  await notes.create(owner, { id, text: 'x'.repeat(20_000), createdAt: 1, revision: created });
  await notes.replace(owner, id, {
    text: `text ${number}`,
    updatedAt: 2,
    revision: revision(`r${number}`),
    expected: created,
  });
  // Synchronous: what was said was said before the next write began.
  writeSync(1, `${number}\n`);
}
