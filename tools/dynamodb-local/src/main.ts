import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { DynamoDbLocal } from './emulator.ts';
import { installDynamoDbLocal, requireJava } from './install.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const INSIDE = '--inside';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LOOPBACK_UP = 'ip link set lo up';

/** Ways to a network that has nothing but loopback, the first that this machine allows. Their processes end with the one that waits. */
const ISOLATIONS = [
  ['unshare', '--net', '--pid', '--fork', '--kill-child'],
  ['unshare', '--map-root-user', '--net', '--pid', '--fork', '--kill-child'],
] as const;

/** Starts this file again where nothing but loopback can be reached, if there is a way: DynamoDB Local listens on every interface. */
async function start(): Promise<number> {
  requireJava();
  const folder = installDynamoDbLocal(
    resolve(workspace, 'tmp/dynamodb-local'),
    resolve(import.meta.dirname, '../emulator'),
  );
  const isolation = ISOLATIONS.find(
    ([program, ...args]) =>
      spawnSync(program, [...args, 'sh', '-c', LOOPBACK_UP], { stdio: 'ignore' }).status === 0,
  );
  const self = [process.execPath, import.meta.filename, INSIDE, folder];
  if (isolation) console.log('In a network namespace of its own: nothing but loopback can be reached.');
  else {
    console.log(
      'This machine does not allow a network namespace of its own, and DynamoDB Local cannot be told to listen on loopback only: while the\n' +
        'tests run, it is on a free port of every interface.',
    );
  }
  const [program = '', ...args] = isolation
    ? [...isolation, 'sh', '-c', `${LOOPBACK_UP} && exec "$0" "$@"`, ...self]
    : self;
  return run(program, args, isolation ? 'SIGKILL' : undefined);
}

/** Runs the tier against a DynamoDB Local of its own. */
async function inside(folder: string): Promise<number> {
  const dynamoDb = await DynamoDbLocal.start(folder);
  try {
    const jest = resolve(workspace, 'node_modules/.bin/jest');
    const globals = JSON.stringify({ dynamoDbEndpoint: dynamoDb.endpoint });
    const args = [jest, '--config', 'tools/dynamodb-local/jest.tier.cjs', '--globals', globals];
    return await run(process.execPath, args);
  } finally {
    await dynamoDb.stop();
  }
}

/** The exit status of a program, which is told of the signals that this one gets: by that one signal, where it passes none on itself. */
async function run(program: string, args: readonly string[], instead?: NodeJS.Signals): Promise<number> {
  const child = spawn(program, args, { cwd: workspace, stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(instead ?? signal));
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}

try {
  const [mode, folder] = process.argv.slice(2);
  process.exitCode = await (mode === INSIDE && folder !== undefined ? inside(folder) : start());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
