import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { noteRepositoryContract, runContract } from '@notes/contracts';
import { noteId, revision, userId } from '@notes/domain';
import { EMULATOR_ACCESS, createTable as createTableIn } from '@notes/test-kit';
import { notesTableSchema } from '../src/notes-table.ts';
import { recorded } from './client-behaviour.ts';
import { createContractSubject } from './contract-subject.ts';

/** From tools/dynamodb-local, which runs this file. */
const { dynamoDbEndpoint: endpoint } = globalThis as unknown as { readonly dynamoDbEndpoint: string };

const client = new DynamoDBClient({ endpoint, ...EMULATOR_ACCESS, maxAttempts: 1 });
afterAll(() => client.destroy());

let tables = 0;

async function createTable(): Promise<string> {
  const name = `Contract-${++tables}`;
  await createTableIn(client, name, notesTableSchema);
  return name;
}

describe('on DynamoDB Local', () => {
  it('is spoken to where it was started, and nowhere else', () => {
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  runContract(
    noteRepositoryContract,
    { describe, it },
    () => createContractSubject({ createTable }, client),
    {
      capabilities: ['outage', 'damage'],
    },
  );

  it('returns the item in the way of a refused write, which Dynalite leaves out: no read follows', async () => {
    const { repository } = await createContractSubject({ createTable }, client);
    const note = { id: noteId('n'), text: 'one', createdAt: 1, revision: revision('r-1') };
    await repository.create(userId('alice'), note);
    const sent = recorded(client);
    const again = repository.create(userId('alice'), { ...note, text: 'two' });
    await expect(again).rejects.toMatchObject({ code: 'note-exists' });
    expect(sent.map(({ name }) => name)).toEqual(['PutItemCommand']);
  });
});
