import assert from 'node:assert/strict';
import { type Answer, signIn, uniqueId } from './client.ts';
import { oneNote, strongTag, write } from './notes.ts';
import { assertCommonHeaders, assertStatus } from './problem.ts';
import type { HttpApiCase } from './subject.ts';

function notModified(answer: Answer, etag: string): void {
  assertStatus(answer, 304);
  assert.equal(answer.text, '');
  assertCommonHeaders(answer);
  assert.equal(strongTag(answer), etag);
}

export const conditionalReadCases: readonly HttpApiCase[] = [
  {
    name: 'conditional reads: with the ETag of another state the note comes back',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const first = await write(caller, noteid);
      const second = oneNote(await caller.replace(noteid, 'second text', first.etag));
      for (const value of [first.etag, `W/${first.etag}`, '"no-such-state"', `"${second.etag.slice(2)}`]) {
        assert.deepEqual(oneNote(await caller.read(noteid, { 'If-None-Match': value })), second);
      }
    },
  },
  {
    name: 'conditional reads: with the current ETag it is 304, with the ETag and no body',
    capability: 'not-modified',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      notModified(await caller.read(noteid, { 'If-None-Match': etag }), etag);
      const replaced = oneNote(await caller.replace(noteid, 'second text', etag));
      assertStatus(await caller.read(noteid, { 'If-None-Match': etag }), 200);
      notModified(await caller.read(noteid, { 'If-None-Match': replaced.etag }), replaced.etag);
    },
  },
  {
    name: 'conditional reads: the ETag counts in a list, as a weak one, and as *',
    capability: 'not-modified',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const { etag } = await write(caller, noteid);
      for (const value of [`"a", ${etag}`, `${etag},"b"`, `W/${etag}`, `"a", W/${etag}, "b"`, '*']) {
        notModified(await caller.read(noteid, { 'If-None-Match': value }), etag);
      }
    },
  },
];
