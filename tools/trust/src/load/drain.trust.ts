import { DynamoDbNoteRepository, createDocumentClient } from '@notes/adapter-dynamodb';
import { noteId, userId } from '@notes/domain';
import { type DynamoDbEmulator, EMULATOR_ACCESS } from '@notes/test-kit';
import { TABLE_NAME, startEmbeddedTable } from '../support/embedded-table.ts';
import { recordFigures } from '../support/figures.ts';
import { killHarnesses, startHarnessProcess } from '../support/harness-process.ts';
import { Writers } from './writers.ts';

const CLIENTS = 24;
const WRITES_BEFORE = 300;
/** Milliseconds. */
const TIMEOUT = 120_000;

interface LogEntry {
  readonly requestId: string;
  readonly route: string;
  readonly status?: number;
}

let table: DynamoDbEmulator;

beforeEach(async () => {
  table = await startEmbeddedTable();
});

afterEach(async () => {
  killHarnesses();
  await table.stop();
});

describe('SIGTERM in the middle of the load', () => {
  it(
    'cuts no answer off, loses no acknowledged write, acknowledges every write that was made, and ends well',
    async () => {
      const logged: LogEntry[] = [];
      const harness = await startHarnessProcess({
        args: ['--store', 'dynamodb'],
        env: { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint },
        onLine: (line) => {
          if (line.startsWith('{')) logged.push(JSON.parse(line) as LogEntry);
        },
      });
      const writers = new Writers(harness.invokeUrl, harness.tokens.ada);
      const ended = writers.run(CLIENTS);
      await writers.reached(WRITES_BEFORE);
      const exited = harness.terminate();
      const before = writers.acknowledged.length;
      await ended;
      expect(await exited).toEqual({ code: 0, signal: null });
      expect(harness.errors()).toBe('');
      expect(writers.failures).toEqual([]);
      const after = writers.acknowledged.length - before;
      expect(after).toBeGreaterThan(0);

      const created = logged.filter(({ route, status }) => route === 'POST /notes' && status === 201);
      expect(created.map(({ requestId }) => requestId).toSorted()).toEqual(
        writers.acknowledged.map(({ requestId }) => requestId).toSorted(),
      );

      const client = createDocumentClient({ endpoint: table.endpoint, ...EMULATOR_ACCESS });
      const notes = new DynamoDbNoteRepository({ client, tableName: TABLE_NAME });
      const owner = userId(subjectOf(harness.tokens.ada));
      for (const { id } of writers.acknowledged) {
        expect(await notes.get(owner, noteId(id))).toMatchObject({ text: `text of ${id}` });
      }
      client.destroy();
      recordFigures('load-drain', {
        'writes acknowledged before SIGTERM': before,
        'writes acknowledged after SIGTERM': after,
        'answers cut off or unexpected': writers.failures.length,
      });
    },
    TIMEOUT,
  );
});

function subjectOf(token: string): string {
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(claims) as { sub: string }).sub;
}
