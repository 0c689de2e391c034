import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type NewNote, type Replacement, noteId, revision, userId } from '@notes/domain';
import { EMULATOR_ACCESS } from '@notes/test-kit';
import { returnItemsOfFailedConditions } from '../test-support/client-behaviour.ts';
import { Emulator } from '../test-support/emulator.ts';
import { DynamoDbNoteRepository } from './dynamodb-note-repository.ts';

const alice = userId('alice');
const id = noteId('note-1');
const first: NewNote = { id, text: 'one', createdAt: 1_000, revision: revision('r-1') };
const change: Replacement = {
  text: 'two',
  updatedAt: 2_000,
  revision: revision('r-2'),
  expected: first.revision,
};

const emulator = new Emulator();
beforeAll(() => emulator.start());
afterAll(() => emulator.stop());

/** What the table has answered since the last `lose`. */
let answers = 0;
let lost = 0;

/** A repository whose client, after `lose`, does not get to see the first answer of the table, and so tries again. */
async function losingRepository(returnsItems: boolean): Promise<DynamoDbNoteRepository> {
  const tableName = await emulator.createTable();
  const inner = emulator.client();
  const handle: typeof inner.config.requestHandler.handle = async (request, options) => {
    const answer = await inner.config.requestHandler.handle(request, options);
    if (++answers <= lost) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    return answer;
  };
  const client = new DynamoDBClient({
    endpoint: emulator.endpoint,
    ...EMULATOR_ACCESS,
    maxAttempts: 2,
    requestHandler: { handle },
  });
  if (returnsItems) returnItemsOfFailedConditions(client);
  opened.push(inner, client);
  return new DynamoDbNoteRepository({ client: DynamoDBDocumentClient.from(client), tableName });
}

const opened: DynamoDBClient[] = [];
afterEach(() => {
  for (const client of opened.splice(0)) client.destroy();
});

function lose(count: number): void {
  answers = 0;
  lost = count;
}

describe.each([
  ['the item', true],
  ['nothing', false],
])(
  'when the SDK repeats a write whose answer was lost, and a failed condition returns %s',
  (_, returnsItems) => {
    let repository: DynamoDbNoteRepository;
    beforeEach(async () => {
      lose(0);
      repository = await losingRepository(returnsItems);
    });

    it('a create has happened once', async () => {
      lose(1);
      expect(await repository.create(alice, first)).toMatchObject({
        text: 'one',
        version: 1,
        revision: 'r-1',
      });
      expect(answers).toBeGreaterThan(1);
    });

    it.each([first.revision, '*'] as const)('a replace of %s has happened once', async (expected) => {
      await repository.create(alice, first);
      lose(1);
      const replaced = await repository.replace(alice, id, { ...change, expected });
      expect(answers).toBeGreaterThan(1);
      expect(replaced).toMatchObject({ text: 'two', version: 2, revision: 'r-2' });
      expect(await repository.get(alice, id)).toEqual(replaced);
    });

    it('a conditional delete has happened', async () => {
      await repository.create(alice, first);
      lose(1);
      await repository.delete(alice, id, first.revision);
      expect(answers).toBe(2);
      expect(await repository.get(alice, id)).toBeUndefined();
    });

    it('and the answer to the repetition is lost as well, calling again settles it', async () => {
      await repository.create(alice, first);
      lose(2);
      await expect(repository.replace(alice, id, change)).rejects.toMatchObject({ code: 'unavailable' });
      lose(0);
      expect(await repository.replace(alice, id, change)).toMatchObject({ text: 'two', version: 2 });
    });
  },
);
