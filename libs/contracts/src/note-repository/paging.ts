import assert from 'node:assert/strict';
import { type Note, noteId } from '@notes/domain';
import type { NoteRepositoryCase, NoteRepositorySubject } from './subject.ts';
import {
  alice,
  byteOrder,
  createAll,
  createMany,
  evenIds,
  idsOf,
  listAll,
  listPages,
  newNote,
  numberedId,
  replacement,
} from './support.ts';

export const pagingCases: readonly NoteRepositoryCase[] = [
  {
    name: 'paging: forwards and backwards over 1,000 notes gives each exactly once, 23 or 100 a page',
    async run(subject) {
      const { repository } = subject;
      const ids = evenIds(1_000);
      await createMany(subject, alice, ids);
      for (const limit of [23, 100]) {
        assert.deepEqual(idsOf(await listAll(repository, alice, { limit })), ids);
        assert.deepEqual(idsOf(await listAll(repository, alice, { limit, order: 'desc' })), ids.toReversed());
      }
    },
  },
  {
    name: 'paging: a limit of one gives each note exactly once',
    async run({ repository }) {
      const ids = evenIds(30);
      await createAll(repository, alice, ids);
      assert.deepEqual(idsOf(await listAll(repository, alice, { limit: 1 })), ids);
      assert.deepEqual(
        idsOf(await listAll(repository, alice, { limit: 1, order: 'desc' })),
        ids.toReversed(),
      );
    },
  },
  {
    name: 'paging: a number of notes that the limit divides gives each exactly once',
    async run({ repository }) {
      const ids = evenIds(40);
      await createAll(repository, alice, ids);
      for (const limit of [20, 40]) {
        assert.deepEqual(idsOf(await listAll(repository, alice, { limit })), ids);
        assert.deepEqual(idsOf(await listAll(repository, alice, { limit, order: 'desc' })), ids.toReversed());
      }
    },
  },
  {
    name: 'paging: forwards over 1,000 notes loses and repeats nothing while others are written and deleted',
    run: (subject) => pageThroughChanges(subject, 'asc', 1_000),
  },
  {
    name: 'paging: backwards over 1,000 notes loses and repeats nothing while others are written and deleted',
    run: (subject) => pageThroughChanges(subject, 'desc', 1_000),
  },
  {
    name: 'paging: a note replaced between two pages is given once',
    async run({ repository }) {
      const ids = evenIds(20);
      await createAll(repository, alice, ids);
      const replaceAll = async (): Promise<void> => {
        for (const id of ids) await repository.replace(alice, noteId(id), replacement('*'));
      };
      const pages = await listPages(repository, alice, { limit: 8 }, replaceAll);
      assert.deepEqual(idsOf(pages.flat()), ids);
    },
  },
  {
    name: 'paging: notes written behind the position are found, those before it are not',
    async run({ repository }) {
      await createAll(repository, alice, ['b', 'd', 'f', 'h']);
      const { next } = await repository.list(alice, { limit: 2, order: 'asc' });
      assert.ok(next !== undefined, 'at least two notes are left');
      await createAll(repository, alice, ['a', 'c', 'e', 'g']);
      const rest = await listAll(repository, alice, { limit: 2, after: next });
      const behind = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].filter((id) => id > next);
      assert.deepEqual(idsOf(rest), behind);
    },
  },
];

/**
 * Between any two pages: deletes a note of the page before and one that is still to come, and creates one behind the
 * position, now and then one before it too. What was there from beginning to end must come exactly once, and in order.
 */
async function pageThroughChanges(
  subject: NoteRepositorySubject,
  order: 'asc' | 'desc',
  count: number,
): Promise<void> {
  const { repository } = subject;
  const ids = evenIds(count);
  await createMany(subject, alice, ids);
  const deleted = new Set<string>();
  const remove = async (id: string | undefined): Promise<void> => {
    if (id === undefined) return;
    deleted.add(id);
    await repository.delete(alice, noteId(id));
  };
  const behind = order === 'asc' ? 1 : -1;
  let turn = 0;
  const change = async (page: readonly Note[]): Promise<void> => {
    const last = page.at(-1);
    if (!last) return;
    const position = Math.floor(Number(last.id.slice(2)) / 2);
    turn++;
    // The last note of the page is where the next page starts: it has to go now and then as well.
    await remove(turn % 2 === 0 ? last.id : page[0]?.id);
    await remove(ids[position + 3 * behind]);
    // More go than come before the position, or a page that is found by counting notes would be right by chance.
    for (const steps of turn % 3 === 0 ? [-2, 5] : [5]) {
      const neighbour = ids[position + steps * behind];
      if (neighbour === undefined) continue;
      await repository.create(alice, newNote({ id: noteId(numberedId(Number(neighbour.slice(2)) + 1)) }));
    }
  };

  const listed = idsOf((await listPages(repository, alice, { limit: 37, order }, change)).flat());

  const inOrder = listed.toSorted((left, right) => byteOrder(left, right) * behind);
  assert.deepEqual(listed, inOrder, 'the notes come in order');
  assert.equal(new Set(listed).size, listed.length, 'no note comes twice');
  assert.ok(deleted.size > 8, 'notes were deleted between the pages');
  const there = ids.filter((id) => !deleted.has(id));
  const missed = there.filter((id) => !listed.includes(id));
  assert.deepEqual(missed, [], 'no note is missed that was there throughout');
}
