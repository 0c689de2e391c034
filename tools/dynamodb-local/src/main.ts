import { resolve } from 'node:path';
import { runProgram, runWithLoopbackOnly } from '@notes/test-kit';
import { DynamoDbLocal } from './emulator.ts';
import { installDynamoDbLocal, requireJava } from './install.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const INSIDE = '--inside';

/** Starts this file again where nothing but loopback can be reached, if there is a way: DynamoDB Local listens on every interface. */
async function start(): Promise<number> {
  requireJava();
  const folder = installDynamoDbLocal(
    resolve(workspace, 'tmp/dynamodb-local'),
    resolve(import.meta.dirname, '../emulator'),
  );
  return runWithLoopbackOnly([process.execPath, import.meta.filename, INSIDE, folder], {
    cwd: workspace,
    otherwise:
      'This machine does not allow a network namespace of its own, and DynamoDB Local cannot be told to listen on loopback only: while the\n' +
      'tests run, it is on a free port of every interface.',
  });
}

/** Runs the tier against a DynamoDB Local of its own. */
async function inside(folder: string): Promise<number> {
  const dynamoDb = await DynamoDbLocal.start(folder);
  try {
    const jest = resolve(workspace, 'node_modules/.bin/jest');
    const globals = JSON.stringify({ dynamoDbEndpoint: dynamoDb.endpoint });
    const args = ['--config', 'tools/dynamodb-local/jest.tier.cjs', '--globals', globals];
    return await runProgram([process.execPath, jest, ...args], { cwd: workspace });
  } finally {
    await dynamoDb.stop();
  }
}

try {
  const [mode, folder] = process.argv.slice(2);
  process.exitCode = await (mode === INSIDE && folder !== undefined ? inside(folder) : start());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
