import assert from 'node:assert/strict';
import { type Answer, type Caller, notePath, signIn, uniqueId } from './client.ts';
import { assertStored, listPages, write } from './notes.ts';
import { assertProblem } from './problem.ts';
import type { HttpApiCase } from './subject.ts';

const kib256 = 256 * 1024;

/** Bodies of `POST /notes` that are to be refused, made for a note id, and where the fault is. */
const badBodies: Readonly<Record<string, { body: (noteid: string) => unknown; pointer: string }>> = {
  'no JSON': { body: (noteid) => `{"noteid":"${noteid}","note":"x"`, pointer: '#' },
  'JSON and something more': { body: (noteid) => `{"noteid":"${noteid}","note":"x"} x`, pointer: '#' },
  'a number that is none': { body: (noteid) => `{"noteid":"${noteid}","note":NaN}`, pointer: '#' },
  empty: { body: () => '', pointer: '#' },
  'an array': { body: (noteid) => [{ noteid, note: 'x' }], pointer: '#' },
  'a string': { body: () => '"x"', pointer: '#' },
  null: { body: () => 'null', pointer: '#' },
  'without noteid': { body: () => ({ note: 'x' }), pointer: '#/noteid' },
  'without note': { body: (noteid) => ({ noteid }), pointer: '#/note' },
  'with an unknown member': { body: (noteid) => ({ noteid, note: 'x', userId: 'y' }), pointer: '#/userId' },
  'with a noteid that is a number': { body: () => ({ noteid: 1, note: 'x' }), pointer: '#/noteid' },
  'with a noteid that is null': { body: () => ({ noteid: null, note: 'x' }), pointer: '#/noteid' },
  'with a note that is a number': { body: (noteid) => ({ noteid, note: 1 }), pointer: '#/note' },
  'with a note that is an object': { body: (noteid) => ({ noteid, note: { S: 'x' } }), pointer: '#/note' },
  'with a note that is an array': { body: (noteid) => ({ noteid, note: ['x'] }), pointer: '#/note' },
  'with an empty note': { body: (noteid) => ({ noteid, note: '' }), pointer: '#/note' },
  'with a lone surrogate': {
    body: (noteid) => `{"noteid":"${noteid}","note":"a\\ud800b"}`,
    pointer: '#/note',
  },
  'with a member __proto__': {
    body: (noteid) => `{"noteid":"${noteid}","note":"x","__proto__":{"admin":true}}`,
    pointer: '#/__proto__',
  },
};

/** The pointers of a 400, sorted. */
function pointersOf(answer: Answer): string {
  const { errors = [] } = assertProblem(answer, 'invalid-request');
  return errors
    .map(({ pointer }) => pointer)
    .toSorted()
    .join(' ');
}

async function assertNoNotes(caller: Caller): Promise<void> {
  assert.deepEqual((await listPages(caller)).flat(), []);
}

const bodyCases = Object.entries(badBodies).flatMap(([kind, { body, pointer }]): HttpApiCase[] => [
  {
    name: `input: a body ${kind} is 400, and nothing is written`,
    async run(subject) {
      const caller = await signIn(subject);
      assertProblem(await caller.send('POST', '/notes', { body: body(uniqueId()) }), 'invalid-request');
      await assertNoNotes(caller);
    },
  },
  {
    name: `pointers: a body ${kind} is wrong at ${pointer}`,
    capability: 'body-pointers',
    async run(subject) {
      const caller = await signIn(subject);
      const answer = await caller.send('POST', '/notes', { body: body(uniqueId()) });
      assert.equal(pointersOf(answer), pointer);
    },
  },
]);

