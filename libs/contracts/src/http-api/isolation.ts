import assert from 'node:assert/strict';
import { type Answer, signIn, uniqueId } from './client.ts';
import { claimsOf } from './identity.ts';
import { assertStored, createdNote, oneNote, onePage, write } from './notes.ts';
import { assertProblem } from './problem.ts';
import { deleted } from './replace-and-delete.ts';
import type { HttpApiCase } from './subject.ts';

/** Headers in which two answers to the same request differ: times, and ids of the request. */
const CHANGING =
  /^(?:date|age|via|x-request-id|x-amzn-requestid|x-amz-apigw-id|apigw-requestid|x-amzn-trace-id|x-amz-cf-.*|x-cache)$/;

/** What somebody could tell two answers apart by. */
function visible({ status, headers, text }: Answer): unknown {
  const body = text === '' ? '' : (JSON.parse(text) as Record<string, unknown>);
  return {
    status,
    headers: [...headers].filter(([name]) => !CHANGING.test(name)),
    body: body === '' ? '' : { ...body, requestId: undefined },
  };
}

export const isolationCases: readonly HttpApiCase[] = [
  {
    name: "isolation: another user's note reads exactly as a missing one",
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const [there, missing] = [uniqueId(), uniqueId()];
      const stored = await write(alice, there);
      for (const headers of [{}, { 'If-None-Match': stored.etag }, { 'If-None-Match': '*' }]) {
        const answer = await bob.read(there, headers);
        assertProblem(answer, 'note-not-found');
        assert.deepEqual(visible(answer), visible(await bob.read(missing, headers)));
      }
      await assertStored(alice, there, stored);
    },
  },
  {
    name: "isolation: another user's note is replaced exactly as a missing one, and stays",
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const [there, missing] = [uniqueId(), uniqueId()];
      const stored = await write(alice, there);
      for (const ifMatch of [stored.etag, '*', '"no-such-state"', undefined, 'unquoted']) {
        const answer = await bob.replace(there, 'second text', ifMatch);
        assert.ok(answer.status >= 400, 'nothing is replaced');
        assert.deepEqual(visible(answer), visible(await bob.replace(missing, 'second text', ifMatch)));
      }
      await assertStored(alice, there, stored);
    },
  },
  {
    name: "isolation: another user's note is deleted exactly as a missing one, and stays",
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const [there, missing] = [uniqueId(), uniqueId()];
      const stored = await write(alice, there);
      for (const ifMatch of [undefined, stored.etag, '*', '"no-such-state"']) {
        const answer = await bob.remove(there, ifMatch);
        deleted(answer);
        assert.deepEqual(visible(answer), visible(await bob.remove(missing, ifMatch)));
      }
      await assertStored(alice, there, stored);
    },
  },
  {
    name: 'isolation: two users may have notes of the same id, and each has his own',
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const noteid = uniqueId();
      const hers = await write(alice, noteid, 'of Alice');
      const his = await write(bob, noteid, 'of Bob');
      assert.notEqual(his.etag, hers.etag);
      await assertStored(alice, noteid, hers);
      await assertStored(bob, noteid, his);
      assertProblem(await bob.replace(noteid, 'x', hers.etag), 'version-mismatch');
      const changed = oneNote(await alice.replace(noteid, 'of Alice again', hers.etag));
      await assertStored(bob, noteid, his);
      deleted(await bob.remove(noteid));
      await assertStored(alice, noteid, changed);
    },
  },
  {
    name: 'isolation: two users may create the same note, and neither gets the other one',
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const noteid = uniqueId();
      const hers = createdNote(await alice.create(noteid, 'text'));
      const his = createdNote(await bob.create(noteid, 'text'));
      assert.notEqual(his.etag, hers.etag);
      deleted(await alice.remove(noteid));
      await assertStored(bob, noteid, his);
    },
  },
  {
    name: "isolation: a list holds the caller's notes only, also when callers take turns",
    async run(subject) {
      const callers = await Promise.all([signIn(subject), signIn(subject), signIn(subject)]);
      const own = await Promise.all(callers.map(async (caller) => (await write(caller, uniqueId())).note));
      const rounds = await Promise.all(
        [0, 1, 2, 3].flatMap(() => callers.map(async (caller) => onePage(await caller.list()).notes)),
      );
      for (const [index, notes] of rounds.entries()) assert.deepEqual(notes, [own[index % callers.length]]);
    },
  },
  {
    name: 'isolation: no header or parameter makes a caller somebody else',
    async run(subject) {
      const [alice, bob] = [await signIn(subject), await signIn(subject)];
      const stored = await write(alice, uniqueId());
      const sub = String(claimsOf(alice)['sub']);
      const headers = { 'X-User-Id': sub, 'X-Amzn-Principal-Id': sub, principalId: sub, sub };
      assert.deepEqual(onePage(await bob.send('GET', '/notes', { headers })).notes, []);
      for (const name of ['userId', 'userid', 'sub', 'principalId', 'owner']) {
        assertProblem(await bob.list(`${name}=${sub}`), 'invalid-request');
        const body = { noteid: uniqueId(), note: 'x', [name]: sub };
        assertProblem(await bob.send('POST', '/notes', { body }), 'invalid-request');
      }
      assert.deepEqual(onePage(await alice.list()).notes, [stored.note]);
    },
  },
];
