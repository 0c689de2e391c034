import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type FunctionError, type Outcome, RuntimeApi } from './runtime-api.ts';

const WORKSPACE = join(__dirname, '../../../..');
const RUNTIME_CLIENT = join(WORKSPACE, 'tmp/lambda-runtime/node_modules/aws-lambda-ric/index.mjs');

export interface FunctionSettings {
  /** The app whose bundle is deployed. */
  readonly app: 'authorizer' | 'notes-api';
  /** Default: what the deployment names. */
  readonly handler?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** One execution environment: a process of Lambda's Node runtime client, which loaded the built bundle and nothing else. */
export class LambdaFunction {
  readonly #api: RuntimeApi;
  readonly #process: ChildProcessByStdio<null, Readable, Readable>;
  #stdout = '';
  #stderr = '';

  private constructor(api: RuntimeApi, child: ChildProcessByStdio<null, Readable, Readable>) {
    this.#api = api;
    this.#process = child;
    child.stdout.on('data', (chunk: Buffer) => (this.#stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
  }

  /** Starts the process. It has the environment variables that Lambda sets, those of the settings, and no others. */
  static async start({
    app,
    handler = 'main.handler',
    environment,
  }: FunctionSettings): Promise<LambdaFunction> {
    const api = new RuntimeApi();
    await api.start();
    const taskRoot = join(WORKSPACE, 'dist/apps', app);
    const child = spawn(process.execPath, [RUNTIME_CLIENT], {
      cwd: taskRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        AWS_LAMBDA_RUNTIME_API: api.address,
        LAMBDA_TASK_ROOT: taskRoot,
        _HANDLER: handler,
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: app,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${app}`,
        AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]0',
        AWS_LAMBDA_LOG_FORMAT: 'JSON',
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        ...environment,
      },
    });
    return new LambdaFunction(api, child);
  }

  /** Everything that went to the log so far. */
  get output(): string {
    return this.#stdout + this.#stderr;
  }

  /** The log's lines, each of which must be JSON. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.#stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /**
   * Invokes the function once. `timeout`: its configured time-out in milliseconds, which sets the deadline it is told.
   * @throws when the process ends instead of answering.
   */
  async invoke(event: unknown, settings?: { readonly timeout: number }): Promise<Outcome> {
    return Promise.race([this.#api.invoke(event, settings), this.#ended()]);
  }

  /** Waits for the process to report that it cannot start, and to end. */
  async failedStart(): Promise<FunctionError> {
    const child = this.#process;
    const exit = once(child, 'exit');
    const error = await Promise.race([this.#api.initError, this.#ended()]);
    await exit;
    return error;
  }

  /** Ends the process as Lambda would, and checks that it asked for nothing outside the Runtime API. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    await this.#api.stop();
    if (this.#api.faults.length > 0)
      throw new AggregateError(this.#api.faults, 'The runtime client misbehaved.');
  }

  async #ended(): Promise<never> {
    const child = this.#process;
    // Once the streams are closed, all that it wrote is here; a report of the failure wins the race before that.
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    throw new Error(
      `The function's process ended with ${child.exitCode ?? child.signalCode}:\n${this.output}`,
    );
  }
}
