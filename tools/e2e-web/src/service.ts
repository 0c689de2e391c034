import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';

const HARNESS = resolve(import.meta.dirname, '../../../apps/harness/start.mjs');
const READY = /^The notes app is at (\S+)\n/;
/** Milliseconds; one that takes longer hangs. */
const TIMEOUT = 60_000;

/** The whole service on loopback, as `npm start` runs it. */
export interface Service {
  readonly webUrl: string;
  /** What the web app is told: the members of its `config.json`. */
  readonly config: ServiceConfig;
}

export interface ServiceConfig {
  readonly invokeUrl: string;
  readonly userPoolEndpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface RunningService extends Service {
  stop(): Promise<void>;
}

/**
 * Starts the harness on free ports.
 *
 * @param log the file that its output is written to
 * @param args more of its flags
 * @throws Error when it ends, or says nothing for a minute, before it is ready; what it printed says why.
 */
export async function startService(log: string, ...args: readonly string[]): Promise<RunningService> {
  const ports = ['--port', '0', '--user-pool-port', '0', '--web-port', '0'];
  const child = spawn(process.execPath, [HARNESS, ...ports, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  child.stdout.pipe(createWriteStream(log));
  const stop = () => stopProcess(child);
  try {
    const webUrl = await readWebUrl(child);
    const config = (await (await fetch(`${webUrl}/config.json`)).json()) as ServiceConfig;
    return { webUrl, config, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readWebUrl(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const found = READY.exec(output)?.[1];
    if (found !== undefined) resolve(found);
  });
  child.once('exit', () => reject(new Error(`npm start ended before it was ready. ${output}`)));
  const timer = setTimeout(() => reject(new Error(`npm start was not ready in time. ${output}`)), TIMEOUT);
  return promise.finally(() => clearTimeout(timer));
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
