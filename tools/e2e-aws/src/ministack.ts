import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@notes/test-kit';

/** Of a region that has everything, and of nobody. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** What every client of the emulator, and the emulator itself, is told instead of this machine's own AWS configuration. */
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** Node comes first: the functions run in whatever `node` is found. */
export const PATH = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;

const START_TIMEOUT = 60_000;
const STOP_TIMEOUT = 10_000;

export interface MiniStackOptions {
  /** Where the program `ministack` is. */
  readonly programs: string;
  /** Where state, temporary files and the log go. */
  readonly folder: string;
  /** For the functions' Node processes. */
  readonly environment: Readonly<Record<string, string>>;
}

/** An AWS account in one process, which starts others for its functions. Listens on loopback only. */
export class MiniStack {
  readonly endpoint: string;
  readonly #process: ChildProcess;
  readonly #log: string;

  private constructor(endpoint: string, child: ChildProcess, log: string) {
    this.endpoint = endpoint;
    this.#process = child;
    this.#log = log;
  }

  /** @throws Error when it does not answer in time */
  static async start({ programs, folder, environment }: MiniStackOptions): Promise<MiniStack> {
    const port = await freePort();
    for (const name of ['home', 'state', 'temporary']) mkdirSync(join(folder, name), { recursive: true });
    const logFile = join(folder, 'ministack.log');
    const log = openSync(logFile, 'w');
    const child = spawn(join(programs, 'ministack'), [], {
      stdio: ['ignore', log, log],
      // A group of its own, so that its functions' processes can be ended with it.
      detached: true,
      env: {
        PATH,
        HOME: join(folder, 'home'),
        TMPDIR: join(folder, 'temporary'),
        STATE_DIR: join(folder, 'state'),
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        IOT_MTLS_ENABLED: '0',
        SFTP_ENABLED: '0',
        ...CREDENTIALS,
        ...environment,
      },
    });
    closeSync(log);
    const started = new MiniStack(`http://127.0.0.1:${port}`, child, logFile);
    try {
      await started.#ready();
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  async #ready(): Promise<void> {
    const end = Date.now() + START_TIMEOUT;
    while (this.#isRunning && Date.now() < end) {
      const answer = await fetch(`${this.endpoint}/_ministack/health`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(`MiniStack did not start.\n${this.lastErrors()}`);
  }

  /** The last lines of its log that are no mere information. */
  lastErrors(): string {
    const lines = readFileSync(this.#log, 'utf8').split('\n');
    return lines
      .filter((line) => !line.includes(' INFO '))
      .slice(-40)
      .join('\n');
  }

  /** Ends it and its functions' processes. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const end = Date.now() + STOP_TIMEOUT;
    while (this.#isRunning && Date.now() < end) await sleep(50);
    this.kill();
    if (this.#isRunning) await once(this.#process, 'exit');
  }

  /** Ends all of it at once, for when there is no time to wait. */
  kill(): void {
    this.#signal('SIGKILL');
  }

  get #isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // Nobody is left in the group.
    }
  }
}
