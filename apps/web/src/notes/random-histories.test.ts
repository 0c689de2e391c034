import 'fake-indexeddb/auto';
import fc from 'fast-check';
import type { Fault } from './test-support/device.ts';
import { History, type Step } from './test-support/history.ts';

const RUNS = 40;

const tab = fc.nat({ max: 2 });
const pick = fc.nat({ max: 1 });
const device = fc.nat({ max: 1 });
const fault = fc.constantFrom<Fault>('refused', 'lost', 'none', 503, 500, 429, 401);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ act: fc.constant('create' as const), tab, pick }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('open' as const), tab, pick }) },
  { weight: 8, arbitrary: fc.record({ act: fc.constant('type' as const), tab, pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('remove' as const, 'restore' as const), tab, pick }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('refresh' as const), tab, pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('resolve' as const),
      tab,
      pick,
      keep: fc.constantFrom('mine' as const, 'theirs' as const, 'both' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ act: fc.constant('wait' as const), milliseconds: fc.constantFrom(1, 600, 9_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('faults' as const),
      device,
      faults: fc.array(fault, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('weather' as const),
      device,
      weather: fc.constantFrom<Fault>('refused', 'lost', 503, 'none', 'none'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('expire' as const, 'reload' as const), device }) },
);

describe('whatever happens', () => {
  it('leaves every text with the service that nobody chose to replace, once, and the same on every device', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30, size: 'max' }), async (steps) => {
        const history = new History();
        try {
          await history.begin();
          for (const each of steps) await history.take(each);
          await history.end();
          const texts = Object.values(await history.api.texts());
          expect(new Set(texts).size).toBe(texts.length);
          expect(texts).toEqual(expect.arrayContaining([...history.owed]));
          for (const store of history.stores) {
            while (store.sync.value.more) await store.loadMore();
            await store.refresh();
            for (const each of history.devices) await each.browser.settle();
            expect(store.notes.value.map(({ text }) => text).sort()).toEqual([...texts].sort());
            expect(store.notes.value.filter(({ state }) => state !== 'saved')).toEqual([]);
          }
        } finally {
          await history.close();
        }
      }),
      { numRuns: RUNS },
    );
  });
});
