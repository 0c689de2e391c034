import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { notesTableSchema } from '@notes/adapter-dynamodb';
import dynalite from 'dynalite';

export const TABLE_NAME = 'Notes';

/** Something that listens on the loopback interface in DynamoDB's place. */
export interface NoteStore {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** DynamoDB as Dynalite plays it, with an empty notes table. */
export async function startNoteStore(): Promise<NoteStore> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  const endpoint = await listen(server);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
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
  return { endpoint, stop: () => close(server) };
}

/** Takes every connection and never answers. */
export async function startHangingStore(): Promise<NoteStore> {
  const connections = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => undefined);
  });
  const endpoint = await listen(server);
  return {
    endpoint,
    stop: async () => {
      for (const connection of connections) connection.destroy();
      await close(server);
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}
