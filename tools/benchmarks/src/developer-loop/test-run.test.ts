import { failuresIn, readCpuSeconds, readTestRun } from './test-run.ts';

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

describe('failuresIn', () => {
  it('says which tasks, files and tests failed', () => {
    const output = [
      '\u001b[31mFAIL\u001b[39m web src/app.test.ts',
      '  ● opens > a note',
      '    expected 1',
      'PASS web src/other.test.ts',
      'Failed tasks:',
      '- web:test',
    ];
    expect(failuresIn(output.join('\n')).split('\n')).toEqual([
      'FAIL web src/app.test.ts',
      '  ● opens > a note',
      'Failed tasks:',
      '- web:test',
    ]);
  });

  it('gives the end of what says nothing', () => {
    expect(failuresIn(`${'\n'.repeat(100)}Killed`)).toBe(`${'\n'.repeat(49)}Killed`);
  });
});

describe('readCpuSeconds', () => {
  it('adds up user and system time of what the shell ran', () => {
    expect(readCpuSeconds('0m0.00s 0m0.01s\n2m3.500s 0m10.250s\n')).toBe(133.75);
  });

  it('needs the figures', () => {
    expect(() => readCpuSeconds('2m3.5s')).toThrow('The shell does not say how much time was used.');
  });
});
