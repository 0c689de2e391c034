import { type NoteId, noteId } from '@notes/domain';
import fc from 'fast-check';
import { SortedIds } from './sorted-ids.ts';

const number = fc.integer({ min: 0, max: 2_000 });
const idOf = (value: number): NoteId => noteId(`n${value}`);

/** What the set must be like: an array that is sorted whenever it is asked. */
function expectedPage(
  ids: ReadonlySet<NoteId>,
  count: number,
  order: 'asc' | 'desc',
  after?: NoteId,
): NoteId[] {
  const sorted = [...ids].sort();
  if (order === 'desc') sorted.reverse();
  return sorted
    .filter((id) => after === undefined || (order === 'asc' ? id > after : id < after))
    .slice(0, count);
}

describe('SortedIds', () => {
  it('gives the pages of a sorted array, whatever is added and deleted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(number, { minLength: 0, maxLength: 2_000, size: 'max' }),
        fc.array(number, { maxLength: 300, size: 'max' }),
        fc.array(
          fc.record({
            count: fc.integer({ min: 1, max: 1_200 }),
            order: fc.constantFrom('asc' as const, 'desc' as const),
            after: fc.option(number.map(idOf), { nil: undefined }),
          }),
          { minLength: 1, maxLength: 10 },
        ),
        (added, deleted, requests) => {
          const ids = new SortedIds();
          const model = new Set<NoteId>();
          for (const id of added.map(idOf)) {
            ids.add(id);
            model.add(id);
          }
          for (const id of deleted.map(idOf)) if (model.delete(id)) ids.delete(id);
          for (const { count, order, after } of requests) {
            expect(ids.page(count, order, after)).toEqual(expectedPage(model, count, order, after));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds nothing once all has been deleted', () => {
    const ids = new SortedIds();
    const all = Array.from({ length: 1_500 }, (_, index) => idOf(index));
    for (const id of all) ids.add(id);
    for (const id of all) ids.delete(id);
    expect(ids.page(1, 'asc')).toEqual([]);
    expect(ids.page(1, 'desc')).toEqual([]);
    ids.add(idOf(7));
    expect(ids.page(2, 'desc')).toEqual([idOf(7)]);
  });
});
