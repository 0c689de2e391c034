import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Installs the packages of a requirements file into a virtual environment of their own. A later call with the same file finds them there.
 * @returns the environment's folder of programs
 * @throws Error that says what this machine lacks
 */
export function installPythonPackages(folder: string, requirements: string): string {
  const wanted = readFileSync(requirements, 'utf8');
  const programs = join(folder, 'bin');
  const mark = join(folder, 'installed.txt');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return programs;

  rmSync(folder, { recursive: true, force: true });
  run(
    'Python 3.10 or newer with venv is needed. On Debian: apt-get install python3 python3-venv',
    'python3',
    '-m',
    'venv',
    folder,
  );
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r'];
  run(
    `pip did not install the packages of ${basename(requirements)}.`,
    join(programs, 'python'),
    ...pip,
    requirements,
  );
  writeFileSync(mark, wanted);
  return programs;
}

function run(advice: string, program: string, ...args: readonly string[]): void {
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`${advice}\n${error?.message ?? stderr}`);
}
