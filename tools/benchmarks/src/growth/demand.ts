import { type Table, figure } from '../core/bench.ts';
import type { LineChart } from '../core/chart.ts';
import { PAGE_LIMITS, listName, operationsOn } from './operations.ts';
import type { Population } from './populations.ts';
import type { Demand, MeteredStore } from './stores.ts';

/** What one call asks of the table, at most. */
export interface PageDemand extends Demand {
  readonly population: Population;
  readonly operation: string;
  /** Of a list. */
  readonly limit?: number;
}

/** As many as there are kinds of page. */
const CALLS = 3;

export async function measureDemand(store: MeteredStore): Promise<PageDemand[]> {
  const { population, notes } = store;
  const demands: PageDemand[] = [];
  for (const { name, run, undo } of await operationsOn(notes, population)) {
    const calls: Demand[] = [];
    for (let call = 0; call < CALLS; call++) {
      store.readDemand();
      await run();
      calls.push(store.readDemand());
      await undo?.();
    }
    const most = (of: (demand: Demand) => number) => Math.max(...calls.map(of));
    const limit = PAGE_LIMITS.find((each) => listName(each) === name);
    demands.push({
      population,
      operation: name,
      ...(limit !== undefined && { limit }),
      requests: most(({ requests }) => requests),
      itemsQueried: most(({ itemsQueried }) => itemsQueried),
      capacityUnits: most(({ capacityUnits }) => capacityUnits),
    });
  }
  return demands;
}

export function demandTable(demands: readonly PageDemand[]): Table {
  const operations = [...new Set(demands.map(({ operation }) => operation))];
  return {
    caption:
      'What a call asks of DynamoDB, whatever the size of the table (from the least to the most over all sizes)',
    columns: ['operation', 'requests', 'items queried', 'capacity units'],
    rows: operations.map((operation) => {
      const of = demands.filter((demand) => demand.operation === operation);
      return [
        operation,
        range(of.map(({ requests }) => requests)),
        range(of.map(({ itemsQueried }) => itemsQueried)),
        range(of.map(({ capacityUnits }) => capacityUnits)),
      ];
    }),
  };
}

export function pageChart(demands: readonly PageDemand[]): LineChart {
  const pages = demands.filter(({ population }) => population.axis === 'notes');
  return {
    kind: 'lines',
    title: 'Items that DynamoDB goes through for a page',
    x: 'notes of the user',
    y: 'items',
    lines: PAGE_LIMITS.map((limit) => ({
      name: `limit ${limit}`,
      points: pages
        .filter((page) => page.limit === limit)
        .map(({ population, itemsQueried }) => [population.size, itemsQueried] as const),
    })),
  };
}

function range(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? figure(least) : `${figure(least)} to ${figure(most)}`;
}
