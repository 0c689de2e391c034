import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDbNoteRepository, createDocumentClient, notesTableSchema } from '@notes/adapter-dynamodb';
import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import type { NoteRepository } from '@notes/domain';
import dynalite from 'dynalite';

/** Where the harness keeps notes. */
export interface NoteStore {
  readonly notes: NoteRepository;
  readonly close: () => Promise<void>;
}

export interface NoteStoreOptions {
  readonly store: 'memory' | 'dynamodb';
  readonly tableName: string;
  /** An outside DynamoDB; without it `dynamodb` starts an embedded one. */
  readonly dynamoDbEndpoint?: string;
}

/** Opens the store that was asked for. A missing table is created; one that is there is kept with its notes. */
export async function openNoteStore(options: NoteStoreOptions): Promise<NoteStore> {
  if (options.store === 'memory')
    return { notes: new InMemoryNoteRepository(), close: async () => undefined };
  if (options.dynamoDbEndpoint !== undefined) return openTable(options.dynamoDbEndpoint, options.tableName);
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closeServer = async () => {
    server.close();
    await once(server, 'close');
  };
  try {
    const { port } = server.address() as AddressInfo;
    const table = await openTable(`http://127.0.0.1:${port}`, options.tableName);
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

async function openTable(endpoint: string, tableName: string): Promise<NoteStore> {
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
