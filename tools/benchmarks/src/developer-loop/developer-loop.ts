import assert from 'node:assert/strict';
import { type Bench, type Report, atMost, figure } from '../core/bench.ts';
import { type Spread, spread } from '../core/rounds.ts';
import { Checkout } from './checkout.ts';
import type { TestRun } from './test-run.ts';

/** What happened before `npm test`, with the seconds that it may take on two cores. */
const CASES = [
  ['cold: after clone and install', 60],
  ['nothing changed', 5],
  ['one file of the domain changed', 20],
] as const;

/** How long `npm test` takes. It has no peers and no ratios: what a developer waits for is the absolute time. */
export const developerLoop: Bench = {
  name: 'developer-loop',
  run(rounds = 1) {
    const checkout = new Checkout();
    try {
      checkout.prepare();
      return Promise.resolve(report(Array.from({ length: rounds }, (_, round) => measure(checkout, round))));
    } finally {
      checkout.remove();
    }
  },
};

type Measured = ReturnType<Checkout['test']>;

/** The three cases, one after the other, each checked to have done what it is about. */
function measure(checkout: Checkout, round: number): readonly Measured[] {
  checkout.forget();
  const cold = checkout.test();
  assert.equal(cold.cached, 0, `The first run found ${cold.cached} tasks in a cache.`);
  const unchanged = checkout.test();
  assert.deepEqual(counts(unchanged), { passed: cold.passed, tasks: cold.tasks, cached: cold.tasks });
  checkout.changeDomain(round);
  const changed = checkout.test();
  assert.deepEqual(
    [changed.passed, changed.tasks],
    [cold.passed, cold.tasks],
    'After a change other tests ran.',
  );
  assert.ok(changed.cached < changed.tasks, 'After a change nothing ran.');
  return [cold, unchanged, changed];
}

const counts = ({ passed, tasks, cached }: TestRun) => ({ passed, tasks, cached });

function report(rounds: readonly (readonly Measured[])[]): Report {
  const results = CASES.map(([name, limit], index) => {
    const runs = rounds.flatMap((round) => round[index] ?? []);
    const cpu = spread(runs.map(({ cpuSeconds }) => cpuSeconds));
    return { name, limit, run: runs[0], cpu, seconds: spread(runs.map(({ seconds }) => seconds)) };
  });
  return {
    rounds: rounds.length,
    tables: [
      {
        caption: 'Seconds that `npm test` takes',
        columns: ['before it', 'seconds', 'middle half', 'CPU seconds', 'tests', 'tasks', 'of them cached'],
        rows: results.map(({ name, run, cpu, seconds }) => [
          name,
          figure(seconds.median),
          range(seconds),
          figure(cpu.median),
          ...[run?.passed, run?.tasks, run?.cached].map(String),
        ]),
      },
    ],
    charts: [],
    goals: results.map(({ name, limit, seconds }) => atMost(`seconds, ${name}`, seconds.median, limit)),
  };
}

const range = ({ low, high }: Spread) => `${figure(low)} to ${figure(high)}`;
