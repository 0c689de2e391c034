import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDbNoteRepository, createDocumentClient, notesTableSchema } from '@notes/adapter-dynamodb';
import type { NoteStore } from './note-store.ts';

/** A table in a DynamoDB of its own, which ends with it. */
export async function openEmbeddedTable(tableName: string): Promise<NoteStore> {
  // Who has a DynamoDB of their own needs no emulator.
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closeServer = async () => {
    server.close();
    await once(server, 'close');
  };
  try {
    const { port } = server.address() as AddressInfo;
    const table = await openTable(`http://127.0.0.1:${port}`, tableName);
    return {
      notes: table.notes,
      close: async () => {
        await table.close();
        await closeServer();
      },
    };
  } catch (error) {
    await closeServer();
    throw error;
  }
}

/** A table in an outside DynamoDB. */
export async function openTable(endpoint: string, tableName: string): Promise<NoteStore> {
  // Emulators take any credentials, and want some.
  const access = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const tables = new DynamoDBClient(access);
  await createTable(tables, tableName).finally(() => tables.destroy());
  const client = createDocumentClient(access);
  return {
    notes: new DynamoDbNoteRepository({ client, tableName }),
    close: async () => {
      client.destroy();
    },
  };
}

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  try {
    const KeySchema = [...notesTableSchema.KeySchema];
    const AttributeDefinitions = [...notesTableSchema.AttributeDefinitions];
    const BillingMode = 'PAY_PER_REQUEST';
    await client.send(new CreateTableCommand({ TableName, BillingMode, KeySchema, AttributeDefinitions }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
}
