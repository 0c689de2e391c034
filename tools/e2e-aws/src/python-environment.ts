import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
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
  console.log(`Installing ${basename(requirements)} into a virtual environment ...`);
  run(
    'python3',
    ['-m', 'venv', folder],
    'Python 3.10 or newer with venv is needed. On Debian: apt-get install python3 python3-venv',
  );
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-r',
    requirements,
  ];
  run(join(programs, 'python'), pip, 'pip did not install the packages.');
  writeFileSync(mark, wanted);
  return programs;
}

/**
 * A certificate that the emulator makes for the host names of the issuers it plays, signed by itself.
 * @param temporary where to keep it
 */
export function createCertificate(
  programs: string,
  temporary: string,
): { readonly cert: string; readonly key: string } {
  const script = 'from ministack.core import tls; print(*tls.resolve_tls_material(), sep="\\n")';
  const options = { env: { PATH: '/usr/local/bin:/usr/bin:/bin', TMPDIR: temporary } };
  const output = run(
    join(programs, 'python'),
    ['-c', script],
    'openssl is needed. On Debian: apt-get install openssl',
    options,
  );
  const [cert = '', key = ''] = output.trim().split('\n');
  return { cert, key };
}

function run(
  program: string,
  args: readonly string[],
  advice: string,
  options: SpawnSyncOptions = {},
): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, { ...options, encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`${advice}\n${error?.message ?? stderr}`);
  return stdout;
}
