import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestRun, readTestRun } from './test-run.ts';

const workspace = resolve(import.meta.dirname, '../../../..');

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
   * @throws Error unless every test passed.
   */
  test(): TestRun & { readonly seconds: number } {
    // Static: otherwise Nx shows what failed only, and the tests that passed could not be counted.
    const environment = [
      'CI=true',
      'NX_DEFAULT_OUTPUT_STYLE=static',
      `HOME=${this.#temporary}`,
      `TMPDIR=${this.#temporary}`,
    ];
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync('env', [...environment, 'npm', 'test'], {
      cwd: this.#root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0)
      throw new Error(`npm test failed with status ${status}:\n${(stdout + stderr).slice(-20_000)}`);
    return { ...readTestRun(stdout), seconds };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
