import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@notes/test-kit';

const START_TIMEOUT = 60_000;

/** DynamoDB Local as a process: empty, in memory, and without word to Amazon. */
export class DynamoDbLocal {
  readonly endpoint: string;
  readonly #process: ChildProcess;
  #output = '';

  private constructor(endpoint: string, child: ChildProcess) {
    this.endpoint = endpoint;
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /**
   * @param folder of DynamoDBLocal.jar
   * @throws Error with what it printed when it does not answer in time
   */
  static async start(folder: string): Promise<DynamoDbLocal> {
    const port = await freePort();
    const args = ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
    const options = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
    const child = spawn('java', [...args, ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = new DynamoDbLocal(`http://127.0.0.1:${port}`, child);
    const end = Date.now() + START_TIMEOUT;
    while (child.exitCode === null && Date.now() < end) {
      // Unsigned, so it is refused; but it is answered.
      if (await fetch(started.endpoint).catch(() => undefined)) return started;
      await sleep(100);
    }
    await started.stop();
    throw new Error(`DynamoDB Local did not start.\n${started.#output}`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }
}
