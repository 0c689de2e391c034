import { randomRevisionSource, systemClock } from './index.ts';

describe('systemClock', () => {
  it('tells whole milliseconds of the machine’s own time', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(Number.isInteger(now)).toBe(true);
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });
});

describe('randomRevisionSource', () => {
  it('never repeats, and fits into an entity tag', () => {
    const made = Array.from({ length: 10_000 }, () => randomRevisionSource.next());
    expect(new Set(made).size).toBe(made.length);
    expect(made.filter((revision) => !/^[A-Za-z0-9-]{1,64}$/.test(revision))).toEqual([]);
  });
});
