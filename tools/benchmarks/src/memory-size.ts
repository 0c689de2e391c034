import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { notesTableSchema } from '@notes/adapter-dynamodb';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import dynalite from 'dynalite';
import { CpuShare } from './cpu-share.ts';

/** What one run of function-probe.cjs prints; milliseconds. */
interface Probe {
  readonly loaded: number;
  readonly first: number;
  readonly p50: number;
  readonly p99: number;
  readonly billed: number;
  readonly cpu: number;
}

interface Subject {
  readonly name: string;
  readonly bundle: string;
  readonly env: Readonly<Record<string, string>>;
  readonly events: readonly unknown[];
}

const SIZES = [128, 256, 512, 1024, 1769];
const ROUNDS = 5;
const WARM_CALLS = 200;
const BUNDLES = join(import.meta.dirname, '../../../dist/apps');
const PROBE = join(import.meta.dirname, 'function-probe.cjs');

/** USD a GB-second on arm64 in us-east-1, list price: https://aws.amazon.com/lambda/pricing/ */
const GB_SECOND = 0.0000133334;

async function authorizer(): Promise<Subject> {
  const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Bench';
  const tokens = await TokenIssuer.create({ issuer, clock: systemClock });
  const event = (index: number) => ({
    type: 'TOKEN',
    authorizationToken: tokens.issueAccessToken({
      userId: `user-${index}`,
      username: 'u',
      clientId: 'client',
    }),
    methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/notes',
  });
  return {
    name: 'authorizer, every token a new one',
    bundle: join(BUNDLES, 'authorizer/main.cjs'),
    env: {
      USER_POOL_ID: 'us-east-1_Bench',
      USER_POOL_CLIENT_IDS: 'client',
      JWKS: JSON.stringify(tokens.jwks()),
    },
    events: Array.from({ length: WARM_CALLS + 1 }, (_, index) => event(index)),
  };
}

function notesApi(endpoint: string): Subject {
  const event = (index: number) => ({
    httpMethod: 'POST',
    resource: '/notes',
    path: '/notes',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ noteid: `note${index}`, note: 'x'.repeat(1000) }),
    requestContext: {
      requestId: 'r',
      path: '/prod/notes',
      authorizer: { principalId: 'ada', exp: '4102444800' },
    },
  });
  return {
    name: 'notes API, creating notes of 1 KB',
    bundle: join(BUNDLES, 'notes-api/main.cjs'),
    env: {
      NOTES_TABLE_NAME: 'Notes',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    },
    events: Array.from({ length: WARM_CALLS + 1 }, (_, index) => event(index)),
  };
}

async function measure({ bundle, env, events }: Subject, memory: number): Promise<Probe> {
  const share = new CpuShare(memory);
  const child = share.spawnNode([PROBE, bundle], env);
  child.stdin.end(JSON.stringify(events));
  const [output, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  share.remove();
  if (code !== 0) throw new Error(`The function ended with ${code}: ${output}`);
  return JSON.parse(output) as Probe;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function report(subject: Subject): Promise<void> {
  const probes = new Map<number, Probe[]>(SIZES.map((size) => [size, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const size of SIZES) probes.get(size)?.push(await measure(subject, size));
  }
  console.log(`\n${subject.name} (medians of ${ROUNDS} interleaved rounds, ms)\n`);
  console.log('| MB | loaded | first answer | warm p50 | warm p99 | CPU a call | USD a million calls |');
  console.log('|---|---|---|---|---|---|---|');
  for (const [size, runs] of probes) {
    const of = (key: keyof Probe) => median(runs.map((run) => run[key]));
    const usd = (of('billed') / 1000) * (size / 1024) * GB_SECOND * 1_000_000;
    const figures = [of('loaded'), of('first')].map((value) => value.toFixed(0));
    const warm = [of('p50'), of('p99'), of('cpu'), usd].map((value) => value.toFixed(2));
    console.log(`| ${[size, ...figures, ...warm].join(' | ')} |`);
  }
}

const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const tables = new DynamoDBClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
const TableName = 'Notes';
await tables.send(
  new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [...notesTableSchema.KeySchema],
    AttributeDefinitions: [...notesTableSchema.AttributeDefinitions],
  }),
);
await waitUntilTableExists({ client: tables, maxWaitTime: 30, minDelay: 1 }, { TableName });
tables.destroy();
try {
  await report(await authorizer());
  await report(notesApi(endpoint));
} finally {
  server.close();
}
