import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbNoteRepository, createDocumentClient } from '@notes/adapter-dynamodb';
import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import type { NoteRepository } from '@notes/domain';
import { EMULATOR_ACCESS } from '@notes/test-kit';
import type { DynaliteProcess } from '../dynalite/dynalite-process.ts';
import type { Population } from './populations.ts';

/** What a table was asked for. */
export interface Demand {
  readonly requests: number;
  /** Items that it went through to answer queries. */
  readonly itemsQueried: number;
  /** What DynamoDB would charge for. */
  readonly capacityUnits: number;
}

export interface Store {
  readonly population: Population;
  readonly notes: NoteRepository;
}

export interface MeteredStore extends Store {
  /** What has been asked for since the last reading. */
  readDemand(): Demand;
}

export function inMemoryStore(population: Population): Store {
  return { population, notes: new InMemoryNoteRepository(population.notes()) };
}

/** @param population one whose table is there, with its notes */
export function dynamoDbStore({ endpoint }: DynaliteProcess, population: Population): Store {
  const client = createDocumentClient({ ...EMULATOR_ACCESS, endpoint });
  return { population, notes: new DynamoDbNoteRepository({ client, tableName: population.name }) };
}

/** The same with a meter, which costs time of its own. */
export function meteredDynamoDbStore({ endpoint }: DynaliteProcess, population: Population): MeteredStore {
  const client = createDocumentClient({ ...EMULATOR_ACCESS, endpoint });
  let demand = NONE;
  meter(client, (more) => {
    demand = {
      requests: demand.requests + more.requests,
      itemsQueried: demand.itemsQueried + more.itemsQueried,
      capacityUnits: demand.capacityUnits + more.capacityUnits,
    };
  });
  return {
    population,
    notes: new DynamoDbNoteRepository({ client, tableName: population.name }),
    readDemand: () => {
      const read = demand;
      demand = NONE;
      return read;
    },
  };
}

const NONE: Demand = { requests: 0, itemsQueried: 0, capacityUnits: 0 };

/** What answers say of the work behind them. */
interface Cost {
  readonly ScannedCount?: number;
  readonly ConsumedCapacity?: { readonly CapacityUnits?: number };
}

function meter(client: DynamoDBDocumentClient, count: (demand: Demand) => void): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ScannedCount = 0, ConsumedCapacity } = answer.output as Cost;
      count({
        requests: 1,
        itemsQueried: ScannedCount,
        capacityUnits: ConsumedCapacity?.CapacityUnits ?? Number.NaN,
      });
      return answer;
    },
    { step: 'initialize' },
  );
}
