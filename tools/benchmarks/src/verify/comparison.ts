import { type Report, figure } from '../core/bench.ts';
import { type Spread, ratios, spread } from '../core/rounds.ts';

export const RAW = 'crypto.verify alone';

/** How often somebody verifies in the time of one `crypto.verify`. */
export function throughput(costs: ReadonlyMap<string, readonly number[]>, name: string): Spread {
  return speedup(costs, RAW, name);
}

/** How many times as fast one is as another. */
export function speedup(costs: ReadonlyMap<string, readonly number[]>, other: string, name: string): Spread {
  return ratios(costs.get(other) ?? [], costs.get(name) ?? []);
}

/** Everybody's microseconds, and throughput beside that of `crypto.verify`. */
export function compare(
  costs: ReadonlyMap<string, readonly number[]>,
  ours: string,
  title: string,
): Pick<Report, 'tables' | 'charts'> {
  const names = [...costs.keys()];
  const bars = names.map((name) => ({ name, isOurs: name === ours, ...throughput(costs, name) }));
  const rows = bars.map(({ name, median, low, high }) => [
    name === ours ? `**${name}**` : name,
    figure(spread(costs.get(name) ?? []).median),
    `${figure(median)} (${figure(low)}–${figure(high)})`,
    figure(speedup(costs, name, ours).median),
  ]);
  return {
    tables: [
      {
        caption: `${title}, throughput as a multiple of \`crypto.verify\` alone (middle half of the rounds)`,
        columns: ['contender', 'µs a token', 'throughput', 'ours is faster by'],
        rows,
      },
    ],
    charts: [{ kind: 'bars', title, measure: 'throughput, crypto.verify alone = 1', bars }],
  };
}
