import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const BOOT = join(import.meta.dirname, 'boot.cjs');

/** A function to be booted. */
export interface Subject {
  readonly name: string;
  readonly isOurs?: boolean;
  /** Absolute path of a module that exports `handler`. */
  readonly bundle: string;
  readonly env: Readonly<Record<string, string>>;
  /** The first is what the boot is timed to. */
  readonly events: readonly unknown[];
  /** @throws when what came of the events is wrong. */
  readonly check: (outcomes: readonly Outcome[]) => void;
}

/** What came of an event: the answer as JSON, or the message of the error. */
export type Outcome = { readonly answer: string } | { readonly error: string };

/** Milliseconds from the making of the process to one moment of its boot. */
export interface Times {
  /** By the clock. */
  readonly wall: number;
  /** Of the CPU, in all threads of the process. */
  readonly cpu: number;
}

export interface ColdStart {
  /** When the bundle was loaded. */
  readonly init: Times;
  /** When the first answer was there. */
  readonly first: Times;
}

/** One cold start, in a process of its own. @throws Error when the process fails or gives a wrong answer. */
export async function boot({ name, bundle, env, events, check }: Subject): Promise<ColdStart> {
  const SPAWNED_AT = String(process.hrtime.bigint());
  const child = spawn(process.execPath, [BOOT, bundle], {
    env: { ...env, SPAWNED_AT },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(events));
  const [output, log, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  try {
    if (code !== 0) throw new Error(`The process ended with ${code}.`);
    const { outcomes, ...times } = JSON.parse(output) as ColdStart & {
      readonly outcomes: readonly Outcome[];
    };
    check(outcomes);
    return times;
  } catch (error) {
    throw new Error(`${name} did not boot as it should:\n${log}`, { cause: error });
  }
}
