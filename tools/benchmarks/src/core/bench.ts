import type { Chart } from './chart.ts';

/** One comparison: ours and peers, side by side in one run. */
export interface Bench {
  /** As on the command line, and as the name of its section in docs/performance.md. */
  readonly name: string;
  /** Rejects when any contender gives a wrong answer, ours or a peer. */
  run(): Promise<Report>;
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
}

export function atLeast(what: string, measured: number, limit: number): Goal {
  return { what, limit: `≥ ${limit}`, measured: figure(measured), isMet: measured >= limit };
}

export function atMost(what: string, measured: number, limit: number): Goal {
  return { what, limit: `≤ ${limit}`, measured: figure(measured), isMet: measured <= limit };
}

/** A number with three significant digits at most, as tables show it. */
export function figure(value: number): string {
  return value.toLocaleString('en', {
    maximumSignificantDigits: value >= 100 ? 6 : 3,
    maximumFractionDigits: 2,
  });
}
