import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { installPythonPackages } from '@notes/test-kit';
import { recordFigures } from '../support/figures.ts';
import { killHarnesses, startHarnessProcess } from '../support/harness-process.ts';

/** Of every generator; a failure found with it is found again. */
const SEED = 20_260_101;
/** Of each operation and phase. */
const EXAMPLES = 60;
const NOBODY = 'http://127.0.0.1:9';
/** Milliseconds. */
const TIMEOUT = 240_000;

interface Report {
  readonly stop_reason: string;
  readonly operations: Readonly<Record<'total' | 'tested' | 'errored', number>>;
  readonly phases: Readonly<Record<string, { readonly status: string }>>;
  readonly test_cases: Readonly<Record<'generated' | 'unique_failures' | 'errored', number>>;
}

const figures: Record<string, number> = {};
let programs: string;
let folder: string;

beforeAll(async () => {
  programs = installPythonPackages(
    resolve(__dirname, '../../../../tmp/schemathesis'),
    resolve(__dirname, '../../requirements.txt'),
  );
  folder = await mkdtemp(join(tmpdir(), 'notes-schemathesis-'));
}, TIMEOUT);

afterEach(killHarnesses);

afterAll(async () => {
  recordFigures('fuzzing-schemathesis', figures);
  await rm(folder, { recursive: true, force: true });
});

/** Runs Schemathesis against an API that describes itself. */
async function fuzz(invokeUrl: string, token: string): Promise<{ output: string; report: Report }> {
  const report = join(folder, 'report.json');
  const args = [
    ['--config-file', join(__dirname, 'schemathesis.toml'), '--no-color', 'run', `${invokeUrl}/openapi.json`],
    ['--header', `Authorization: ${token}`, '--seed', String(SEED), '--max-examples', String(EXAMPLES)],
    ['--generation-database', 'none', '--request-timeout', '30', '--suppress-health-check', 'all'],
    ['--report', 'json', '--report-json-path', report],
  ].flat();
  const child = spawn(join(programs, 'schemathesis'), args, {
    cwd: folder,
    // Whatever is not on this machine would be asked of a proxy that nobody runs.
    env: { HOME: folder, HTTP_PROXY: NOBODY, HTTPS_PROXY: NOBODY, NO_PROXY: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output: output + errors, report: JSON.parse(await readFile(report, 'utf8')) as Report };
}

describe.each(['proxy', 'mapped'])('every route behind the %s integration', (integration) => {
  it(
    'answers anything that Schemathesis makes of the OpenAPI document as the document says',
    async () => {
      const harness = await startHarnessProcess({ args: ['--integration', integration] });
      const { output, report } = await fuzz(harness.invokeUrl, harness.tokens.ada);
      const { generated, unique_failures, errored } = report.test_cases;
      figures[`cases, ${integration}`] = generated;
      figures[`failures, ${integration}`] = unique_failures;

      if (unique_failures + errored > 0) throw new Error(output);
      expect(report.stop_reason).toBe('completed');
      expect(report.operations).toMatchObject({ total: 7, tested: 7, errored: 0 });
      expect(Object.entries(report.phases).map(([name, { status }]) => [name, status])).toEqual([
        ['examples', 'success'],
        ['coverage', 'success'],
        ['fuzzing', 'success'],
        ['stateful', 'success'],
      ]);
      expect(generated).toBeGreaterThan(EXAMPLES);
      expect(await harness.terminate()).toEqual({ code: 0, signal: null });
      expect(harness.errors()).toBe('');
    },
    TIMEOUT,
  );
});
