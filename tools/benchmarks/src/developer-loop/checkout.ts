import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestRun, failuresIn, readCpuSeconds, readTestRun } from './test-run.ts';

const workspace = resolve(import.meta.dirname, '../../../..');

/** Relative to the workspace: all that the last run printed, to be read when it failed. */
const LOG = 'tmp/developer-loop.log';

/** Measured while it runs `npm test`: user and system time, that of every process which that started included. */
interface Timing {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** A clone of the last commit with the packages that are installed here, and with caches and temporary files of its own. */
export class Checkout {
  readonly #folder = mkdtempSync(join(tmpdir(), 'notes-developer-loop-'));
  readonly #root = join(this.#folder, 'notes');
  readonly #temporary = join(this.#folder, 'tmp');

  /** Copies the packages, links among them included: a link to them would lead out of the clone, to the sources of this checkout. */
  prepare(): void {
    execFileSync('git', ['clone', '--quiet', workspace, this.#root]);
    const folders = execFileSync('git', ['ls-files', '*package.json'], { cwd: this.#root, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((file) => join(file, '../node_modules'))
      .filter((folder) => existsSync(join(workspace, folder)));
    for (const folder of folders) {
      execFileSync('cp', ['-a', join(workspace, folder), join(this.#root, folder)]);
    }
  }

  /** As after `git clone` and `npm install`: nothing is built, and no test has run. */
  forget(): void {
    const caches = ['.nx', 'dist', 'node_modules/.cache'].map((name) => join(this.#root, name));
    for (const folder of [...caches, this.#temporary]) rmSync(folder, { recursive: true, force: true });
    mkdirSync(this.#temporary);
  }

  /** Gives a file of the domain one more export, which nobody uses. */
  changeDomain(round: number): void {
    appendFileSync(
      join(this.#root, 'libs/domain/src/note/note.ts'),
      `\nexport const CHANGED_${round} = true;\n`,
    );
  }

  /**
   * Runs `npm test` to its end.
   * @throws Error unless every test passed; it says which did not, and where the whole output is.
   */
  test(): TestRun & Timing {
    // Static: otherwise Nx shows what failed only, and the tests that passed could not be counted.
    const environment = [
      'CI=true',
      'NX_DEFAULT_OUTPUT_STYLE=static',
      `HOME=${this.#temporary}`,
      `TMPDIR=${this.#temporary}`,
    ];
    const start = performance.now();
    const timed = 'npm test 2>&1; status=$?; times; exit $status';
    const { status, signal, error, stdout, stderr } = spawnSync('env', [...environment, 'sh', '-c', timed], {
      cwd: this.#root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const seconds = (performance.now() - start) / 1000;
    mkdirSync(join(workspace, 'tmp'), { recursive: true });
    writeFileSync(join(workspace, LOG), stdout + stderr);
    if (status !== 0) {
      const outcome = error?.message ?? (signal ? `signal ${signal}` : `status ${status}`);
      throw new Error(`npm test ended with ${outcome}, see ${LOG}:\n${failuresIn(stdout)}`, { cause: error });
    }
    return { ...readTestRun(stdout), seconds, cpuSeconds: readCpuSeconds(stdout) };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