export const badInputCases: readonly HttpApiCase[] = [
  ...bodyCases,
  {
    name: 'input: a deeply nested body is 400',
    async run(subject) {
      const caller = await signIn(subject);
      const body = `{"noteid":"${uniqueId()}","note":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
      assertProblem(await caller.send('POST', '/notes', { body }), 'invalid-request');
      await assertNoNotes(caller);
    },
  },
  {
    name: 'input: a member that is given twice is 400',
    capability: 'duplicate-members',
    async run(subject) {
      const caller = await signIn(subject);
      const [one, two] = [uniqueId(), uniqueId()];
      for (const body of [
        `{"noteid":"${one}","note":"x","note":"y"}`,
        `{"noteid":"${one}","note":"x","noteid":"${two}"}`,
        `{"noteid":"${one}","note":"x","\\u006eote":"x"}`,
      ]) {
        assertProblem(await caller.send('POST', '/notes', { body }), 'invalid-request');
      }
      await assertNoNotes(caller);
    },
  },
  {
    name: 'input: a noteid that cannot be is 400',
    async run(subject) {
      const caller = await signIn(subject);
      const bad = [
        '',
        '.',
        '..',
        '.hidden',
        'a b',
        'a/b',
        'a\\b',
        'caf\u00e9',
        'a\n',
        'a%41',
        'a\u0000',
        '$x',
      ];
      for (const noteid of [...bad, 'x'.repeat(129), '"', 'a?', 'a#b', '\u{1f600}']) {
        assertProblem(await caller.create(noteid, 'x'), 'invalid-request');
      }
      await assertNoNotes(caller);
    },
  },
  {
    name: 'input: a noteid in the path that cannot be is 400',
    async run(subject) {
      const caller = await signIn(subject);
      for (const noteid of ['.hidden', 'a b', 'caf\u00e9', 'x'.repeat(129), 'a"b', "a'b", 'a$b', 'a\u0000']) {
        assertProblem(await caller.read(noteid), 'invalid-request');
        assertProblem(await caller.replace(noteid, 'x', '*'), 'invalid-request');
        assertProblem(await caller.remove(noteid), 'invalid-request');
      }
    },
  },
  {
    name: 'input: a replacement that is no {note} is 400, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const stored = await write(caller, noteid);
      const headers = { 'If-Match': stored.etag };
      for (const body of [
        '',
        '{',
        [],
        {},
        { note: '' },
        { note: 1 },
        { note: 'x', noteid },
        '{"note":"\\udc00"}',
      ]) {
        assertProblem(await caller.send('PUT', notePath(noteid), { headers, body }), 'invalid-request');
      }
      await assertStored(caller, noteid, stored);
    },
  },
  {
    name: 'input: another content type is 415, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const stored = await write(caller, noteid);
      const headers = { 'If-Match': stored.etag };
      for (const contentType of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
        const create = { contentType, body: { noteid: uniqueId(), note: 'x' } };
        assertProblem(await caller.send('POST', '/notes', create), 'unsupported-media-type');
        const replace = { contentType, body: { note: 'x' }, headers };
        assertProblem(await caller.send('PUT', notePath(noteid), replace), 'unsupported-media-type');
      }
      assert.deepEqual((await listPages(caller)).flat(), [stored.note]);
    },
  },
  {
    name: 'input: a note of more than 256 KiB is 413, and nothing is written',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      const stored = await write(caller, noteid);
      for (const text of [
        'x'.repeat(kib256 + 1),
        '\u00e9'.repeat(kib256 / 2) + 'x',
        '\u20ac'.repeat(kib256 / 2),
      ]) {
        assertProblem(await caller.create(uniqueId(), text), 'note-too-large');
        assertProblem(await caller.replace(noteid, text, stored.etag), 'note-too-large');
      }
      assert.deepEqual((await listPages(caller)).flat(), [stored.note]);
    },
  },
  {
    name: 'pointers: a 400 names each wrong parameter and header',
    capability: 'pointers',
    async run(subject) {
      const caller = await signIn(subject);
      const noteid = uniqueId();
      await write(caller, noteid);
      const answers = {
        '#/query/limit #/query/order #/query/x': await caller.list('limit=0&order=up&x=1'),
        '#/query/cursor': await caller.list('cursor=x'),
        '#/header/If-Match': await caller.replace(noteid, 'x', 'unquoted'),
        '#/path/noteid': await caller.read('.hidden'),
      };
      for (const [pointers, answer] of Object.entries(answers)) assert.equal(pointersOf(answer), pointers);
    },
  },
  {
    name: 'pointers: a 400 names each wrong member of the body',
    capability: 'body-pointers',
    async run(subject) {
      const caller = await signIn(subject);
      const answer = await caller.send('POST', '/notes', { body: { noteid: 1, note: [], extra: 0 } });
      assert.equal(pointersOf(answer), '#/extra #/note #/noteid');
    },
  },
];
