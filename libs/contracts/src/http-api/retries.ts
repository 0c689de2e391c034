import assert from 'node:assert/strict';
import { signIn, uniqueId } from './client.ts';
import { assertStored, createdNote, oneNote, write } from './notes.ts';
import { assertProblem } from './problem.ts';
import { deleted } from './replace-and-delete.ts';
import type { HttpApiCase } from './subject.ts';

const WRITERS = 8;

export const retryCases: readonly HttpApiCase[] = [
  {
    name: 'retries: a create again is the same 201, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const first = await caller.create(noteid, 'text');
      const again = await caller.create(noteid, 'text');
      assert.deepEqual(createdNote(again), createdNote(first));
      assert.equal(again.headers.get('location'), first.headers.get('location'));
      await assertStored(caller, noteid, createdNote(first));
    },
  },
  {
    name: 'retries: a create after the note was replaced is 409',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid, 'first');
      const stored = oneNote(await caller.replace(noteid, 'second', etag));
      assertProblem(await caller.create(noteid, 'first'), 'note-exists');
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'retries: a replace again is the same 200, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      const first = oneNote(await caller.replace(noteid, 'second text', etag));
      assert.deepEqual(oneNote(await caller.replace(noteid, 'second text', etag)), first);
      await assertStored(caller, noteid, first);
    },
  },
  {
    name: 'retries: a replace with the same ETag and another text is 412',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      const stored = oneNote(await caller.replace(noteid, 'second text', etag));
      assertProblem(await caller.replace(noteid, 'second text ', etag), 'version-mismatch');
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'retries: a replace after somebody else replaced the note too is 412',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      const second = oneNote(await caller.replace(noteid, 'second text', etag));
      const third = oneNote(await caller.replace(noteid, 'third text', second.etag));
      assertProblem(await caller.replace(noteid, 'second text', etag), 'version-mismatch');
      await assertStored(caller, noteid, third);
    },
  },
  {
    name: 'retries: a delete with If-Match never removes a note created again since',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      deleted(await caller.remove(noteid, etag));
      deleted(await caller.remove(noteid, etag));
      const again = await write(caller, noteid);
      assertProblem(await caller.remove(noteid, etag), 'version-mismatch');
      await assertStored(caller, noteid, again);
    },
  },
  {
    name: 'races: of creates with different texts exactly one wins',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const answers = await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => caller.create(noteid, `text of ${writer}`)),
      );
      const [winner, ...others] = answers.toSorted((left, right) => left.status - right.status);
      assert.ok(winner);
      for (const other of others) assertProblem(other, 'note-exists');
      await assertStored(caller, noteid, createdNote(winner));
    },
  },
  {
    name: 'races: creates with the same text are all the same 201',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const answers = await Promise.all(Array.from({ length: WRITERS }, () => caller.create(noteid, 'text')));
      const [first, ...others] = answers.map(createdNote);
      for (const other of others) assert.deepEqual(other, first);
      await assertStored(caller, noteid, first);
    },
  },
  {
    name: 'races: of replaces of one state exactly one wins',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      const answers = await Promise.all(
        Array.from({ length: WRITERS }, (_, writer) => caller.replace(noteid, `text of ${writer}`, etag)),
      );
      const [winner, ...others] = answers.toSorted((left, right) => left.status - right.status);
      assert.ok(winner);
      for (const other of others) assertProblem(other, 'version-mismatch');
      await assertStored(caller, noteid, oneNote(winner));
    },
  },
  {
    name: "races: nobody's write vanishes when everybody reads before they replace",
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      await write(caller, noteid, 'written by');
      const add = async (writer: number): Promise<void> => {
        // Each round at least one writer gets through.
        for (let round = 0; round <= WRITERS; round++) {
          const { note, etag } = oneNote(await caller.read(noteid));
          const answer = await caller.replace(noteid, `${note.note} ${writer}`, etag);
          if (answer.status === 200) return;
          assertProblem(answer, 'version-mismatch');
        }
        assert.fail(`writer ${writer} never got through`);
      };
      const writers = Array.from({ length: WRITERS }, (_, writer) => writer);
      await Promise.all(writers.map(add));
      const { note } = oneNote(await caller.read(noteid));
      assert.deepEqual(note.note.split(' ').slice(2).map(Number).toSorted(), writers);
      assert.equal(note.version, WRITERS + 1);
    },
  },
];
