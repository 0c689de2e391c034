import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbEmulator, EMULATOR_ACCESS } from '@notes/test-kit';
import { notesTableSchema } from '../src/notes-table.ts';

/** An emulator of DynamoDB for the tests of a file, which want many notes tables. */
export class Emulator {
  #started: DynamoDbEmulator | undefined;
  #tables = 0;

  get endpoint(): string {
    if (!this.#started) throw new Error('The emulator has not been started.');
    return this.#started.endpoint;
  }

  async start(): Promise<void> {
    this.#started = await DynamoDbEmulator.start();
  }

  async stop(): Promise<void> {
    await this.#started?.stop();
  }

  /** A client that tries once. */
  client(): DynamoDBClient {
    return new DynamoDBClient({ endpoint: this.endpoint, ...EMULATOR_ACCESS, maxAttempts: 1 });
  }

  /** A new empty notes table. */
  async createTable(): Promise<string> {
    const name = `Notes-${++this.#tables}`;
    await this.#started?.createTable(name, notesTableSchema);
    return name;
  }
}
