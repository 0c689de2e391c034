import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { NewNote, NoteId, NoteRepository, UserId } from '@notes/domain';
import { DynamoDbNoteRepository } from '../src/dynamodb-note-repository.ts';
import { toItem } from '../src/note-item.ts';
import { cuttable } from './client-behaviour.ts';
import { damagedItems } from './damaged-items.ts';

/** What the contract of NoteRepository asks of the adapter under test. */
interface ContractSubject {
  readonly repository: NoteRepository;
  readonly outage: { readonly begin: () => void; readonly end: () => void };
  readonly damage: {
    readonly kinds: readonly string[];
    plant(owner: UserId, id: NoteId, kind: string): Promise<void>;
  };
  createMany(owner: UserId, notes: readonly NewNote[]): Promise<void>;
}

/** A repository on an empty table of its own. */
export async function createContractSubject(
  emulator: { createTable(): Promise<string> },
  client: DynamoDBClient,
): Promise<ContractSubject> {
  const tableName = await emulator.createTable();
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
  };
}
