import { readTestRun } from './test-run.ts';

const tests = (summary: string) =>
  `Test Suites: 2 passed, 2 total\n\u001b[1mTests:\u001b[22m       ${summary}\n`;
const nx = ` NX   Successfully ran target test for 2 projects and 1 task they depend on

  Run duration:      72ms
  Cache:             1/3 hit (33%)
`;

describe('readTestRun', () => {
  it('adds up the tests of all projects', () => {
    const output = `${tests('7 passed, 7 total')}${tests('35 passed, 35 total')}${nx}`;
    expect(readTestRun(output)).toEqual({ passed: 42, tasks: 3, cached: 1 });
  });

  it.each(['1 failed, 6 passed, 7 total', '1 skipped, 6 passed, 7 total', '6 passed, 7 total'])(
    'does not count "%s" as passed',
    (summary) => {
      expect(() => readTestRun(tests(summary) + nx)).toThrow(`Not every test passed: ${summary}.`);
    },
  );

  it.each([
    ['no summary', tests('7 passed, 7 total')],
    ['a failure', `${tests('7 passed, 7 total')} NX   Ran target test\n  Cache:  0/3 hit (0%)`],
  ])('needs more than %s of Nx', (_what, output) => {
    expect(() => readTestRun(output)).toThrow('Nx does not say that the tests passed.');
  });
});
