import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { notesTableSchema } from '@notes/adapter-dynamodb';
import dynalite from 'dynalite';

export const TABLE_NAME = 'Notes';

/** Emulators take any credentials, and want some. */
export const ACCESS = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
} as const;

/** DynamoDB as Dynalite plays it, on loopback. */
export interface EmbeddedTable {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts an emulator with one empty notes table. */
export async function startEmbeddedTable(): Promise<EmbeddedTable> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({ endpoint, ...ACCESS });
  await client.send(
    new CreateTableCommand({
      TableName: TABLE_NAME,
      KeySchema: [...notesTableSchema.KeySchema],
      AttributeDefinitions: [...notesTableSchema.AttributeDefinitions],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: TABLE_NAME });
  client.destroy();
  return {
    endpoint,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
