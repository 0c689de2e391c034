import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { noteRepositoryContract, runContract } from '@notes/contracts';
import { DynamoDbNoteRepository } from '../src/dynamodb-note-repository.ts';
import { toItem } from '../src/note-item.ts';
import { cuttable } from './client-behaviour.ts';
import { damagedItems } from './damaged-items.ts';
import { Emulator } from './emulator.ts';

/** Runs the contract on Dynalite, each case on a table of its own; `adapt` may change how the clients behave. */
export function runNoteRepositoryContract(adapt: (client: DynamoDBClient) => void = () => undefined): void {
  const emulator = new Emulator();
  beforeAll(() => emulator.start());
  afterAll(() => emulator.stop());

  runContract(
    noteRepositoryContract,
    { describe, it },
    async () => {
      const tableName = await emulator.createTable();
      const client = emulator.client();
      adapt(client);
      const documents = DynamoDBDocumentClient.from(client);
      return {
        repository: new DynamoDbNoteRepository({ client: documents, tableName }),
        async createMany(owner, notes) {
          const puts = notes.map((note) => ({ PutRequest: { Item: toItem(owner, note) } }));
          for (let start = 0; start < puts.length; start += 25) {
            const batch = { [tableName]: puts.slice(start, start + 25) };
            await documents.send(new BatchWriteCommand({ RequestItems: batch }));
          }
        },
        outage: cuttable(client),
        damage: {
          kinds: Object.keys(damagedItems),
          async plant(owner, id, kind) {
            const item = { userId: { S: owner }, noteId: { S: id }, ...damagedItems[kind] };
            await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
          },
        },
        close: () => client.destroy(),
      };
    },
    { capabilities: ['outage', 'damage'] },
  );
}
