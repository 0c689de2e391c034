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
