import { notesTableSchema } from '@notes/adapter-dynamodb';
import { DynamoDbEmulator } from '@notes/test-kit';

export const TABLE_NAME = 'Notes';

/** Starts an emulator with one empty notes table. */
export async function startEmbeddedTable(): Promise<DynamoDbEmulator> {
  const emulator = await DynamoDbEmulator.start();
  await emulator.createTable(TABLE_NAME, notesTableSchema);
  return emulator;
}
