import { type AttributeValue, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDbNoteRepository, createDocumentClient } from '@notes/adapter-dynamodb';
import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import { type NoteRepository, userId } from '@notes/domain';
import { type DynamoDbEmulator, EMULATOR_ACCESS } from '@notes/test-kit';
import * as fc from 'fast-check';
import { TABLE_NAME, startEmbeddedTable } from '../support/embedded-table.ts';
import { recordFigures } from '../support/figures.ts';
import { type Action, actions } from './action.ts';
import { twoUsers } from './hostile-pairs.ts';
import { WarmFunction, current } from './warm-function.ts';

/** `npm run test:trust -- isolation --seed=<seed>` runs the same again. */
const seed = jest.getSeed();

const figures = {
  seed,
  'histories in memory': 0,
  'histories on DynamoDB': 0,
  'requests compared': 0,
  'requests let in': 0,
  'commands inspected': 0,
};
afterAll(() => recordFigures('isolation', figures));

interface Store {
  readonly notes: NoteRepository;
  /** What is stored for that user. */
  rows(user: string): Promise<unknown>;
  clear(users: readonly string[]): Promise<void>;
}

/** Each user's answers and rows are the same, byte for byte, in a run where the other user does not exist. */
async function expectIsolation(histories: number, open: () => Store): Promise<void> {
  const compare = async (users: readonly [string, string], chosen: readonly Action[]) => {
    const shared = open();
    const { sent, answers } = await new WarmFunction(shared.notes).interleave(users, chosen);
    const rows = [await shared.rows(users[0]), await shared.rows(users[1])];
    await shared.clear(users);
    for (const [index, user] of users.entries()) {
      const alone = open();
      const warm = new WarmFunction(alone.notes);
      for (const [position, request] of sent.entries()) {
        if (request.caller !== user) continue;
        const answer = await warm.send(request);
        expect(JSON.stringify(answers[position])).toBe(JSON.stringify(answer));
        expect(answer.statusCode).toBeLessThan(500);
        figures['requests compared']++;
        if (answer.statusCode < 400) figures['requests let in']++;
      }
      expect(rows[index]).toEqual(await alone.rows(user));
      await alone.clear([user]);
    }
  };
  // What a failed comparison leaves behind must not be found by the smaller ones that follow it.
  const property = fc.asyncProperty(twoUsers, actions, (users, chosen) =>
    compare(users, chosen).finally(() => open().clear(users)),
  );
  await fc.assert(property, { seed, numRuns: histories });
}

it("in memory, one user's answers and rows are as if the other did not exist", async () => {
  const histories = 2_000;
  await expectIsolation(histories, () => {
    const notes = new InMemoryNoteRepository();
    return {
      notes,
      rows: async (user) => (await notes.list(userId(user), { limit: 100, order: 'asc' })).notes,
      clear: async () => notes.reset(),
    };
  });
  figures['histories in memory'] = histories;
});

interface SentCommand {
  readonly caller: string;
  readonly name: string;
  readonly input: object;
}

describe('on DynamoDB', () => {
  const commands: SentCommand[] = [];
  let table: DynamoDbEmulator;
  let rawClient: DynamoDBClient;
  let client: ReturnType<typeof createDocumentClient>;
  beforeAll(async () => {
    table = await startEmbeddedTable();
    rawClient = new DynamoDBClient({ endpoint: table.endpoint, ...EMULATOR_ACCESS });
    client = createDocumentClient({ endpoint: table.endpoint, ...EMULATOR_ACCESS });
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) => {
          const caller = current.getStore()?.caller;
          if (caller !== undefined) commands.push({ caller, name: commandName, input: args.input });
          return next(args);
        },
      { step: 'initialize', priority: 'high' },
    );
  });
  afterAll(async () => {
    client.destroy();
    rawClient.destroy();
    await table.stop();
  });

  async function storedRows(user: string): Promise<Record<string, AttributeValue>[]> {
    const query = new QueryCommand({
      TableName: TABLE_NAME,
      ConsistentRead: true,
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': { S: user } },
    });
    return (await rawClient.send(query)).Items ?? [];
  }

  it("one user's answers and rows are as if the other did not exist, and every command names the caller's partition", async () => {
    const histories = 150;
    const notes = new DynamoDbNoteRepository({ client, tableName: TABLE_NAME });
    await expectIsolation(histories, () => ({
      notes,
      rows: storedRows,
      clear: async (users) => {
        for (const user of users) {
          const { notes: left } = await notes.list(userId(user), { limit: 100, order: 'asc' });
          for (const { id } of left) await notes.delete(userId(user), id);
        }
      },
    }));
    figures['histories on DynamoDB'] = histories;

    for (const { caller, name, input } of commands) {
      expect(name).toMatch(/^(GetItem|PutItem|UpdateItem|DeleteItem|Query)Command$/);
      expect(new Set(partitions(input))).toEqual(new Set([caller]));
      expect(input).toMatchObject({ TableName: TABLE_NAME });
      expect(input).not.toHaveProperty('IndexName');
    }
    figures['commands inspected'] = commands.length;
    expect(new Set(commands.map(({ name }) => name)).size).toBe(5);
  }, 120_000);
});

/** Every partition that a command's input names, in whichever member. */
function partitions(input: object): unknown[] {
  const { Key, Item, ExclusiveStartKey, ExpressionAttributeValues } = input as Readonly<
    Record<string, Readonly<Record<string, unknown>> | undefined>
  >;
  const keys = [Key, Item, ExclusiveStartKey].filter((key) => key !== undefined);
  const value = ExpressionAttributeValues?.[':userId'];
  return [...keys.map((key) => key['userId']), ...(value === undefined ? [] : [value])];
}
