import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { type Note, noteId, revision, userId } from '@notes/domain';
import { EMULATOR_ACCESS } from '@notes/test-kit';
import { type Bench, atMost } from '../core/bench.ts';
import { DynaliteProcess } from '../dynalite/dynalite-process.ts';
import type { Outcome, Subject } from './boot.ts';
import { USUAL, bundleAppWith, bundlePeer } from './bundle-peer.ts';
import { ColdStarts } from './compare.ts';

const ROUNDS = 15;
const OURS = resolve(import.meta.dirname, '../../../../dist/apps/notes-api/main.cjs');
const TABLE = 'Notes';
const OWNER = 'ada';
const TEXT = 'x'.repeat(1000);

/** The notes API from the start of its process to its first answer, a note that DynamoDB has, beside peers. */
export const notesColdStart: Bench = {
  name: 'notes-cold-start',
  checkRounds: 5,
  async run(rounds = ROUNDS) {
    const dynalite = await DynaliteProcess.start();
    try {
      await dynalite.createTable(TABLE, [stored]);
      const group = await createGroup(dynalite.endpoint);
      const starts = await ColdStarts.measure([group], rounds);
      const { ours, usual, withoutSdk } = group;
      return {
        rounds,
        tables: [starts.table('To the first answer from DynamoDB', group, withoutSdk)],
        charts: [starts.chart('Notes API cold start', group)],
        goals: [
          atMost('× the usual way', starts.ratio(ours, usual).median, 0.6, 0.8),
          atMost('× ours without the SDK', starts.ratio(ours, withoutSdk).median, 1.8, 2.6),
        ],
      };
    } finally {
      await dynalite.stop();
    }
  },
};

async function createGroup(endpoint: string) {
  const { region, credentials } = EMULATOR_ACCESS;
  const env = {
    NOTES_TABLE_NAME: TABLE,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  const subject = (name: string, bundle: string): Subject => ({
    ...{ name, bundle, env },
    events: CALLS.map(({ event }) => event),
    check: checkOutcomes,
  });
  const ours = { ...subject('ours', OURS), isOurs: true };
  const withoutSdk = subject(
    'ours without the SDK',
    await bundleAppWith('notes-api', '@notes/adapter-dynamodb', 'adapter-without-sdk'),
  );
  const withoutContainer = subject(
    'without the SDK and inversify',
    await bundlePeer('notes-without-container', 'handler'),
  );
  const handSigned = subject('by hand, no package', await bundlePeer('notes-hand-signed', 'handler'));
  const usual = subject('the usual way', await bundlePeer('notes-usual', 'handler', USUAL));
  const empty = {
    ...subject('empty', await bundlePeer('empty', 'createHandler')),
    check: () => undefined,
  };
  return {
    empty,
    subjects: [ours, withoutSdk, withoutContainer, handSigned, usual],
    ours,
    withoutSdk,
    usual,
  };
}

const stored: Note = {
  owner: userId(OWNER),
  id: noteId('stored'),
  text: TEXT,
  createdAt: 0,
  updatedAt: 0,
  version: 1,
  revision: revision('7c9e6679-7425-40de-944b-e07fc1f90ae7'),
};

interface Call {
  readonly event: object;
  readonly status: number;
  /** Of the note that is answered. */
  readonly note?: string;
}

/** What a boot is timed to, and then a call of each kind; they leave the table as they found it. */
const CALLS: readonly Call[] = [
  { ...call('GET', 'stored'), status: 200, note: TEXT },
  { ...call('POST', undefined, { noteid: 'new', note: 'one' }), status: 201, note: 'one' },
  { ...call('POST', undefined, { noteid: 'new', note: 'two' }), status: 409 },
  { ...call('POST', undefined, { noteid: 'new', nota: 'two' }), status: 400 },
  { ...call('PUT', 'new', { note: 'two' }, { 'If-Match': '*' }), status: 200, note: 'two' },
  { ...call('GET', 'new'), status: 200, note: 'two' },
  { ...call('GET', 'new', undefined, {}, 'bob'), status: 404 },
  { ...call('DELETE', 'new'), status: 204 },
  { ...call('GET', 'new'), status: 404 },
];

function call(
  httpMethod: string,
  noteid: string | undefined,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
  principalId = OWNER,
): { readonly event: object } {
  const path = noteid === undefined ? '/notes' : `/notes/${noteid}`;
  return {
    event: {
      httpMethod,
      resource: noteid === undefined ? '/notes' : '/notes/{noteid}',
      path,
      pathParameters: noteid === undefined ? null : { noteid },
      queryStringParameters: null,
      headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
      requestContext: {
        requestId: 'r',
        path: `/prod${path}`,
        authorizer: { principalId, exp: '4102444800' },
      },
    },
  };
}

function checkOutcomes(outcomes: readonly Outcome[]): void {
  const answers = outcomes.map((outcome) => {
    assert('answer' in outcome);
    const { statusCode: status, body } = JSON.parse(outcome.answer) as {
      readonly statusCode: number;
      readonly body?: string;
    };
    const { note } = body ? (JSON.parse(body) as { readonly note?: string }) : {};
    return { status, ...(note !== undefined && { note }) };
  });
  assert.deepEqual(
    answers,
    CALLS.map(({ event: _, ...expected }) => expected),
  );
}
