import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { notesTableSchema } from '@notes/adapter-dynamodb';
import { DynamoDbEmulator } from '@notes/test-kit';

export const TABLE_NAME = 'Notes';

/** Something that listens on the loopback interface in DynamoDB's place. */
export interface NoteStore {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** An emulator of DynamoDB with an empty notes table. */
export async function startNoteStore(): Promise<NoteStore> {
  const emulator = await DynamoDbEmulator.start();
  await emulator.createTable(TABLE_NAME, notesTableSchema);
  return emulator;
}

/** Takes every connection and never answers. */
export async function startHangingStore(): Promise<NoteStore> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const connection of connections) connection.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
