import fc from 'fast-check';
import { SortedMap } from './sorted-map.ts';

const key = fc.integer({ min: 0, max: 2_000 }).map((value) => `n${value}`);

/** What the map must be like: one that is sorted whenever it is asked. */
function expectedPage(
  model: ReadonlyMap<string, number>,
  count: number,
  order: 'asc' | 'desc',
  after?: string,
): number[] {
  const sorted = [...model].sort(([left], [right]) => (left < right ? -1 : 1));
  if (order === 'desc') sorted.reverse();
  return sorted
    .filter(([id]) => after === undefined || (order === 'asc' ? id > after : id < after))
    .slice(0, count)
    .map(([, value]) => value);
}

describe('SortedMap', () => {
  it('gives what a sorted array would, whatever is set and deleted', () => {
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 2_500, size: 'max' }),
        fc.array(key, { maxLength: 300, size: 'max' }),
        fc.array(
          fc.record({
            count: fc.integer({ min: 1, max: 1_200 }),
            order: fc.constantFrom('asc' as const, 'desc' as const),
            after: fc.option(key, { nil: undefined }),
          }),
          { minLength: 1, maxLength: 10 },
        ),
        (set, deleted, requests) => {
          const map = new SortedMap<number>();
          const model = new Map<string, number>();
          for (const [value, each] of set.entries()) {
            map.set(each, value);
            model.set(each, value);
          }
          for (const each of deleted) {
            map.delete(each);
            model.delete(each);
          }
          // One expectation of texts instead of thousands of numbers: Jest takes its time for each.
          const keys = [...set, ...deleted];
          expect(keys.map((each) => map.get(each)).join()).toBe(keys.map((each) => model.get(each)).join());
          for (const { count, order, after } of requests) {
            expect(map.page(count, order, after).join()).toBe(
              expectedPage(model, count, order, after).join(),
            );
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('holds nothing once all has been deleted', () => {
    const map = new SortedMap<number>();
    const keys = Array.from({ length: 1_500 }, (_, index) => `n${index}`);
    for (const [value, each] of keys.entries()) map.set(each, value);
    for (const each of keys) map.delete(each);
    expect(map.page(1, 'asc')).toEqual([]);
    expect(map.page(1, 'desc')).toEqual([]);
    map.set('n7', 7);
    expect(map.page(2, 'desc')).toEqual([7]);
  });
});
