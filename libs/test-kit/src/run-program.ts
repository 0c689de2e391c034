import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** What asks a program to end: Ctrl-C, `kill`, a terminal that was closed. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const LOOPBACK_UP = 'ip link set lo up';

/** Ways to a network that has nothing but loopback, the first that this machine allows. Their processes end with the one that waits. */
const ISOLATIONS = [
  ['unshare', '--net', '--pid', '--fork', '--kill-child'],
  ['unshare', '--map-root-user', '--net', '--pid', '--fork', '--kill-child'],
] as const;

export interface RunOptions {
  readonly cwd: string;
  /** What the program is sent in place of each signal that this process gets; default: the same. */
  readonly killSignal?: NodeJS.Signals;
}

/** Runs a program that shares this one's terminal, and passes signals on. @returns its exit status; 1 when a signal ended it */
export async function runProgram(
  [program = '', ...args]: readonly string[],
  { cwd, killSignal }: RunOptions,
): Promise<number> {
  const child = spawn(program, args, { cwd, stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals) => child.kill(killSignal ?? signal);
  for (const signal of ENDING_SIGNALS) process.on(signal, pass);
  try {
    const [status] = (await once(child, 'exit')) as [number | null];
    return status ?? 1;
  } finally {
    for (const signal of ENDING_SIGNALS) process.off(signal, pass);
  }
}

/**
 * Runs a program where nothing but loopback can be reached, if this machine allows a network namespace of its own, and says whether it does.
 * @param otherwise what to say when it does not
 */
export async function runWithLoopbackOnly(
  command: readonly string[],
  { cwd, otherwise }: { readonly cwd: string; readonly otherwise: string },
): Promise<number> {
  const isolation = ISOLATIONS.find(
    ([program, ...args]) =>
      spawnSync(program, [...args, 'sh', '-c', LOOPBACK_UP], { stdio: 'ignore' }).status === 0,
  );
  if (isolation === undefined) {
    console.log(otherwise);
    return runProgram(command, { cwd });
  }
  console.log('In a network namespace of its own: nothing but loopback can be reached.');
  const inside = [...isolation, 'sh', '-c', `${LOOPBACK_UP} && exec "$0" "$@"`, ...command];
  // unshare passes no signal on; what runs in its namespace ends with it.
  return runProgram(inside, { cwd, killSignal: 'SIGKILL' });
}
