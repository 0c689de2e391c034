import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGE = 'node_modules/aws-lambda-ric';

/** What compiling needs beside Node and npm, and the option that makes each program say its version. */
const PROGRAMS = ['cmake', 'make', 'g++', 'python3', 'tar', 'xz'];

const DEBIAN = 'apt-get install cmake make g++ python3 tar xz-utils';

/**
 * Installs AWS's runtime client, `aws-lambda-ric`, in the version of `manifest` and its lock file. Its native part is compiled from sources
 * that it ships, which takes about a minute; a later call finds it there.
 * @param folder where to, outside of every workspace
 * @param manifest the folder of its package.json and package-lock.json
 * @throws Error that says what this machine lacks
 */
export function installRuntimeClient(folder: string, manifest: string): void {
  const files = ['package.json', 'package-lock.json'];
  const wanted = files.map((file) => readFileSync(join(manifest, file), 'utf8'));
  const installed = files.map((file) =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '',
  );
  const compiled = join(folder, PACKAGE, 'rapid-client.node');
  if (existsSync(compiled) && wanted.every((text, index) => text === installed[index])) return;

  const missing = PROGRAMS.filter((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error);
  if (missing.length > 0) {
    throw new Error(
      `The runtime client cannot be compiled without ${missing.join(', ')}. On Debian: ${DEBIAN}`,
    );
  }
  const headers = findNodeHeaders();

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The lock file is written last: it is the mark of an installation that went through.
  writeFileSync(
    join(folder, '.npmrc'),
    `nodedir=${headers}\nfund=false\naudit=false\nupdate-notifier=false\n`,
  );
  copyFileSync(join(manifest, 'package.json'), join(folder, 'package.json'));
  copyFileSync(join(manifest, 'package-lock.json'), join(folder, 'package-lock.json'));
  console.log(`Compiling aws-lambda-ric with the Node headers of ${headers} ...`);
  const { status, error, stdout, stderr } = spawnSync('npm', ['ci', '--foreground-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (error || status !== 0 || !existsSync(compiled)) {
    rmSync(folder, { recursive: true, force: true });
    const end = `${stdout}\n${stderr}`.split('\n').slice(-60).join('\n');
    throw new Error(`The runtime client did not compile.\n${error?.message ?? end}`);
  }
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
