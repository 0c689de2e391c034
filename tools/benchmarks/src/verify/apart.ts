import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Contender } from '../core/rounds.ts';
import type { PublishedKeys, Sample, Trial } from './tokens.ts';

/** What a process is to do, and with what. */
export interface Task {
  readonly work: 'verify' | 'authorize';
  readonly name: string;
  readonly published: PublishedKeys;
  /** What it must accept and refuse before it is timed. */
  readonly trial: Trial;
  readonly warmUp: readonly Sample[];
  /** How many times each token of a round is taken. */
  readonly passes: number;
}

/** Microseconds a token, or why there are none. */
export type Outcome = { readonly microseconds: number } | { readonly failure: string };

/**
 * Contenders in processes of their own, as deployed code is: none is slowed down by the garbage or the types of another. They still take turns.
 * @param samplesOf the tokens of a round
 */
export async function apart<T>(
  tasks: readonly Task[],
  samplesOf: (round: number) => readonly Sample[],
  use: (contenders: readonly Contender[]) => Promise<T>,
): Promise<T> {
  const processes: ChildProcess[] = [];
  try {
    const contenders: Contender[] = [];
    for (const task of tasks) {
      const child = fork(join(import.meta.dirname, 'contender-process.ts'));
      processes.push(child);
      const ended = once(child, 'exit').then(() => ({ failure: `The process of ${task.name} has ended.` }));
      const ask = async (message: Task | readonly Sample[]): Promise<number> => {
        const answered = once(child, 'message').then(([outcome]) => outcome as Outcome);
        child.send(message);
        const outcome = await Promise.race([answered, ended]);
        if ('failure' in outcome) throw new Error(outcome.failure);
        return outcome.microseconds;
      };
      await ask(task);
      contenders.push({ name: task.name, measure: (round) => ask(samplesOf(round)) });
    }
    return await use(contenders);
  } finally {
    for (const child of processes) child.kill();
  }
}
