import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installPythonPackages } from './python-environment.ts';
import { runTier } from './tier.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const INSIDE = '--inside';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ways to a network that has nothing but loopback, the first that this machine allows. Their processes end with the one that waits. */
const ISOLATIONS = [
  ['unshare', '--net', '--pid', '--fork', '--kill-child'],
  ['unshare', '--map-root-user', '--net', '--pid', '--fork', '--kill-child'],
] as const;

/** Starts this file again where nothing but loopback can be reached, if there is a way. */
async function start(): Promise<boolean> {
  const build = spawnSync(
    process.execPath,
    [resolve(workspace, 'node_modules/.bin/nx'), 'run-many', '-t', 'build', '-p', 'authorizer,notes-api,web'],
    { cwd: workspace, stdio: 'inherit' },
  );
  if (build.status !== 0) throw new Error('The functions were not built.');
  const programs = installPythonPackages(
    resolve(workspace, 'tmp/e2e-aws/python'),
    resolve(import.meta.dirname, '../requirements.txt'),
  );
  const up = 'ip link set lo up';
  const isolation = ISOLATIONS.find(
    ([program, ...args]) => spawnSync(program, [...args, 'sh', '-c', up], { stdio: 'ignore' }).status === 0,
  );
  const folder = mkdtempSync(join(tmpdir(), 'notes-e2e-aws-'));
  const self = [process.execPath, import.meta.filename, INSIDE, programs, folder];
  if (isolation) console.log('In a network namespace of its own: nothing but loopback can be reached.');
  else
    console.log(
      'Without a network namespace of its own, which this machine does not allow: on a free port of loopback.',
    );
  const [program = '', ...args] = isolation
    ? [...isolation, 'sh', '-c', `${up} && exec "$0" "$@"`, ...self]
    : self;

  const child = spawn(program, args, { cwd: workspace, stdio: 'inherit' });
  // unshare passes no signal on; what runs in its namespace ends with it.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(isolation ? 'SIGKILL' : signal));
  const [status] = (await once(child, 'exit')) as [number | null];
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return status === 0;
}

async function inside(programs: string, folder: string): Promise<boolean> {
  for (const signal of SIGNALS) process.once(signal, () => process.exit(1));
  return runTier({ workspace, programs, folder });
}

try {
  const [mode, programs, folder] = process.argv.slice(2);
  const isInside = mode === INSIDE && programs !== undefined && folder !== undefined;
  const passed = isInside ? await inside(programs, folder) : await start();
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
