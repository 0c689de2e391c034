import { DynamoDbNoteRepository } from '@notes/adapter-dynamodb';
import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import * as fc from 'fast-check';
import { TABLE_NAME } from '../support/embedded-table.ts';
import { recogniseErrorsOfNode } from '../support/errors-of-node.ts';
import { recordFigures } from '../support/figures.ts';
import { type Fault, faultsAfter, faultsBefore, unreadableAnswers } from './fault.ts';
import { FaultyTable } from './faulty-table.ts';
import { History, type Subject, steps } from './history.ts';
import { type AttemptFault, FaultyRepository } from './faulty-repository.ts';
import { ATTEMPTS, createClient } from './sdk-client.ts';

recogniseErrorsOfNode();

/** `npm run test:trust -- dynamodb-faults --seed=<seed>` runs the same histories again. */
const seed = jest.getSeed();

const figures = { seed, 'histories in memory': 0, 'histories on DynamoDB': 0, calls: 0, faults: 0 };
afterAll(() => recordFigures('dynamodb-histories', figures));

interface Run<Planned> {
  readonly histories: number;
  readonly faults: fc.Arbitrary<Planned>;
  /** Opens a subject for one history; `close` lets go of it. */
  readonly open: () => Promise<{ readonly subject: Subject<Planned>; readonly close: () => void }>;
}

/** Runs histories of up to 24 steps, each on its own subject; gives how many there were. */
async function runHistories<Planned>({ histories, faults, open }: Run<Planned>): Promise<number> {
  let number = 0;
  const schedule = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Planned[]>([]) },
    { weight: 3, arbitrary: fc.array(faults, { minLength: 1, maxLength: 5 }) },
  );
  const commands = fc.commands(steps<Planned>(schedule), { maxCommands: 24, size: 'max' });
  const property = fc.asyncProperty(commands, async (chosen) => {
    const { subject, close } = await open();
    const history = new History(subject, ++number);
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: history }), chosen);
      await history.settle();
    } finally {
      figures.calls += history.calls.length;
      close();
    }
  });
  await fc.assert(property, { seed, numRuns: histories });
  return number;
}

it('in memory, with attempts that are lost before or after the call', async () => {
  figures['histories in memory'] = await runHistories<AttemptFault>({
    histories: 5_000,
    faults: fc.constantFrom('lost', 'answer lost'),
    open: async () => {
      const repository = new FaultyRepository(new InMemoryNoteRepository(), ATTEMPTS);
      const plan = (faults: readonly AttemptFault[]) => {
        figures.faults += faults.length;
        repository.plan(faults);
      };
      return {
        subject: { repository, plan, mayFail: (faults) => faults.length >= ATTEMPTS },
        close: () => undefined,
      };
    },
  });
});

describe.each([
  ['carry the item in the way', true],
  ['carry nothing', false],
])('on DynamoDB, through the SDK, where refused writes %s', (_, returnsItems) => {
  const table = new FaultyTable();
  beforeAll(async () => {
    await table.start();
    table.returnsItems = returnsItems;
  });
  afterAll(() => table.stop());

  it('nothing acknowledged is lost, nothing happens twice, and nothing happens to another owner', async () => {
    const passing = [...faultsBefore, ...faultsAfter];
    const unreadable: readonly Fault[] = unreadableAnswers;
    figures['histories on DynamoDB'] += await runHistories<Fault>({
      histories: 300,
      faults: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...passing) },
        { weight: 1, arbitrary: fc.constantFrom(...unreadable) },
      ),
      open: async () => {
        const client = await createClient(table.endpoint);
        const repository = new DynamoDbNoteRepository({ client, tableName: TABLE_NAME });
        return {
          subject: {
            repository,
            plan: (faults) => {
              figures.faults += faults.length;
              table.plan(...faults);
            },
            mayFail: (faults) =>
              faults.length >= ATTEMPTS || faults.some((fault) => unreadable.includes(fault)),
          },
          close: () => client.destroy(),
        };
      },
    });
  }, 120_000);
});
