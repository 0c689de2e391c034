import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import type { NoteRepository } from '@notes/domain';

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
export async function openNoteStore({
  store,
  tableName,
  dynamoDbEndpoint,
}: NoteStoreOptions): Promise<NoteStore> {
  if (store === 'memory') return { notes: new InMemoryNoteRepository(), close: async () => undefined };
  // AWS's SDK and the emulator take longer to load than all the rest, and most runs need neither.
  const { openEmbeddedTable, openTable } = await import('./dynamodb-table.ts');
  return dynamoDbEndpoint === undefined
    ? openEmbeddedTable(tableName)
    : openTable(dynamoDbEndpoint, tableName);
}
