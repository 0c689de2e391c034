import assert from 'node:assert/strict';
import { type Answer, signIn, uniqueId } from './client.ts';
import { assertStored, oneNote, write } from './notes.ts';
import { assertCommonHeaders, assertProblem, assertStatus } from './problem.ts';
import type { HttpApiCase } from './subject.ts';

/** Asserts the answer to a `DELETE` that did what it was asked for. */
export function deleted(answer: Answer): void {
  assertStatus(answer, 204);
  assert.equal(answer.text, '');
  assertCommonHeaders(answer);
}

export const replaceAndDeleteCases: readonly HttpApiCase[] = [
  {
    name: 'replace: answers 200 with the new state and a new ETag',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const before = await write(caller, noteid);
      const after = oneNote(await caller.replace(noteid, 'second text', before.etag));
      const { updatedAt } = after.note;
      assert.deepEqual(after.note, { ...before.note, note: 'second text', updatedAt, version: 2 });
      assert.ok(updatedAt >= before.note.updatedAt, 'updatedAt does not go back');
      assert.notEqual(after.etag, before.etag);
      await assertStored(caller, noteid, after);
    },
  },
  {
    name: 'replace: * replaces whatever is there',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      await write(caller, noteid);
      oneNote(await caller.replace(noteid, 'second text', '*'));
      const third = oneNote(await caller.replace(noteid, 'third text', '*'));
      assert.deepEqual([third.note.note, third.note.version], ['third text', 3]);
      await assertStored(caller, noteid, third);
    },
  },
  {
    name: 'replace: without If-Match it is 428, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const stored = await write(caller, noteid);
      assertProblem(await caller.replace(noteid, 'second text'), 'precondition-required');
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'replace: with the ETag of another state it is 412, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const first = await write(caller, noteid);
      const other = await write(caller, uniqueId());
      const second = oneNote(await caller.replace(noteid, 'second text', first.etag));
      for (const etag of [first.etag, other.etag, '"no-such-state"', '""', '"*"', `W/${second.etag}`]) {
        assertProblem(await caller.replace(noteid, 'third text', etag), 'version-mismatch');
      }
      await assertStored(caller, noteid, second);
    },
  },
  {
    name: 'replace: a note that is not there is 404, and none is made',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      for (const ifMatch of ['*', '"no-such-state"']) {
        assertProblem(await caller.replace(noteid, 'text', ifMatch), 'note-not-found');
      }
      await assertStored(caller, noteid);
    },
  },
  {
    name: 'replace: an ETag never repeats, not even with the text of before',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const etags: string[] = [];
      for (let life = 0; life < 2; life++) {
        const created = await write(caller, noteid, 'one');
        const replaced = oneNote(await caller.replace(noteid, 'two', created.etag));
        const back = oneNote(await caller.replace(noteid, 'one', replaced.etag));
        etags.push(created.etag, replaced.etag, back.etag);
        deleted(await caller.remove(noteid));
      }
      assert.equal(new Set(etags).size, 6);
      const stored = await write(caller, noteid, 'one');
      for (const etag of etags) {
        assertProblem(await caller.replace(noteid, 'lost', etag), 'version-mismatch');
      }
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'replace and delete: an If-Match that is neither * nor one entity tag is 400, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const stored = await write(caller, noteid);
      const bare = stored.etag.slice(1, -1);
      for (const ifMatch of [bare, `"${bare}`, `${stored.etag}, "other"`, '**', `w/${stored.etag}`]) {
        assertProblem(await caller.replace(noteid, 'other', ifMatch), 'invalid-request');
        assertProblem(await caller.remove(noteid, ifMatch), 'invalid-request');
      }
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'delete: answers 204 without a body, and the note is gone',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      await write(caller, noteid);
      const other = await write(caller, uniqueId());
      deleted(await caller.remove(noteid));
      await assertStored(caller, noteid);
      await assertStored(caller, other.note.noteid, other);
    },
  },
  {
    name: 'delete: is 204 whether or not the note was there',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      for (const ifMatch of [undefined, '*', '"no-such-state"'])
        deleted(await caller.remove(noteid, ifMatch));
    },
  },
  {
    name: 'delete: takes If-Match with the current ETag, and *',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      deleted(await caller.remove(noteid, (await write(caller, noteid)).etag));
      await assertStored(caller, noteid);
      await write(caller, noteid);
      deleted(await caller.remove(noteid, '*'));
      await assertStored(caller, noteid);
    },
  },
  {
    name: 'delete: with the ETag of another state it is 412, and the note stays',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const first = await write(caller, noteid);
      const second = oneNote(await caller.replace(noteid, 'second text', first.etag));
      for (const etag of [first.etag, '"no-such-state"', '"*"', `W/${second.etag}`]) {
        assertProblem(await caller.remove(noteid, etag), 'version-mismatch');
      }
      await assertStored(caller, noteid, second);
    },
  },
];
