import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const MAIN = resolve(__dirname, '../../../../apps/harness/start.mjs');
const HEAP_PROBE = join(__dirname, 'heap-probe.ts');
/** Milliseconds; a harness that takes longer to start, or to answer the probe, hangs. */
const PATIENCE = 60_000;

export interface HarnessProcessOptions {
  /** As after `npm start --`. Ports are any free ones, and the web app is not served. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line of the standard output after the start: one JSON entry for each call of a handler. */
  readonly onLine?: (line: string) => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The harness as a process of its own, with the heap probe beside it. */
export interface HarnessProcess {
  readonly invokeUrl: string;
  /** Access tokens of the two users that it starts with; empty where it is given a user pool with `--issuer`. */
  readonly tokens: { readonly ada: string; readonly bob: string };
  /** Settles when the process has ended, however it did. */
  readonly exited: Promise<Exit>;
  /** Everything that it wrote to the standard error. */
  errors(): string;
  /** Bytes of its heap that are in use after a forced garbage collection. */
  heapUsed(): Promise<number>;
  /** Sends SIGTERM and waits for the end. */
  terminate(): Promise<Exit>;
}

const running = new Set<ChildProcess>();

/** For afterEach: ends what a failed test left running. */
export function killHarnesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** @throws Error with what it printed when it ends before it is up. */
export async function startHarnessProcess(options: HarnessProcessOptions = {}): Promise<HarnessProcess> {
  const { args = [], env = {}, onLine } = options;
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      HEAP_PROBE,
      MAIN,
      '--port',
      '0',
      '--user-pool-port',
      '0',
      '--no-web',
      ...args,
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  running.add(child);
  const exited = (once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>).then(
    ([code, signal]) => {
      running.delete(child);
      return { code, signal };
    },
  );
  let stderr = '';
  (child.stderr as Readable).on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // With a user pool that is not its own it has no users to greet.
  const lastLine = args.includes('--issuer') ? '/_harness/outbox' : "# not Bob's: 404";
  const welcome = await readWelcome(child.stdout as Readable, exited, lastLine, onLine).catch(
    (error: unknown) => {
      child.kill('SIGKILL');
      throw new Error(`The harness did not start: ${stderr}`, { cause: error });
    },
  );
  const find = (pattern: RegExp) => pattern.exec(welcome)?.[1] ?? '';
  return {
    invokeUrl: find(/invoke URL +(\S+)/),
    tokens: { ada: find(/^ADA='(.+)'$/m), bob: find(/^BOB='(.+)'$/m) },
    exited,
    errors: () => stderr,
    heapUsed: () => askHeap(child),
    terminate: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

function readWelcome(
  stdout: Readable,
  exited: Promise<Exit>,
  lastLine: string,
  onLine: (line: string) => void = () => undefined,
): Promise<string> {
  const { promise, resolve: tell, reject } = Promise.withResolvers<string>();
  let welcome: string | undefined = '';
  createInterface({ input: stdout }).on('line', (line) => {
    if (welcome === undefined) {
      onLine(line);
      return;
    }
    welcome += `${line}\n`;
    if (!line.includes(lastLine)) return;
    tell(welcome);
    welcome = undefined;
  });
  void exited.then(() => reject(new Error('it ended')));
  const timer = setTimeout(() => reject(new Error(`not up after ${PATIENCE} ms`)), PATIENCE);
  return promise.finally(() => clearTimeout(timer));
}

async function askHeap(child: ChildProcess): Promise<number> {
  child.send('heap');
  const [bytes] = (await once(child, 'message', { signal: AbortSignal.timeout(PATIENCE) })) as [number];
  return bytes;
}
