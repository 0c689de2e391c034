import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { EMULATOR_ACCESS } from '@notes/test-kit';
import type { Bench, Table } from '../core/bench.ts';
import { interleave, spread } from '../core/rounds.ts';
import { DynaliteProcess } from '../dynalite/dynalite-process.ts';
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
  /** Whether that is a right answer. */
  readonly accepts: (answer: Record<string, unknown>) => boolean;
}

const SIZES = [128, 256, 512, 1024, 1769];
const ROUNDS = 5;
const WARM_CALLS = 200;
const TABLE = 'Notes';
const BUNDLES = join(import.meta.dirname, '../../../../dist/apps');
const PROBE = join(import.meta.dirname, 'function-probe.cjs');

/** USD a GB-second on arm64 in us-east-1, list price: https://aws.amazon.com/lambda/pricing/ */
const GB_SECOND = 0.0000133334;

/** The functions under the share of a CPU that Lambda gives to each memory size. Needs Linux and root, for control groups. */
export const memorySize: Bench = {
  name: 'memory-size',
  async run() {
    const dynalite = await DynaliteProcess.start();
    try {
      await dynalite.createTable(TABLE);
      const tables = [
        await compareSizes(await authorizer()),
        await compareSizes(notesApi(dynalite.endpoint)),
      ];
      return { rounds: ROUNDS, tables, charts: [], goals: [] };
    } finally {
      await dynalite.stop();
    }
  },
};

async function compareSizes(subject: Subject): Promise<Table> {
  const probes = new Map<number, Probe[]>(SIZES.map((size) => [size, []]));
  const contenders = SIZES.map((size) => ({
    name: String(size),
    measure: async () => {
      const probe = await runFunction(subject, size);
      probes.get(size)?.push(probe);
      return probe.first;
    },
  }));
  await interleave(contenders, ROUNDS);
  const rows = [...probes].map(([size, runs]) => {
    const of = (key: keyof Probe) => spread(runs.map((run) => run[key])).median;
    const usd = (of('billed') / 1000) * (size / 1024) * GB_SECOND * 1_000_000;
    const whole = [of('loaded'), of('first')].map((value) => value.toFixed(0));
    return [
      String(size),
      ...whole,
      ...[of('p50'), of('p99'), of('cpu'), usd].map((value) => value.toFixed(2)),
    ];
  });
  const columns = [
    'MB',
    'loaded',
    'first answer',
    'warm p50',
    'warm p99',
    'CPU a call',
    'USD a million calls',
  ];
  return { caption: `${subject.name}; milliseconds`, columns, rows };
}

async function runFunction({ bundle, env, events, accepts }: Subject, memory: number): Promise<Probe> {
  const share = new CpuShare(memory);
  try {
    const child = share.spawnNode([PROBE, bundle], env);
    child.stdin.end(JSON.stringify(events));
    const [output, [code]] = await Promise.all([
      text(child.stdout),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    if (code !== 0) throw new Error(`The function ended with ${code}: ${output}`);
    const { answers, ...probe } = JSON.parse(output) as Probe & {
      readonly answers: Record<string, unknown>[];
    };
    if (answers.length !== events.length || !answers.every(accepts))
      throw new Error(`${bundle} gave a wrong answer.`);
    return probe;
  } finally {
    share.remove();
  }
}

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
    name: 'Authorizer, keys embedded, every token a new one',
    bundle: join(BUNDLES, 'authorizer/main.cjs'),
    env: {
      USER_POOL_ID: 'us-east-1_Bench',
      USER_POOL_CLIENT_IDS: 'client',
      JWKS: JSON.stringify(tokens.jwks()),
    },
    events: Array.from({ length: WARM_CALLS + 1 }, (_, index) => event(index)),
    accepts: ({ principalId }) => typeof principalId === 'string' && principalId.startsWith('user-'),
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
    name: 'Notes API, creating notes of 1 KB',
    bundle: join(BUNDLES, 'notes-api/main.cjs'),
    env: {
      NOTES_TABLE_NAME: TABLE,
      AWS_REGION: EMULATOR_ACCESS.region,
      AWS_ACCESS_KEY_ID: EMULATOR_ACCESS.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: EMULATOR_ACCESS.credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    },
    events: Array.from({ length: WARM_CALLS + 1 }, (_, index) => event(index)),
    // A run that comes later repeats the requests of the first, and is answered alike.
    accepts: ({ statusCode }) => statusCode === 201,
  };
}
