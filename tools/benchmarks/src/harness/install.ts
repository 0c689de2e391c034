import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FILES = ['package.json', 'package-lock.json'];
const PROGRAM = 'node_modules/osls/bin/serverless.js';

/**
 * Installs serverless-offline and osls in the versions of `manifest` and its lock file; a later call finds them there.
 * @param folder where to, outside of every workspace
 * @param manifest the folder of their package.json and package-lock.json
 * @returns the file of osls's command line
 * @throws Error with npm's words when they cannot be had
 */
export function installServerlessOffline(folder: string, manifest: string): string {
  const program = join(folder, PROGRAM);
  const isCurrent = FILES.every(
    (file) =>
      existsSync(join(folder, file)) &&
      readFileSync(join(folder, file), 'utf8') === readFileSync(join(manifest, file), 'utf8'),
  );
  if (isCurrent && existsSync(program)) return program;

  console.log('Installing serverless-offline and osls, 140 MB, apart from the workspace ...');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(manifest, file), join(folder, file));
  const { status, error, stderr } = spawnSync(
    'npm',
    [
      'ci',
      '--ignore-scripts',
      // serverless-offline asks for Serverless 4, which wants an account; osls is what takes its place.
      '--legacy-peer-deps',
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: Infinity },
  );
  if (status === 0 && existsSync(program)) return program;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(
    `serverless-offline cannot be installed; is the npm registry within reach?\n${error?.message ?? stderr}`,
  );
}
