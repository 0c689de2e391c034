import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { notesTableSchema } from '@notes/adapter-dynamodb';
import type { Note } from '@notes/domain';
import { EMULATOR_ACCESS, createTable } from '@notes/test-kit';

/** Most items of a BatchWriteItem. */
const BATCH = 25;
const BATCHES_AT_ONCE = 8;

/** Dynalite in a process of its own, so that its work is not taken for that of whoever asks it. */
export class DynaliteProcess {
  readonly endpoint: string;
  readonly #process: ChildProcess;
  readonly #client: DynamoDBClient;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.endpoint = `http://127.0.0.1:${port}`;
    this.#client = new DynamoDBClient({ ...EMULATOR_ACCESS, endpoint: this.endpoint });
  }

  static async start(): Promise<DynaliteProcess> {
    const process = fork(join(import.meta.dirname, 'server.cjs'));
    const [port] = (await once(process, 'message')) as [number];
    return new DynaliteProcess(process, port);
  }

  /** Creates a notes table that holds these notes. */
  async createTable(TableName: string, notes: Iterable<Note> = []): Promise<void> {
    await createTable(this.#client, TableName, notesTableSchema);
    const rest = notes[Symbol.iterator]();
    const write = async (): Promise<void> => {
      for (let batch = take(rest, BATCH); batch.length > 0; batch = take(rest, BATCH)) {
        const puts = batch.map((note) => ({ PutRequest: { Item: attributes(note) } }));
        const { UnprocessedItems = {} } = await this.#client.send(
          new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }),
        );
        if (Object.keys(UnprocessedItems).length > 0) throw new Error('Dynalite left notes out.');
      }
    };
    await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, write));
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    const exited = once(this.#process, 'exit');
    this.#process.disconnect();
    await exited;
  }
}

function take<Value>(values: Iterator<Value>, count: number): Value[] {
  const taken: Value[] = [];
  while (taken.length < count) {
    const next = values.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** A note as the table holds it. */
function attributes({ owner, id, text, createdAt, updatedAt, version, revision }: Note) {
  return {
    userId: { S: owner },
    noteId: { S: id },
    note: { S: text },
    createdAt: { S: new Date(createdAt).toISOString() },
    updatedAt: { S: new Date(updatedAt).toISOString() },
    version: { N: String(version) },
    revision: { S: revision },
  };
}
