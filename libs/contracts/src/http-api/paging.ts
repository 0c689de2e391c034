import assert from 'node:assert/strict';
import { type Caller, signIn, uniqueId } from './client.ts';
import { type NoteOnWire, idsOf, listPages, onePage, write } from './notes.ts';
import { assertProblem } from './problem.ts';
import type { HttpApiCase, HttpApiSubject } from './subject.ts';

/** A caller with that many notes, and what was stored in the order of their ids. */
async function withNotes(
  subject: HttpApiSubject,
  count: number,
): Promise<{ caller: Caller; notes: readonly NoteOnWire[]; idOf: (number: number) => string }> {
  const caller = await signIn(subject);
  const prefix = uniqueId();
  const idOf = (number: number) => `${prefix}-${String(number).padStart(3, '0')}`;
  const numbers = Array.from({ length: count }, (_, index) => 2 * index);
  const notes = await Promise.all(
    numbers.map(async (number) => (await write(caller, idOf(number), `text ${number}`)).note),
  );
  return { caller, notes, idOf };
}

async function firstCursor(caller: Caller, query: string): Promise<string> {
  const { nextCursor } = onePage(await caller.list(query));
  assert.ok(nextCursor, 'there is more, so there is a cursor');
  return nextCursor;
}

export const pagingCases: readonly HttpApiCase[] = [
  {
    name: 'list: without notes it is an empty list and no cursor',
    async run(subject) {
      const caller = await signIn(subject);
      assert.deepEqual(onePage(await caller.list()), { notes: [] });
      assert.deepEqual(onePage(await caller.list('order=desc&limit=1')), { notes: [] });
    },
  },
  {
    name: 'list: is ordered by the bytes of the note id, ascending unless asked otherwise',
    async run(subject) {
      const caller = await signIn(subject);
      const start = uniqueId();
      const ids = ['', '-', '.', '0', '10', '9', 'A', 'B', '_', 'a', 'b', '~'].map((end) => start + end);
      for (const id of ids.toReversed()) await write(caller, id);
      assert.deepEqual(idsOf(onePage(await caller.list()).notes), ids);
      assert.deepEqual(idsOf(onePage(await caller.list('order=asc')).notes), ids);
      assert.deepEqual(idsOf(onePage(await caller.list('order=desc')).notes), ids.toReversed());
    },
  },
  {
    name: 'list: has 20 notes a page unless asked otherwise, and at most 100',
    async run(subject) {
      const { caller, notes } = await withNotes(subject, 21);
      const first = onePage(await caller.list());
      assert.deepEqual(first.notes, notes.slice(0, 20));
      assert.ok(first.nextCursor, 'there is more');
      assert.deepEqual(onePage(await caller.list('limit=1')).notes, notes.slice(0, 1));
      assert.deepEqual(onePage(await caller.list('limit=100')).notes, notes);
      assertProblem(await caller.list('limit=101'), 'invalid-request');
    },
  },
  ...(['asc', 'desc'] as const).map((order): HttpApiCase => ({
    name: `list: pages ${order} give every note once, in order`,
    async run(subject) {
      const { caller, notes } = await withNotes(subject, 15);
      const expected = order === 'asc' ? notes : notes.toReversed();
      for (const limit of [1, 4, 5, 15]) {
        const pages = await listPages(caller, { order, limit: String(limit) });
        assert.deepEqual(pages.flat(), expected);
        for (const page of pages) assert.ok(page.length <= limit, 'a page is no longer than its limit');
      }
    },
  })),
  {
    name: 'list: notes written and deleted between pages make it lose or repeat nothing else',
    async run(subject) {
      const { caller, notes, idOf } = await withNotes(subject, 12);
      const removed = new Set<string>();
      const pages = await listPages(caller, { limit: '4' }, async (page) => {
        const last = page.at(-1);
        if (!last || removed.size > 0) return;
        // The one that the cursor stands on, and one ahead; others come to be behind and ahead.
        for (const id of [last.noteid, idOf(10)]) {
          await caller.remove(id);
          removed.add(id);
        }
        await write(caller, idOf(1));
        await write(caller, idOf(21));
      });
      const seen = idsOf(pages.flat());
      assert.deepEqual(seen, [...new Set(seen)].toSorted(), 'in order, each once');
      for (const id of idsOf(notes)) {
        if (!removed.has(id)) assert.ok(seen.includes(id), 'a note that was there throughout is seen');
      }
      assert.ok(!seen.includes(idOf(10)), 'a note that was deleted ahead is not seen');
    },
  },
  {
    name: 'list: pages of large notes stay within what can be answered, and lose none',
    async run(subject) {
      const caller = await signIn(subject);
      // In JSON each of these takes six bytes: 1.5 MB a note.
      const text = '\u0001'.repeat(256 * 1024);
      const ids = Array.from({ length: 4 }, uniqueId).toSorted();
      for (const id of ids) await write(caller, id, text);
      const notes = (await listPages(caller, { limit: '100' })).flat();
      assert.deepEqual(idsOf(notes), ids);
      assert.ok(
        notes.every(({ note }) => note === text),
        'each with its text',
      );
    },
  },
  {
    name: 'list: a cursor of another user is 400',
    async run(subject) {
      const [{ caller: alice }, { caller: bob }] = [await withNotes(subject, 3), await withNotes(subject, 3)];
      const cursor = await firstCursor(alice, 'limit=1');
      onePage(await alice.list(`limit=1&cursor=${encodeURIComponent(cursor)}`));
      assertProblem(await bob.list(`limit=1&cursor=${encodeURIComponent(cursor)}`), 'invalid-request');
    },
  },
  {
    name: 'list: a cursor of the other order is 400',
    async run(subject) {
      const { caller } = await withNotes(subject, 3);
      const [asc, desc] = [
        await firstCursor(caller, 'limit=1'),
        await firstCursor(caller, 'limit=1&order=desc'),
      ];
      const request = (query: Record<string, string>) => caller.list(new URLSearchParams(query).toString());
      assertProblem(await request({ cursor: asc, order: 'desc' }), 'invalid-request');
      assertProblem(await request({ cursor: desc }), 'invalid-request');
      assertProblem(await request({ cursor: desc, order: 'asc' }), 'invalid-request');
    },
  },
  {
    name: 'list: a cursor that is none is 400',
    async run(subject) {
      const { caller, idOf } = await withNotes(subject, 3);
      const cursor = await firstCursor(caller, 'limit=1');
      const id = Buffer.from(idOf(0)).toString('base64url');
      for (const value of [
        '',
        'x',
        '%00',
        '****',
        `${cursor}x`,
        cursor.slice(1),
        idOf(0),
        id,
        'x'.repeat(600),
      ]) {
        const query = value.startsWith('%') ? value : encodeURIComponent(value);
        assertProblem(await caller.list(`cursor=${query}`), 'invalid-request');
      }
    },
  },
  {
    name: 'list: a bad limit is 400',
    async run(subject) {
      const caller = await signIn(subject);
      for (const limit of ['', '0', '101', '-1', '1.5', '1e1', '05', '%2B5', '%205', 'ten', '1000', '0x10']) {
        assertProblem(await caller.list(`limit=${limit}`), 'invalid-request');
      }
    },
  },
  {
    name: 'list: a bad order is 400',
    async run(subject) {
      const caller = await signIn(subject);
      for (const order of ['', 'ASC', 'sideways', 'asc,desc', 'asc%20']) {
        assertProblem(await caller.list(`order=${order}`), 'invalid-request');
      }
    },
  },
  {
    name: 'list: an unknown parameter is 400',
    async run(subject) {
      const caller = await signIn(subject);
      for (const query of [
        'userId=x',
        'offset=1',
        'Limit=5',
        'limit=5&x=',
        'cursor%00=1',
        '__proto__=1',
        '=1',
      ]) {
        assertProblem(await caller.list(query), 'invalid-request');
      }
    },
  },
  {
    name: 'list: a repeated parameter is 400',
    capability: 'repeated-parameters',
    async run(subject) {
      const caller = await signIn(subject);
      for (const query of [
        'limit=1&limit=2',
        'limit=1&limit=1',
        'order=asc&order=desc',
        'order=asc&o%72der=asc',
      ]) {
        assertProblem(await caller.list(query), 'invalid-request');
      }
    },
  },
];
