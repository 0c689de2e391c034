import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  DynamoDbNoteRepository,
  createDocumentClient,
  environmentCredentials,
} from '@notes/adapter-dynamodb';
import { randomRevisionSource, systemClock } from '@notes/adapter-system';
import { createNote, deleteNote, getNote, listNotes, replaceNote } from '@notes/domain';
import { type NotesHandler, createNotesHandler } from '@notes/lambda';
import { type Bench, type Report, atMost, figure } from '../core/bench.ts';
import { type Contender, type Spread, interleave, ratios, spread } from '../core/rounds.ts';
import { TABLE } from './fixtures.ts';
import { type Operation, operationsOf } from './operations.ts';

const ROUNDS = 121;
/** Few calls and many rounds: what disturbs the machine for a while meets both sides. */
const CALLS = 64;
const CONCURRENCIES = [1, 32] as const;

const access = {
  AWS_ACCESS_KEY_ID: 'AKIABENCH',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};

/** CPU time of a whole call of the notes API, event to answer, beside that of a bare document client sending the same command. */
export const noteOperation: Bench = {
  name: 'note-operation',
  checkRounds: 15,
  async run(rounds = ROUNDS) {
    const server = spawn(process.execPath, [join(import.meta.dirname, 'answer-server.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [port] = (await once(server.stdout, 'data')) as [Buffer];
      return await measure(`http://127.0.0.1:${port.toString().trim()}`, rounds);
    } finally {
      server.kill();
    }
  },
};

async function measure(endpoint: string, rounds: number): Promise<Report> {
  const settings = { endpoint, region: 'eu-central-1' };
  const own = createDocumentClient({ ...settings, credentials: environmentCredentials(access) });
  const bare = createDocumentClient({
    ...settings,
    credentials: {
      accessKeyId: access.AWS_ACCESS_KEY_ID,
      secretAccessKey: access.AWS_SECRET_ACCESS_KEY,
      sessionToken: access.AWS_SESSION_TOKEN,
    },
  });
  try {
    const repository = new DynamoDbNoteRepository({ client: own, tableName: TABLE });
    const operations = operationsOf(handlerOn(repository), bare);
    const pairs = CONCURRENCIES.flatMap((concurrency) =>
      operations.map((operation) => ({ operation, concurrency })),
    );
    const contenders = pairs.flatMap(({ operation, concurrency }) => [
      contender(operation, 'ours', concurrency),
      contender(operation, 'bare', concurrency),
    ]);
    // Before the first round all code is to be compiled as it will stay.
    for (let time = 0; time < 5; time++) for (const each of contenders) await each.measure(time);
    return report(operations, await interleave(contenders, rounds), rounds);
  } finally {
    own.destroy();
    bare.destroy();
  }
}

function handlerOn(notes: DynamoDbNoteRepository): NotesHandler {
  let logged = 0;
  return createNotesHandler({
    createNote: createNote(notes, systemClock, randomRevisionSource),
    getNote: getNote(notes),
    listNotes: listNotes(notes),
    replaceNote: replaceNote(notes, systemClock, randomRevisionSource),
    deleteNote: deleteNote(notes),
    clock: systemClock,
    tableName: TABLE,
    allowedOrigins: ['https://notes.example.com'],
    // What Lambda's runtime does with a line, but for writing it.
    log: (entry) => (logged += JSON.stringify(entry).length),
  });
}

type Side = 'ours' | 'bare';

function nameOf({ name }: Operation, side: Side, concurrency: number): string {
  return `${name}, ${side}, ${concurrency}`;
}

/** The cost of a round is CPU time of this process, all threads, in microseconds a call. */
function contender(operation: Operation, side: Side, concurrency: number): Contender {
  return {
    name: nameOf(operation, side, concurrency),
    // No collection is asked for: V8 would throw compiled code of the one away while the other runs.
    measure: async () => {
      const before = process.cpuUsage();
      await call(operation[side], concurrency);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / CALLS;
    },
  };
}

async function call(operation: () => Promise<void>, concurrency: number): Promise<void> {
  const one = async () => {
    for (let done = 0; done < CALLS / concurrency; done++) await operation();
  };
  await Promise.all(Array.from({ length: concurrency }, one));
}

function report(
  operations: readonly Operation[],
  costs: ReadonlyMap<string, readonly number[]>,
  rounds: number,
): Report {
  const of = (operation: Operation, side: Side, concurrency: number) =>
    costs.get(nameOf(operation, side, concurrency)) ?? [];
  const all = (side: Side, concurrency: number) =>
    Array.from({ length: rounds }, (_, round) =>
      operations.reduce((sum, operation) => sum + (of(operation, side, concurrency)[round] ?? NaN), 0),
    );
  const together = (concurrency: number) => ratios(all('ours', concurrency), all('bare', concurrency));
  const tables = CONCURRENCIES.map((concurrency) => ({
    caption: `${concurrency} at a time, µs of CPU a call`,
    columns: ['', 'ours', 'bare client', 'ratio', 'middle half'],
    rows: [
      ...operations.map((operation) => {
        const ours = of(operation, 'ours', concurrency);
        const bare = of(operation, 'bare', concurrency);
        return row(operation.name, ours, bare, ratios(ours, bare));
      }),
      row('**all five**', all('ours', concurrency), all('bare', concurrency), together(concurrency)),
    ],
  }));
  return {
    rounds,
    tables,
    charts: CONCURRENCIES.map((concurrency) => ({
      kind: 'bars',
      title: `CPU time of one note operation, ${concurrency} at a time`,
      measure: 'µs a call',
      bars: operations.flatMap((operation) =>
        (['ours', 'bare'] as const).map((side) => ({
          name: `${operation.name}, ${side === 'ours' ? 'the whole handler' : 'bare document client'}`,
          isOurs: side === 'ours',
          ...spread(of(operation, side, concurrency)),
        })),
      ),
    })),
    goals: CONCURRENCIES.map((concurrency) =>
      atMost(`all five, ${concurrency} at a time: × bare client`, together(concurrency).median, 1.15, 1.6),
    ),
  };
}

function row(name: string, ours: readonly number[], bare: readonly number[], ratio: Spread): string[] {
  const cost = (costs: readonly number[]) => figure(Math.round(spread(costs).median));
  const range = `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`;
  return [name, cost(ours), cost(bare), ratio.median.toFixed(2), range];
}
