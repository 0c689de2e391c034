import { type Counts, resultLine } from './result-line.ts';

const none: Counts = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };

describe('the result line', () => {
  it.each<[Partial<Counts>, string]>([
    [{ expected: 36 }, 'Tests:       36 passed, 36 total'],
    [{ expected: 35, unexpected: 1 }, 'Tests:       1 failed, 35 passed, 36 total'],
    [{ expected: 1, skipped: 2 }, 'Tests:       2 skipped, 1 passed, 3 total'],
    [{ flaky: 1, unexpected: 2 }, 'Tests:       3 failed, 3 total'],
    [{}, 'Tests:       0 total'],
  ])('of %j', (counts, line) => {
    expect(resultLine({ ...none, ...counts })).toBe(line);
  });
});
