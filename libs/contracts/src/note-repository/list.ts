import assert from 'node:assert/strict';
import { type NoteRepository, noteId } from '@notes/domain';
import type { NoteRepositoryCase } from './subject.ts';
import {
  alice,
  byteOrder,
  createAll,
  id,
  idsOf,
  listAll,
  listPages,
  newNote,
  replacement,
} from './support.ts';

const bothOrders = ['asc', 'desc'] as const;

/** Every kind of character that an id may have, in byte order. */
const idsInByteOrder = [
  '-',
  '-a',
  '0',
  '1',
  '10',
  '2',
  '9',
  'A',
  'A.',
  'A0',
  'AA',
  'B',
  'Z',
  '_',
  'a',
  'a-',
  'a.b',
  'aB',
  'ab',
  'z',
  '~',
  '~~',
];

/** Ordinary ids that are names of members of every object. */
const memberNames = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', '__defineGetter__'];

export const listCases: readonly NoteRepositoryCase[] = [
  {
    name: 'list: an owner without notes has an empty last page',
    async run({ repository }) {
      for (const order of bothOrders) {
        assert.deepEqual(await listAll(repository, alice, { limit: 10, order }), []);
        assert.deepEqual(await listAll(repository, alice, { limit: 10, order, after: id }), []);
      }
    },
  },
  {
    name: 'list: is empty again when the last note was deleted',
    async run({ repository }) {
      await createAll(repository, alice, ['a', 'b']);
      await repository.delete(alice, noteId('a'));
      await repository.delete(alice, noteId('b'));
      for (const order of bothOrders) {
        assert.deepEqual(await listAll(repository, alice, { limit: 1, order }), []);
      }
    },
  },
  {
    name: 'list: gives each note as it was last written',
    async run({ repository }) {
      const first = await repository.create(alice, newNote({ id: noteId('a') }));
      const second = await repository.create(alice, newNote({ id: noteId('b') }));
      const changed = await repository.replace(alice, first.id, replacement(first.revision));
      assert.deepEqual(await listAll(repository, alice, { limit: 10 }), [changed, second]);
      assert.deepEqual(await listAll(repository, alice, { limit: 10, order: 'desc' }), [second, changed]);
    },
  },
  {
    name: 'list: asc is the order of the bytes of the ids',
    async run({ repository }) {
      await createAll(repository, alice, idsInByteOrder);
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 100 })), idsInByteOrder);
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 3 })), idsInByteOrder);
    },
  },
  {
    name: 'list: desc is exactly the other way round',
    async run({ repository }) {
      await createAll(repository, alice, idsInByteOrder);
      const expected = idsInByteOrder.toReversed();
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 100, order: 'desc' })), expected);
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 3, order: 'desc' })), expected);
    },
  },
  {
    name: 'list: after a note starts behind it, in the direction of the order',
    async run({ repository }) {
      await createAll(repository, alice, ['a', 'b', 'c', 'd', 'e']);
      assert.deepEqual(await idsBehind(repository, 'asc', 'b'), ['c', 'd', 'e']);
      assert.deepEqual(await idsBehind(repository, 'desc', 'd'), ['c', 'b', 'a']);
      assert.deepEqual(await idsBehind(repository, 'asc', 'e'), []);
      assert.deepEqual(await idsBehind(repository, 'desc', 'a'), []);
    },
  },
  {
    name: 'list: after a note that never existed starts where it would be',
    async run({ repository }) {
      await createAll(repository, alice, ['b', 'd', 'f']);
      assert.deepEqual(await idsBehind(repository, 'asc', 'c'), ['d', 'f']);
      assert.deepEqual(await idsBehind(repository, 'desc', 'e'), ['d', 'b']);
      assert.deepEqual(await idsBehind(repository, 'asc', '-'), ['b', 'd', 'f']);
      assert.deepEqual(await idsBehind(repository, 'desc', '~'), ['f', 'd', 'b']);
      assert.deepEqual(await idsBehind(repository, 'asc', '~'), []);
      assert.deepEqual(await idsBehind(repository, 'desc', '-'), []);
    },
  },
  {
    name: 'list: after a note deleted since starts where it was',
    async run({ repository }) {
      await createAll(repository, alice, ['a', 'b', 'c', 'd']);
      for (const order of bothOrders) {
        const [, second] = await listAll(repository, alice, { limit: 2, order });
        assert.ok(second, 'there is a second note');
        await repository.delete(alice, second.id);
        const rest = idsOf(await listAll(repository, alice, { limit: 2, order, after: second.id }));
        assert.deepEqual(rest, order === 'asc' ? ['c', 'd'] : ['a']);
      }
    },
  },
  {
    name: 'list: names of object members are ordinary ids',
    async run({ repository }) {
      for (const name of memberNames) assert.equal(await repository.get(alice, noteId(name)), undefined);
      await createAll(repository, alice, memberNames);
      for (const name of memberNames) {
        assert.equal((await repository.get(alice, noteId(name)))?.text, `text of ${name}`);
      }
      const expected = memberNames.toSorted(byteOrder);
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 2 })), expected);
      await repository.delete(alice, noteId('__proto__'));
      assert.equal(await repository.get(alice, noteId('__proto__')), undefined);
    },
  },
  {
    name: 'list: ids of 128 characters that differ in the last one are told apart',
    async run({ repository }) {
      const ids = ['-', '0', 'A', '_', 'a', '~'].map((last) => 'x'.repeat(127) + last);
      await createAll(repository, alice, ids);
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 1 })), ids);
      assert.deepEqual(
        idsOf(await listAll(repository, alice, { limit: 4, order: 'desc' })),
        ids.toReversed(),
      );
    },
  },
  {
    name: 'list: pages of more than a megabyte are complete',
    async run({ repository }) {
      const text = 'x'.repeat(200 * 1024);
      const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
      for (const one of ids) await repository.create(alice, newNote({ id: noteId(one), text }));
      for (const limit of [100, 7]) {
        for (const order of bothOrders) {
          const notes = (await listPages(repository, alice, { limit, order })).flat();
          assert.deepEqual(idsOf(notes), order === 'asc' ? ids : ids.toReversed());
          assert.ok(
            notes.every((note) => note.text === text),
            'every text is complete',
          );
        }
      }
    },
  },
];

async function idsBehind(
  repository: NoteRepository,
  order: 'asc' | 'desc',
  after: string,
): Promise<readonly string[]> {
  return idsOf(await listAll(repository, alice, { limit: 2, order, after: noteId(after) }));
}
