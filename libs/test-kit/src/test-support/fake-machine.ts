import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** A machine that has just the programs it is given, as scripts of the shell. What they append to the file $CALLS is told. */
export class FakeMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'notes-test-kit-'));
  readonly #programs = join(this.folder, 'programs');
  readonly #calls = join(this.folder, 'calls');

  constructor(programs: Readonly<Record<string, string>>) {
    mkdirSync(this.#programs);
    writeFileSync(this.#calls, '');
    for (const [name, script] of Object.entries(programs)) this.has(name, script);
  }

  /** From now on it has that program. */
  has(name: string, script: string): void {
    const file = join(this.#programs, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  get calls(): readonly string[] {
    return readFileSync(this.#calls, 'utf8').split('\n').filter(Boolean);
  }

  /** Writes a file, and gives its path. */
  write(name: string, content: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  /** Runs a statement that may use a module of the kit as `kit`; gives what it printed, and the status it ended with. */
  async run(
    module: string,
    statement: string,
  ): Promise<{ readonly status: number; readonly output: string }> {
    const file = JSON.stringify(resolve(__dirname, '..', module));
    const script = `import * as kit from ${file}; ${statement}`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { PATH: this.#programs, CALLS: this.#calls },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [printed, errors, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number]>,
    ]);
    return { status, output: printed + errors };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
