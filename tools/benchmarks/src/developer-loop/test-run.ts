import { stripVTControlCharacters } from 'node:util';

/** What a run of `npm test` says that it did. */
export interface TestRun {
  /** Tests that passed, those of cached tasks too. */
  readonly passed: number;
  /** Tasks of Nx: the tests of each project, and the builds that they need. */
  readonly tasks: number;
  /** Those of them whose outcome was known already. */
  readonly cached: number;
}

/** The lines that say which tasks, files and tests failed; where there are none, the end of the output. */
export function failuresIn(output: string): string {
  const lines = stripVTControlCharacters(output).split('\n');
  const telling = /^FAIL |^ +● |^ *- [\w:-]+$|Failed tasks|^npm error/;
  const found = [...new Set(lines.filter((line) => telling.test(line)))];
  return (found.length > 0 ? found : lines.slice(-50)).join('\n');
}

/**
 * What `times` of a POSIX shell printed last: its second line is the time of the processes that it waited for.
 * @throws Error when it printed nothing of the kind.
 */
export function readCpuSeconds(output: string): number {
  const [, ...parts] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(output) ?? [];
  if (parts.length === 0) throw new Error('The shell does not say how much time was used.');
  const [userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = parts.map(Number);
  return 60 * (userMinutes + systemMinutes) + user + system;
}

/**
 * Reads the output of `npm test`.
 * @throws Error unless every test passed.
 */
export function readTestRun(output: string): TestRun {
  const text = stripVTControlCharacters(output);
  const summaries = [...text.matchAll(/^Tests: +(.*)$/gm)].map(([, summary = '']) => summary);
  const bad = summaries.find((summary) => !/^(\d+) passed, \1 total$/.test(summary));
  if (bad !== undefined) throw new Error(`Not every test passed: ${bad}.`);
  const [, cached, tasks] = /^ *Cache: +(\d+)\/(\d+) hit/m.exec(text) ?? [];
  if (tasks === undefined || !text.includes('Successfully ran target test')) {
    throw new Error('Nx does not say that the tests passed.');
  }
  const passed = summaries.reduce((sum, summary) => sum + Number.parseInt(summary, 10), 0);
  return { passed, tasks: Number(tasks), cached: Number(cached) };
}
