import type { Chart } from './chart.ts';

/** One comparison: ours and peers, side by side in one run. */
export interface Bench {
  /** As on the command line, and as the name of its section in docs/performance.md. */
  readonly name: string;
  /** How many rounds show a clear loss. A bench without them takes too long, or has no ratio as a goal, to be run on every change. */
  readonly checkRounds?: number;
  /**
   * Rejects when any contender gives a wrong answer, ours or a peer.
   * @param rounds as many as make steady medians by default
   */
  run(rounds?: number): Promise<Report>;
}

export interface Report {
  /** How many interleaved rounds the medians come from. */
  readonly rounds: number;
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  readonly goals: readonly Goal[];
}

export interface Table {
  /** What the rows are, with the units of the figures. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

/** A figure that should be reached. */
export interface Goal {
  readonly what: string;
  /** E.g. "≥ 0.80". */
  readonly limit: string;
  readonly measured: string;
  readonly isMet: boolean;
  /** Missed by more than noise explains, or not measured at all. */
  readonly isClearlyMissed: boolean;
}

/** By which factor a goal may be missed on a busy machine before it counts as clearly missed, unless a loss is named. */
const MARGIN = 1.25;

/** @param loss where a clear loss begins, for a goal that is not reached or wavers */
export function atLeast(what: string, measured: number, limit: number, loss = limit / MARGIN): Goal {
  const verdict = { isMet: measured >= limit, isClearlyMissed: !(measured >= loss) };
  return { what, limit: `≥ ${limit}`, measured: figure(measured), ...verdict };
}

/** @param loss where a clear loss begins, for a goal that is not reached or wavers */
export function atMost(what: string, measured: number, limit: number, loss = limit * MARGIN): Goal {
  const verdict = { isMet: measured <= limit, isClearlyMissed: !(measured <= loss) };
  return { what, limit: `≤ ${limit}`, measured: figure(measured), ...verdict };
}

/** As tables show a number: with three significant digits, or without a fraction. */
export function figure(value: number): string {
  return value.toLocaleString(
    'en',
    value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}
