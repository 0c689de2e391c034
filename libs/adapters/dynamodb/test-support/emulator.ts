import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { notesTableSchema } from '../src/notes-table.ts';

/** DynamoDB as Dynalite plays it, on a free port of the loopback interface. */
export class Emulator {
  readonly #server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  #tables = 0;
  #admin: DynamoDBClient | undefined;

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#admin = this.client();
  }

  async stop(): Promise<void> {
    this.#admin?.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A client that makes no use of this machine's AWS configuration. */
  client(): DynamoDBClient {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    return new DynamoDBClient({ endpoint: this.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  }

  /** A new empty notes table. */
  async createTable(): Promise<string> {
    const TableName = `Notes-${++this.#tables}`;
    await this.#admin?.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [...notesTableSchema.KeySchema],
        AttributeDefinitions: [...notesTableSchema.AttributeDefinitions],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    // Dynalite makes it a moment after its answer.
    while ((await this.#statusOf(TableName)) === 'CREATING');
    return TableName;
  }

  async #statusOf(TableName: string): Promise<string | undefined> {
    const answer = await this.#admin?.send(new DescribeTableCommand({ TableName }));
    return answer?.Table?.TableStatus;
  }
}
