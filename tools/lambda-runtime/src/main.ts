import { resolve } from 'node:path';
import { runProgram } from '@notes/test-kit';
import { installRuntimeClient } from './runtime-client.ts';

const workspace = resolve(import.meta.dirname, '../../..');

/** Runs one of the workspace's own programs; false when it failed. */
async function run(program: string, ...args: string[]): Promise<boolean> {
  const file = resolve(workspace, 'node_modules/.bin', program);
  return (await runProgram([process.execPath, file, ...args], { cwd: workspace })) === 0;
}

try {
  installRuntimeClient(
    resolve(workspace, 'tmp/lambda-runtime'),
    resolve(import.meta.dirname, '../runtime-client'),
  );
  console.log(
    'The Lambdas run under the runtime client of AWS itself: aws-lambda-ric, compiled for this machine.',
  );
  const passed =
    (await run('nx', 'run-many', '-t', 'build', '-p', 'authorizer,notes-api')) &&
    (await run('jest', '--config', 'tools/lambda-runtime/jest.tier.cjs'));
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
