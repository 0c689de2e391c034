import assert from 'node:assert/strict';
import { client, notePath, signIn, uniqueId } from './client.ts';
import { assertStored, createdNote, oneNote, write } from './notes.ts';
import { assertProblem } from './problem.ts';
import type { HttpApiCase } from './subject.ts';

export const createAndReadCases: readonly HttpApiCase[] = [
  {
    name: 'create: answers 201 with the message, the whole note and a strong ETag',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { note } = createdNote(await caller.create(noteid, 'my first note'));
      const { createdAt } = note;
      assert.deepEqual(note, { noteid, note: 'my first note', createdAt, updatedAt: createdAt, version: 1 });
    },
  },
  {
    name: 'create: stores what it answered',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      await assertStored(caller, noteid, await write(caller, noteid));
    },
  },
  {
    name: 'create: Location leads to the note',
    async run(subject) {
      const caller = await signIn(subject);
      const answer = await caller.create(uniqueId(), 'text');
      const location = answer.headers.get('location');
      assert.ok(location, 'Location is there');
      const there = new URL(location, answer.url);
      assert.equal(there.origin, new URL(subject.invokeUrl).origin);
      const found = await client({ ...subject, invokeUrl: '' })('GET', there.href, {
        authorization: caller.token,
      });
      assert.deepEqual(oneNote(found), createdNote(answer));
    },
  },
  {
    name: 'create: the same id with another text is 409, and nothing is overwritten',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const stored = await write(caller, noteid, 'caf\u00e9');
      for (const text of ['other', 'cafe\u0301', 'caf\u00e9 ', 'caf\u00e9\u0000']) {
        assertProblem(await caller.create(noteid, text), 'note-exists');
      }
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'create: after a delete the same id is a new note, and its ETag another',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const first = await write(caller, noteid);
      await caller.remove(noteid);
      const second = await write(caller, noteid);
      assert.equal(second.note.version, 1);
      assert.notEqual(second.etag, first.etag);
      await assertStored(caller, noteid, second);
    },
  },
  {
    name: 'create: takes note ids of every allowed form',
    async run(subject) {
      const caller = await signIn(subject);
      const tail = uniqueId();
      const starts = ['0', '9', 'a', 'z', 'A', 'Z', '_', '~', '-', '--', '_.', '~..', 'a.b_c~d-'];
      const ids = [...starts.map((start) => `${start}${tail}`), tail.padEnd(128, 'x'), '0', '__proto__x'];
      for (const noteid of ids) {
        const created = await write(caller, noteid, `text of ${noteid}`);
        assert.equal(created.note.noteid, noteid);
        assert.deepEqual(oneNote(await caller.read(noteid)), created);
      }
    },
  },
  {
    name: 'create: ids that differ in case are different notes',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const lower = await write(caller, `${noteid}-a`, 'lower');
      const upper = await write(caller, `${noteid}-A`, 'upper');
      await assertStored(caller, `${noteid}-a`, lower);
      await assertStored(caller, `${noteid}-A`, upper);
    },
  },
  {
    name: 'create: takes a body with a charset, and one without a content type',
    async run(subject) {
      const caller = await signIn(subject);
      for (const contentType of ['application/json; charset=utf-8', undefined]) {
        const body = { noteid: uniqueId(), note: 'caf\u00e9' };
        const answer = await caller.send('POST', '/notes', { body, contentType });
        assert.equal(createdNote(answer).note.note, body.note);
      }
    },
  },
  {
    name: 'create: an escaped body is the same body',
    async run(subject) {
      const caller = await signIn(subject);
      const [noteid, note] = [uniqueId(), 'caf\u00e9 "\u{1f600}"'];
      const created = createdNote(await caller.create(noteid, note));
      const escape = (text: string) =>
        [...Array(text.length).keys()]
          .map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`)
          .join('');
      const body = ` { "\\u006eote" : "${escape(note)}",\n"noteid":"${escape(noteid)}" } `;
      assert.deepEqual(createdNote(await caller.send('POST', '/notes', { body })), created);
    },
  },
  {
    name: 'read: a note that is not there is 404',
    async run(subject) {
      const caller = await signIn(subject);
      assertProblem(await caller.read(uniqueId()), 'note-not-found');
      assertProblem(await caller.read(uniqueId(), { 'If-None-Match': '*' }), 'note-not-found');
    },
  },
  {
    name: 'read: a percent-encoded id is the same id',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = `${uniqueId()}~x`;
      const created = await write(caller, noteid);
      const answer = await caller.send('GET', notePath(noteid).replace('~', '%7E'));
      assert.deepEqual(oneNote(answer), created);
    },
  },
];
