import { type Bench, type Goal, type Report, type Table, atMost, figure } from '../core/bench.ts';
import type { LineChart } from '../core/chart.ts';
import { type Spread, interleave, quantile, ratios, spread } from '../core/rounds.ts';
import { DynaliteProcess } from '../dynalite/dynalite-process.ts';
import { type PageDemand, demandTable, measureDemand, pageChart } from './demand.ts';
import {
  ANY_NOTE,
  DEFAULT_LIMIT,
  type Operation,
  PAGE_LIMITS,
  listName,
  operationsOn,
} from './operations.ts';
import { type Population, manyUsers, oneUser } from './populations.ts';
import { type Store, dynamoDbStore, inMemoryStore, meteredDynamoDbStore } from './stores.ts';

const ROUNDS = 25;
const POPULATIONS = [...[100, 1_000, 10_000, 100_000].map(oneUser), ...[1, 100, 10_000].map(manyUsers)];
const GOAL_OPERATIONS = ['get', 'create', listName(DEFAULT_LIMIT)];
const SHOWN: Readonly<Record<Population['axis'], readonly string[]>> = {
  notes: ['get', ANY_NOTE, 'create', ...PAGE_LIMITS.map(listName)],
  users: GOAL_OPERATIONS,
};

/** The stores, and how many calls make the median of one round. */
const STORES = { 'in memory': 200, DynamoDB: 9 } as const;
type StoreName = keyof typeof STORES;
const storeNames = Object.keys(STORES) as StoreName[];

/** One operation in one store of one size, over the rounds. */
interface Series {
  readonly store: StoreName;
  readonly population: Population;
  readonly operation: string;
  /** The median milliseconds of each round. */
  readonly costs: readonly number[];
}

/** What a call costs as a table grows, from the event to the response, in both stores. */
export const growth: Bench = {
  name: 'growth',
  run: async (rounds = ROUNDS) => {
    const dynalite = await DynaliteProcess.start();
    try {
      for (const population of POPULATIONS) await dynalite.createTable(population.name, population.notes());
      const demands = await Promise.all(
        POPULATIONS.map((population) => measureDemand(meteredDynamoDbStore(dynalite, population))),
      );
      return toReport(rounds, await measure(rounds, dynalite), demands.flat());
    } finally {
      await dynalite.stop();
    }
  },
};

async function measure(rounds: number, dynalite: DynaliteProcess): Promise<readonly Series[]> {
  const subjects: (Omit<Series, 'costs'> & { readonly name: string; measure(): Promise<number> })[] = [];
  for (const store of storeNames) {
    for (const population of POPULATIONS) {
      const { notes }: Store =
        store === 'DynamoDB' ? dynamoDbStore(dynalite, population) : inMemoryStore(population);
      for (const operation of await operationsOn(notes, population)) {
        if (!SHOWN[population.axis].includes(operation.name)) continue;
        subjects.push({
          store,
          population,
          operation: operation.name,
          name: [store, population.name, operation.name].join(),
          measure: () => median(operation, STORES[store]),
        });
      }
    }
  }
  const costs = await interleave(subjects, rounds);
  return subjects.map(({ name, ...subject }) => ({ ...subject, costs: costs.get(name) ?? [] }));
}

async function median({ run, undo }: Operation, calls: number): Promise<number> {
  const milliseconds: number[] = [];
  for (let call = 0; call < calls; call++) {
    milliseconds.push(await run());
    await undo?.();
  }
  return quantile(milliseconds, 0.5);
}

function toReport(rounds: number, all: readonly Series[], demands: readonly PageDemand[]): Report {
  return {
    rounds,
    tables: [
      growthTable('One user has so many notes: p50 of a call, in microseconds', all, 'notes'),
      growthTable(
        'There are so many users, and one of them calls: p50 of a call, in microseconds',
        all,
        'users',
      ),
      demandTable(demands),
    ],
    charts: [
      growthChart('A call as one user has more notes', 'notes of the user', all, 'notes'),
      growthChart('A call as there are more users', 'users', all, 'users'),
      pageChart(demands),
    ],
    goals: [...growthGoals(all, 'notes'), ...growthGoals(all, 'users'), ...demandGoals(demands)],
  };
}

function growthTable(caption: string, all: readonly Series[], axis: Population['axis']): Table {
  const sizes = sizesOf(axis);
  return {
    caption,
    columns: ['store', 'operation', ...sizes.map(figure), 'growth', 'middle half'],
    rows: storeNames.flatMap((store) =>
      SHOWN[axis].map((operation) => {
        const grown = growthOf(all, store, axis, operation);
        const p50s = sizes.map((size) =>
          figure(spread(costsOf(all, store, axis, size, operation)).median * 1000),
        );
        return [
          store,
          operation,
          ...p50s,
          figure(grown.median),
          `${figure(grown.low)} to ${figure(grown.high)}`,
        ];
      }),
    ),
  };
}

function growthChart(title: string, x: string, all: readonly Series[], axis: Population['axis']): LineChart {
  const sizes = sizesOf(axis);
  return {
    kind: 'lines',
    title,
    x,
    y: 'p50, times that of the smallest',
    lines: storeNames.flatMap((store) =>
      GOAL_OPERATIONS.map((operation) => {
        const base = costsOf(all, store, axis, sizes[0], operation);
        return {
          name: `${operation}, ${store}`,
          points: sizes.map(
            (size) => [size, ratios(costsOf(all, store, axis, size, operation), base).median] as const,
          ),
        };
      }),
    ),
  };
}

function growthGoals(all: readonly Series[], axis: Population['axis']): Goal[] {
  const [least, most] = [sizesOf(axis)[0], sizesOf(axis).at(-1)].map((size) => figure(size ?? 0));
  return storeNames.flatMap((store) =>
    GOAL_OPERATIONS.map((operation) =>
      atMost(
        `${operation}, ${store}: p50 with ${most} ${axis}, times that with ${least}`,
        growthOf(all, store, axis, operation).median,
        1.25,
      ),
    ),
  );
}

function demandGoals(demands: readonly PageDemand[]): Goal[] {
  const beyond = demands.flatMap(({ limit, itemsQueried }) =>
    limit === undefined ? [] : itemsQueried - limit,
  );
  return [
    atMost('items that DynamoDB goes through for a page, beyond its limit', Math.max(...beyond), 1),
    atMost('requests to DynamoDB that a call makes', Math.max(...demands.map(({ requests }) => requests)), 1),
  ];
}

function growthOf(
  all: readonly Series[],
  store: StoreName,
  axis: Population['axis'],
  operation: string,
): Spread {
  const sizes = sizesOf(axis);
  return ratios(
    costsOf(all, store, axis, sizes.at(-1), operation),
    costsOf(all, store, axis, sizes[0], operation),
  );
}

function costsOf(
  all: readonly Series[],
  store: StoreName,
  axis: Population['axis'],
  size: number | undefined,
  operation: string,
): readonly number[] {
  const found = all.find(
    (series) =>
      series.store === store &&
      series.population.axis === axis &&
      series.population.size === size &&
      series.operation === operation,
  );
  return found?.costs ?? [];
}

function sizesOf(axis: Population['axis']): number[] {
  return POPULATIONS.filter((population) => population.axis === axis).map(({ size }) => size);
}
