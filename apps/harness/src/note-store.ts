import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import { SqliteNoteRepository, openNotesDatabase } from '@notes/adapter-sqlite';
import type { NoteRepository } from '@notes/domain';

/** Where the harness keeps notes. */
export interface NoteStore {
  readonly notes: NoteRepository;
  readonly close: () => Promise<void>;
}

export const STORES = ['memory', 'sqlite', 'dynamodb'] as const;

export interface NoteStoreOptions {
  readonly store: (typeof STORES)[number];
  readonly tableName: string;
  /** An outside DynamoDB; without it `dynamodb` starts an embedded one. */
  readonly dynamoDbEndpoint?: string;
  /** The file of `sqlite`; without it notes end with the harness. */
  readonly dataFile?: string;
}

/** Opens the store that was asked for. A missing table or file is created; one that is there is kept with its notes. */
export async function openNoteStore({
  store,
  tableName,
  dynamoDbEndpoint,
  dataFile = ':memory:',
}: NoteStoreOptions): Promise<NoteStore> {
  if (store === 'memory') return { notes: new InMemoryNoteRepository(), close: async () => undefined };
  if (store === 'sqlite') return openFile(dataFile);
  // AWS's SDK and the emulator take longer to load than all the rest, and most runs need neither.
  const { openEmbeddedTable, openTable } = await import('./dynamodb-table.ts');
  return dynamoDbEndpoint === undefined
    ? openEmbeddedTable(tableName)
    : openTable(dynamoDbEndpoint, tableName);
}

function openFile(path: string): NoteStore {
  const database = openNotesDatabase(path);
  return { notes: new SqliteNoteRepository(database), close: async () => database.close() };
}
