import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ENDING_SIGNALS, installPythonPackages, runWithLoopbackOnly } from '@notes/test-kit';
import { runTier } from './tier.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const INSIDE = '--inside';

/** Builds and installs what the tier needs, and starts this file again where nothing but loopback can be reached, if there is a way. */
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
  const folder = mkdtempSync(join(tmpdir(), 'notes-e2e-aws-'));
  try {
    const self = [process.execPath, import.meta.filename, INSIDE, programs, folder];
    const status = await runWithLoopbackOnly(self, {
      cwd: workspace,
      otherwise:
        'Without a network namespace of its own, which this machine does not allow: on a free port of loopback.',
    });
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inside(programs: string, folder: string): Promise<boolean> {
  for (const signal of ENDING_SIGNALS) process.once(signal, () => process.exit(1));
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
