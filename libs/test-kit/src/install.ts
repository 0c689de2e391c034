import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const NPM_FILES = ['package.json', 'package-lock.json'];
const NPM_SETTINGS = { audit: false, fund: false, 'update-notifier': false };
const PIP_OPTIONS = ['--quiet', '--disable-pip-version-check', '--no-deps'];

/** How npm is to install packages apart from the workspace. */
export interface NpmInstallation {
  /** What it is; printed before it begins. */
  readonly what: string;
  /** Settings of npm, which its scripts can read too, by the names that they have in `.npmrc`. */
  readonly settings: Readonly<Record<string, string | boolean>>;
}

/**
 * Installs the packages of a lock file into a folder of their own. A later call with the same files finds them there.
 * @param folder where to, outside of every workspace; what is in it is removed
 * @param manifest the folder of their package.json and package-lock.json
 * @param prepare called when there is something to install; throws when this machine lacks what it takes
 * @throws Error with npm's last words when they cannot be had
 */
export function installNpmPackages(folder: string, manifest: string, prepare: () => NpmInstallation): void {
  const files = NPM_FILES.map((name) => join(manifest, name));
  installOnce(folder, files, () => {
    const { what, settings } = prepare();
    console.log(`Installing ${what} ...`);
    const lines = Object.entries({ ...NPM_SETTINGS, ...settings }).map(
      ([name, value]) => `${name}=${value}\n`,
    );
    writeFileSync(join(folder, '.npmrc'), lines.join(''));
    for (const file of files) copyFileSync(file, join(folder, basename(file)));
    run('npm', ['ci'], `npm did not install ${what}.`, folder);
  });
}

/**
 * Installs the packages of a requirements file into a virtual environment of their own. A later call with the same file finds them there.
 * @returns the environment's folder of programs
 * @throws Error that says what this machine lacks
 */
export function installPythonPackages(folder: string, requirements: string): string {
  const programs = join(folder, 'bin');
  installOnce(folder, [requirements], () => {
    const what = `the packages of ${basename(requirements)}`;
    console.log(`Installing ${what} into a virtual environment ...`);
    run(
      'python3',
      ['-m', 'venv', folder],
      'Python 3.10 or newer with venv is needed. On Debian: apt-get install python3 python3-venv',
    );
    const pip = ['-m', 'pip', 'install', ...PIP_OPTIONS, '-r', requirements];
    run(join(programs, 'python'), pip, `pip did not install ${what}.`);
  });
  return programs;
}

/** Installs into an empty folder unless it has been done for these very files. */
function installOnce(folder: string, files: readonly string[], install: () => void): void {
  const wanted = files.map((file) => readFileSync(file, 'utf8')).join('');
  // Written last, it says that the installation went through.
  const mark = join(folder, 'installed.txt');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install();
  writeFileSync(mark, wanted);
}

function run(program: string, args: readonly string[], advice: string, cwd?: string): void {
  const ended = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: Infinity });
  if (ended.status === 0) return;
  const said = ended.error?.message ?? `${ended.stdout}\n${ended.stderr}`.split('\n').slice(-60).join('\n');
  throw new Error(`${advice}\n${said}`);
}
