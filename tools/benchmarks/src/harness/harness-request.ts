import { join, resolve } from 'node:path';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { type Bench, type Goal, type Report, type Table, atLeast, figure } from '../core/bench.ts';
import type { BarChart } from '../core/chart.ts';
import { type Spread, interleave, ratios, spread } from '../core/rounds.ts';
import { DynaliteProcess } from '../dynalite/dynalite-process.ts';
import { BENCH_ISSUER, type LocalService, harness, serverlessOffline } from './contenders.ts';
import { installServerlessOffline } from './install.ts';
import { CONNECTIONS, type Load, REQUESTS, type RequestName, type Subject, load, prepare } from './load.ts';
import { type RunningServer, startServer } from './server.ts';

const ROUNDS = 5;
const SECONDS = 2;
const TABLE = 'Notes';
const FOLDER = resolve(import.meta.dirname, '../../../../tmp/harness-bench');
const MANIFEST = resolve(import.meta.dirname, '../../serverless-offline');

/** One service over the rounds. */
interface Outcome {
  readonly service: LocalService;
  /** Milliseconds from start to first answer. */
  readonly starts: number[];
  readonly loads: Readonly<Record<RequestName, Load[]>>;
}

/** The notes API on a laptop: the harness beside serverless-offline. */
export const harnessRequest: Bench = {
  name: 'harness-request',
  run: async (rounds = ROUNDS) => {
    const osls = installServerlessOffline(FOLDER, MANIFEST);
    const dynalite = await DynaliteProcess.start();
    try {
      await dynalite.createTable(TABLE);
      const outcomes = (await services(osls, dynalite.endpoint)).map((service): Outcome => ({
        service,
        starts: [],
        loads: { 'GET a note': [], 'POST a note': [], 'GET a page of notes': [] },
      }));
      await measureStarts(outcomes, rounds);
      await measureLoads(outcomes, rounds);
      return toReport(rounds, outcomes);
    } finally {
      await dynalite.stop();
    }
  },
};

/** Ours as it comes first; then ours on the store and with the settings of the peer, then the peer. */
async function services(osls: string, endpoint: string): Promise<readonly LocalService[]> {
  const tokens = await TokenIssuer.create({ issuer: BENCH_ISSUER, clock: systemClock });
  const folder = (name: string) => join(FOLDER, 'services', name);
  return [
    harness({ name: 'harness', folder: folder('memory'), store: 'memory', endpoint }),
    harness({ name: 'harness, DynamoDB', folder: folder('dynamodb'), store: 'dynamodb', endpoint }),
    harness({
      name: 'harness, DynamoDB, no authorizer cache',
      folder: folder('no-cache'),
      store: 'dynamodb',
      args: ['--authorizer-ttl', '0'],
      endpoint,
    }),
    serverlessOffline({ folder: folder('serverless-offline'), osls, endpoint, tableName: TABLE, tokens }),
  ];
}

async function measureStarts(outcomes: readonly Outcome[], rounds: number): Promise<void> {
  await interleave(
    outcomes.map(({ service, starts }) => ({
      name: service.name,
      measure: async () => {
        const server = await startServer(await service.program());
        await server.stop();
        starts.push(server.readyAfter);
        return server.readyAfter;
      },
    })),
    rounds,
  );
}

async function measureLoads(outcomes: readonly Outcome[], rounds: number): Promise<void> {
  const servers: RunningServer[] = [];
  try {
    const subjects = new Map<Outcome, Subject>();
    for (const outcome of outcomes) {
      const server = await startServer(await outcome.service.program());
      servers.push(server);
      const subject = await prepare(outcome.service.name, server);
      // Nobody is measured before its code is compiled.
      for (const request of REQUESTS) await load(subject, request, 1);
      subjects.set(outcome, subject);
    }
    const contenders = [...subjects].map(([{ service, loads }, subject]) => ({
      name: service.name,
      measure: async () => {
        for (const request of REQUESTS) loads[request].push(await load(subject, request, SECONDS));
        return 0;
      },
    }));
    await interleave(contenders, rounds);
  } finally {
    for (const server of servers) await server.stop();
  }
}

function toReport(rounds: number, outcomes: readonly Outcome[]): Report {
  const peer = outcomes.find(({ service }) => !service.isOurs);
  if (!peer) throw new Error('The peer was not measured.');
  const rate = (outcome: Outcome, request: RequestName) =>
    outcome.loads[request].map(({ requestsPerSecond }) => requestsPerSecond);
  const gain = (outcome: Outcome, request: RequestName) =>
    ratios(rate(outcome, request), rate(peer, request));
  const headStart = (outcome: Outcome) => ratios(peer.starts, outcome.starts);
  const bar = ({ service: { name, isOurs } }: Outcome, value: Spread) => ({ name, isOurs, ...value });
  return {
    rounds,
    tables: [
      ...REQUESTS.map((request) => loadTable(request, outcomes, gain)),
      startTable(outcomes, headStart),
    ],
    charts: [
      ...REQUESTS.map((request): BarChart => ({
        kind: 'bars',
        title: request,
        measure: 'requests a second',
        bars: outcomes.map((outcome) => bar(outcome, spread(rate(outcome, request)))),
      })),
      {
        kind: 'bars',
        title: 'Ready: from the start of the process to the first answer',
        measure: 'ms',
        bars: outcomes.map((outcome) => bar(outcome, spread(outcome.starts))),
      },
    ],
    goals: outcomes
      .filter(({ service }) => service.hasGoals)
      .flatMap((outcome) => goalsOf(outcome, gain, headStart)),
  };
}

type Gain = (outcome: Outcome, request: RequestName) => Spread;
type HeadStart = (outcome: Outcome) => Spread;

function loadTable(request: RequestName, outcomes: readonly Outcome[], gain: Gain): Table {
  return {
    caption: `${request}, over ${CONNECTIONS} connections (p50, p99 and the CPU that the service's process uses for a request, in milliseconds; requests a second as times those of serverless-offline)`,
    columns: ['service', 'requests/s', 'p50', 'p99', 'CPU', 'times', 'middle half'],
    rows: outcomes.map((outcome) => {
      const of = (key: keyof Load) => figure(spread(outcome.loads[request].map((each) => each[key])).median);
      const { median, low, high } = gain(outcome, request);
      return [
        outcome.service.name,
        of('requestsPerSecond'),
        of('p50'),
        of('p99'),
        of('cpu'),
        figure(median),
        `${figure(low)} to ${figure(high)}`,
      ];
    }),
  };
}

function startTable(outcomes: readonly Outcome[], headStart: HeadStart): Table {
  return {
    caption:
      'Milliseconds from the start of the process to the first 200, and how many times sooner than serverless-offline',
    columns: ['service', 'ms', 'times sooner', 'middle half'],
    rows: outcomes.map((outcome) => {
      const { median, low, high } = headStart(outcome);
      return [
        outcome.service.name,
        figure(spread(outcome.starts).median),
        figure(median),
        `${figure(low)} to ${figure(high)}`,
      ];
    }),
  };
}

function goalsOf(outcome: Outcome, gain: Gain, headStart: HeadStart): Goal[] {
  const { name } = outcome.service;
  return [
    ...REQUESTS.map((request) =>
      atLeast(`${name}, ${request}: requests a second, times the peer's`, gain(outcome, request).median, 2),
    ),
    atLeast(`${name}: times sooner ready than the peer`, headStart(outcome).median, 3),
  ];
}
