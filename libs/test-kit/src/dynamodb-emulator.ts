import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
// @ts-expect-error -- Dynalite comes without types.
import dynalite from 'dynalite';

/** Times are milliseconds that a table stays in the states CREATING and DELETING. */
type CreateDynalite = (options: { readonly createTableMs: number; readonly deleteTableMs: number }) => Server;

/** What a client of an emulator has to have, whatever it is; with it, no client reads this machine's AWS configuration. */
export const EMULATOR_ACCESS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
} as const;

/** The keys of a table, in the form of CreateTable. */
export interface TableSchema {
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: 'S' | 'N' | 'B';
  }[];
}

/** DynamoDB as Dynalite plays it in this process, on a free port of loopback. */
export class DynamoDbEmulator {
  readonly endpoint: string;
  readonly #server: Server;
  readonly #client: DynamoDBClient;

  private constructor(server: Server) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#client = new DynamoDBClient({ endpoint: this.endpoint, ...EMULATOR_ACCESS });
  }

  static async start(): Promise<DynamoDbEmulator> {
    const server = (dynalite as CreateDynalite)({ createTableMs: 0, deleteTableMs: 0 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DynamoDbEmulator(server);
  }

  /** Creates an empty table, and waits until it can be used. */
  async createTable(name: string, schema: TableSchema): Promise<void> {
    await createTable(this.#client, name, schema);
  }

  /** Ends every connection; nobody listens any more. */
  async stop(): Promise<void> {
    this.#client.destroy();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Creates an empty table in any emulator, and waits until it can be used: one may make it only after its answer. */
export async function createTable(
  client: DynamoDBClient,
  TableName: string,
  { KeySchema, AttributeDefinitions }: TableSchema,
): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [...KeySchema],
      AttributeDefinitions: [...AttributeDefinitions],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const describe = new DescribeTableCommand({ TableName });
  while ((await client.send(describe)).Table?.TableStatus === 'CREATING') await sleep(5);
}
