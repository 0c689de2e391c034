/** Somebody who does the same work as the others, in a way of their own. */
export interface Contender {
  readonly name: string;
  /**
   * Does the work of one round and gives its cost, in any unit that is the same for all, e.g. microseconds an operation.
   * Rejects when the outcome of the work is wrong.
   */
  measure(round: number): number | Promise<number>;
}

/** A value with the range in which the middle half of the rounds lies. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Lets all contenders do each round one after the other, so that whatever slows the machine down meets all of them alike. Who begins
 * changes from round to round.
 * @returns the costs of each contender by name, in the order of the rounds.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const costs = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      costs.get(contender.name)?.push(await contender.measure(round));
    }
  }
  return costs;
}

/**
 * How many times as much as a baseline something costs, compared round by round: what disturbed a round disturbed both.
 * @throws RangeError unless both took part in the same rounds.
 */
export function ratios(costs: readonly number[], baseline: readonly number[]): Spread {
  if (costs.length !== baseline.length) throw new RangeError('The rounds are not the same.');
  return spread(costs.map((cost, round) => cost / (baseline[round] ?? Number.NaN)));
}

/** @throws RangeError when there is no value. */
export function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** The value below which that share of the values lies, between two values in proportion. @throws RangeError when there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('There is no value.');
  return below + (above - below) * (position - Math.floor(position));
}
