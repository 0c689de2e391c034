import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { noteId, userId } from '@notes/domain';
import { temporaryFolder } from '../test-support/temporary-folder.ts';
import { openNotesDatabase } from './notes-database.ts';
import { SqliteNoteRepository } from './sqlite-note-repository.ts';

const folder = temporaryFolder();
const WRITER = join(__dirname, '../test-support/write-until-killed.ts');

/**
 * Lets a process write until it has acknowledged so many notes, and kills it in the middle of the next one.
 * @returns the numbers of the notes that it acknowledged
 */
async function writeAndKill(path: string, first: number, many: number): Promise<number[]> {
  const writer = spawn(process.execPath, [WRITER, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(writer, 'exit');
  const acknowledged: number[] = [];
  for await (const line of createInterface(writer.stdout)) {
    acknowledged.push(Number(line));
    if (acknowledged.length === many) writer.kill('SIGKILL');
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

it('loses no acknowledged write when its process is killed while it writes', async () => {
  const path = folder.path('notes.db');
  const owner = userId('alice');
  const acknowledged: number[] = [];
  for (const many of [1, 7, 20, 40]) {
    // Behind the note that the last process did not get to acknowledge.
    acknowledged.push(...(await writeAndKill(path, (acknowledged.at(-1) ?? -2) + 2, many)));
    const database = openNotesDatabase(path);
    const notes = new SqliteNoteRepository(database);
    for (const number of acknowledged) {
      expect(await notes.get(owner, noteId(`note-${number}`))).toMatchObject({
        text: `text ${number}`,
        version: 2,
      });
    }
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(1 + 7 + 20 + 40);
});
