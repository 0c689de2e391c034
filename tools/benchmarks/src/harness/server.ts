import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A notes API on loopback, and what two of its users call it with. */
export interface Access {
  readonly url: string;
  /** The token of a user who only reads. */
  readonly reader: string;
  /** The token of a user who writes. */
  readonly writer: string;
}

export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What it prints goes there. */
  readonly log: string;
  /** How to call it, once it has printed enough; undefined until then. */
  readonly access: (printed: string) => Access | undefined;
}

export interface RunningServer extends Access {
  /** Milliseconds from the start of the process to its first 200. */
  readonly readyAfter: number;
  /** Milliseconds of CPU that the process has used, all its threads together. */
  cpuTime(): number;
  stop(): Promise<void>;
}

const POLL = 10;
const PATIENCE = 120_000;

/** Runs a Node program until it answers a user's request. @throws Error when it ends before, or takes too long. */
export async function startServer({ args, cwd, env, log, access }: Program): Promise<RunningServer> {
  const output = openSync(log, 'w');
  const start = performance.now();
  const child = spawn(process.execPath, [...args], { cwd, env, stdio: ['ignore', output, output] });
  closeSync(output);
  try {
    while (performance.now() - start < PATIENCE) {
      if (hasEnded(child)) throw new Error(`The server ended. ${readFileSync(log, 'utf8')}`);
      const found = access(readFileSync(log, 'utf8'));
      if (found && (await answers(found))) {
        const readyAfter = performance.now() - start;
        return { ...found, readyAfter, cpuTime: () => cpuTimeOf(child), stop: () => stopProcess(child) };
      }
      await delay(POLL);
    }
    throw new Error(`The server was not ready in time. ${readFileSync(log, 'utf8')}`);
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
}

async function answers({ url, reader }: Access): Promise<boolean> {
  try {
    const response = await fetch(`${url}/notes`, { headers: { Authorization: reader } });
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** As Linux counts it, in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuTimeOf({ pid = 0 }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(utime) + Number(stime)) * 10;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
