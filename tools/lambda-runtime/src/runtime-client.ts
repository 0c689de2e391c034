import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installNpmPackages } from '@notes/test-kit';

/** What compiling needs beside Node and npm. */
const PROGRAMS = ['cmake', 'make', 'g++', 'python3', 'tar', 'xz'];

const DEBIAN = 'apt-get install cmake make g++ python3 tar xz-utils';

/**
 * Installs AWS's runtime client, `aws-lambda-ric`. Its native part is compiled from sources that it ships, which takes about a minute.
 * @param folder where to, outside of every workspace
 * @param manifest the folder of its package.json and package-lock.json
 * @throws Error that says what this machine lacks
 */
export function installRuntimeClient(folder: string, manifest: string): void {
  installNpmPackages(folder, manifest, () => {
    const missing = PROGRAMS.filter(
      (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error,
    );
    if (missing.length > 0) {
      throw new Error(
        `The runtime client cannot be compiled without ${missing.join(', ')}. On Debian: ${DEBIAN}`,
      );
    }
    const nodedir = findNodeHeaders();
    return {
      what: `aws-lambda-ric, which is compiled with the Node headers of ${nodedir}`,
      settings: { nodedir, 'foreground-scripts': true },
    };
  });
}

/**
 * A folder that node-gyp takes as `nodedir`. The headers may be those of any Node from 18 on: the client uses Node-API only, which is the
 * same in binary form in every later version.
 * @see https://nodejs.org/api/n-api.html#implications-of-abi-stability
 */
function findNodeHeaders(): string {
  const configured = npmConfiguration('nodedir');
  const npm = spawnSync('npm', ['root', '--global'], { encoding: 'utf8' }).stdout.trim();
  const candidates = [
    ...(configured === undefined ? [] : [configured]),
    dirname(dirname(process.execPath)),
    // Where Node's own distributions have npm: <prefix>/lib/node_modules.
    dirname(dirname(npm)),
    '/usr',
    '/usr/local',
    // Debian's libnode-dev.
    '/usr/include/nodejs',
  ];
  const found = candidates.find(
    (folder) =>
      existsSync(join(folder, 'include/node/node_api.h')) || existsSync(join(folder, 'src/node_api.h')),
  );
  if (found === undefined) {
    throw new Error(
      `The runtime client cannot be compiled without Node's headers; not found in ${candidates.join(', ')}. ` +
        'Install a Node distribution that has include/node, or on Debian: apt-get install libnode-dev',
    );
  }
  return found;
}

function npmConfiguration(name: string): string | undefined {
  const value = spawnSync('npm', ['config', 'get', name], { encoding: 'utf8' }).stdout.trim();
  return value === '' || value === 'undefined' ? undefined : value;
}
