import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { recordFigures } from '../support/figures.ts';

const WORKSPACE = resolve(__dirname, '../../../..');
/** Milliseconds. */
const TIMEOUT = 240_000;

interface JestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
}

const seed = randomInt(2 ** 31);
const figures: Record<string, number> = { seed };

afterAll(() => recordFigures('fuzzing-properties', figures));

/** Runs the files `*.properties.test.ts` of a project as they are, with more cases than beside the code. */
async function runProperties(project: string, numRuns: number) {
  const folder = await mkdtemp(join(tmpdir(), 'notes-properties-'));
  const outputFile = join(folder, 'report.json');
  const args = [
    [join(WORKSPACE, 'node_modules/jest/bin/jest.js'), '--runInBand', '--testPathPatterns', 'properties'],
    ['--setupFiles', join(__dirname, 'long-run.ts')],
    ['--globals', JSON.stringify({ propertyRuns: { numRuns, seed } }), '--testTimeout', String(TIMEOUT)],
    ['--json', '--outputFile', outputFile],
  ].flat();
  try {
    const child = spawn(process.execPath, args, {
      cwd: join(WORKSPACE, project),
      env: {},
      stdio: ['ignore', 'ignore', 'pipe'],
      // Nobody waits for it any longer.
      timeout: TIMEOUT,
    });
    const exited = once(child, 'exit') as Promise<[number | null]>;
    const [output, [code]] = await Promise.all([text(child.stderr), exited]);
    return { code, output, report: JSON.parse(await readFile(outputFile, 'utf8')) as JestReport };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe(`the properties, taken further from the seed ${seed}`, () => {
  it.each([
    ['events and cursors', 'libs/lambda', 1000],
    ['policies and mapping templates', 'apps/harness', 500],
  ])(
    'of %s hold',
    async (what, project, numRuns) => {
      const { code, output, report } = await runProperties(project, numRuns);
      if (code !== 0) throw new Error(output);
      expect(report.numPassedTests).toBe(report.numTotalTests);
      expect(report.numTotalTests).toBeGreaterThan(0);
      figures[`tests of ${what}`] = report.numTotalTests;
      figures[`cases of each, ${what}`] = numRuns;
    },
    TIMEOUT,
  );
});
