import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import {
  NoteError,
  type NoteRepository,
  TokenError,
  type TokenValidator,
  createNote,
  deleteNote,
  getNote,
  listNotes,
  replaceNote,
  revision,
  userId,
} from '@notes/domain';
import { createAuthorizerHandler, createNotesHandler } from '@notes/lambda';
import { httpAccessLogFormat, restAccessLogFormat } from '../access-logs.ts';
import { deployOperations } from './test-support/deployment.ts';
import { matches, valueAt } from './test-support/filter-pattern.ts';
import { lambdaContext, logOf } from './test-support/lambda-log.ts';

type NotesEvent = Parameters<ReturnType<typeof createNotesHandler>>[0];

const { metricFilters } = deployOperations('rest with authorizer');

/** What CloudWatch makes of the lines of a log group: `metric = value`, or `metric{dimension} = value`. */
function published(logGroup: 'AuthorizerLog' | 'NotesLog' | 'AccessLog', lines: readonly string[]): string[] {
  const filters = metricFilters.filter((filter) => filter.LogGroupName.Ref.startsWith(logGroup));
  return lines
    .flatMap((line) =>
      filters
        .filter(({ FilterPattern }) => matches(FilterPattern, line))
        .flatMap(({ MetricTransformations }) => MetricTransformations)
        .map(({ MetricName, MetricValue, Dimensions = [] }) => {
          const values = Dimensions.map(({ Key, Value }) => `{${Key}: ${String(valueAt(Value, line))}}`);
          const value = MetricValue.startsWith('$') ? valueAt(MetricValue, line) : Number(MetricValue);
          expect(value).toEqual(expect.any(Number));
          const shown = MetricName === 'RequestDuration' ? 'ms' : String(value);
          return `${MetricName}${values.join('')} = ${shown}`;
        }),
    )
    .sort();
}

function authorizerLog(validate: TokenValidator['validate']): Promise<string[]> {
  const handler = createAuthorizerHandler({
    tokenValidator: { validate },
    scopeRules: { read: ['notes/read'], write: ['notes/write'] },
  });
  const methodArn = 'arn:aws:execute-api:us-east-1:123456789012:a1b2c3/prod/POST/notes';
  return logOf(() => handler({ type: 'TOKEN', authorizationToken: 'a.b.c', methodArn }, lambdaContext));
}

function notesLog(event: NotesEvent, repository: NoteRepository = new InMemoryNoteRepository()) {
  const clock = { now: () => 0 };
  const revisions = { next: () => revision('r1') };
  const handler = createNotesHandler({
    createNote: createNote(repository, clock, revisions),
    getNote: getNote(repository),
    listNotes: listNotes(repository),
    replaceNote: replaceNote(repository, clock, revisions),
    deleteNote: deleteNote(repository),
    clock,
    tableName: 'Notes',
    allowedOrigins: [],
  });
  return logOf(() => handler(event, { ...lambdaContext, getRemainingTimeInMillis: () => 10_000 }));
}

/** Reads the note `note1` through a REST API's proxy integration. */
const proxied = {
  httpMethod: 'GET',
  resource: '/notes/{noteid}',
  path: '/notes/note1',
  headers: {},
  multiValueHeaders: {},
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { noteid: 'note1' },
  stageVariables: null,
  body: null,
  isBase64Encoded: false,
  requestContext: {
    requestId: 'request-1',
    path: '/prod/notes/note1',
    stage: 'prod',
    authorizer: { principalId: 'ada', exp: '60' },
  },
} as unknown as NotesEvent;

const mapped: NotesEvent = {
  operation: 'read',
  payload: { Key: { userId: 'ada', noteId: 'note1' } },
  tableName: 'Notes',
  requestId: 'request-1',
};

function failing(error: Error): NoteRepository {
  const fail = () => Promise.reject(error);
  return { create: fail, get: fail, list: fail, replace: fail, delete: fail };
}

const token = (scopes: readonly string[]) => ({
  userId: userId('ada'),
  tokenUse: 'access' as const,
  clientId: 'client',
  issuer: 'https://issuer.example.com',
  expiresAt: 60,
  scopes,
  groups: [],
});

describe("the metrics of the authorizer's log", () => {
  const metrics = async (validate: TokenValidator['validate']) =>
    published('AuthorizerLog', await authorizerLog(validate));

  it('are none for who is let in', async () => {
    expect(await metrics(async () => token(['notes/write']))).toEqual([]);
  });

  it('count a refused token under its reason', async () => {
    const refuse = () => Promise.reject(new TokenError('expired', 'The token has expired.'));
    expect(await metrics(refuse)).toEqual(['AuthorizerThrown = 1', 'Denials{Reason: expired} = 1']);
  });

  it('count a missing scope, which is no error', async () => {
    expect(await metrics(async () => token(['notes/read']))).toEqual(['Denials{Reason: scope} = 1']);
  });

  it.each([
    ['keys that cannot be had', new TokenError('keys-unavailable', 'The keys cannot be had.')],
    ['a defect', new TypeError('undefined is not a function')],
  ])('count %s as a failure', async (_what, error) => {
    expect(await metrics(() => Promise.reject(error))).toEqual([
      'AuthorizerFailures = 1',
      'AuthorizerThrown = 1',
    ]);
  });
});

describe("the metrics of the notes API's log", () => {
  const metrics = async (...input: Parameters<typeof notesLog>) =>
    published('NotesLog', await notesLog(...input));

  it('count a request under its route', async () => {
    expect(await metrics({ operation: 'ping' })).toEqual(['RequestDuration{Route: ping} = ms']);
  });

  it('count an error code, and over HTTP nothing as thrown', async () => {
    expect(await metrics(proxied)).toEqual([
      'ErrorCodes{Code: note-not-found} = 1',
      'RequestDuration{Route: GET /notes/{noteid}} = ms',
    ]);
  });

  it('count what a mapped integration makes the function throw', async () => {
    expect(await metrics(mapped)).toEqual([
      'ErrorCodes{Code: note-not-found} = 1',
      'NotesThrown = 1',
      'RequestDuration{Route: read} = ms',
    ]);
  });

  it.each([
    ['unavailable', new NoteError('unavailable', 'The store did not answer.'), 'NotesUnavailable'],
    ['internal', new TypeError('undefined is not a function'), 'NotesInternal'],
  ])('count what is %s, however it is asked for', async (code, error, metric) => {
    const common = [`ErrorCodes{Code: ${code}} = 1`, `${metric} = 1`];
    expect(await metrics(proxied, failing(error))).toEqual([
      ...common,
      'RequestDuration{Route: GET /notes/{noteid}} = ms',
    ]);
    expect(await metrics(mapped, failing(error))).toEqual(
      [...common, 'NotesThrown = 1', 'RequestDuration{Route: read} = ms'].sort(),
    );
  });
});

describe("the metrics of Lambda's own lines", () => {
  it.each([
    ['AuthorizerLog', 'AuthorizerColdStart'],
    ['NotesLog', 'NotesColdStart'],
  ] as const)('in %s are cold starts with their time', async (logGroup, metric) => {
    const nothing = async () => undefined;
    expect(published(logGroup, await logOf(nothing, { initDurationMs: 181.75 }))).toEqual([
      `${metric} = 181.75`,
    ]);
    expect(published(logGroup, await logOf(nothing))).toEqual([]);
  });
});

describe('the metrics of the access log', () => {
  it.each([
    ['a REST API', restAccessLogFormat('lambda')],
    ['a REST API with the user pool authorizer', restAccessLogFormat('cognito')],
    ['an HTTP API', httpAccessLogFormat('jwt')],
    ['another format, with a number', '{"status":$context.status}'],
  ])('of %s count 401 and 429', (_front, format) => {
    const line = (status: number) =>
      format.replaceAll('$context.status', String(status)).replaceAll(/\$context\.[\w.]+/g, '-');
    expect(published('AccessLog', [200, 400, 401, 403, 404, 429, 500].map(line))).toEqual([
      'Throttled = 1',
      'Unauthorized = 1',
    ]);
  });

  it('are none for a line that is no JSON', () => {
    expect(published('AccessLog', ['status 401', ''])).toEqual([]);
  });
});

describe('the counts that expressions and alarms are made of', () => {
  it('are zero where lines come but none matches, which metrics with a dimension cannot be', () => {
    for (const { MetricTransformations } of metricFilters) {
      for (const { MetricValue, Dimensions, DefaultValue } of MetricTransformations) {
        expect(DefaultValue).toBe(MetricValue === '1' && !Dimensions ? 0 : undefined);
      }
    }
  });
});

describe('the matcher of these tests', () => {
  it.each([
    ['{ $.a = "b*" }', '{"a":"bcd"}', true],
    ['{ $.a = "b" }', '{"a":"bcd"}', false],
    ['{ $.a = "1" }', '{"a":1}', false],
    ['{ $.a = 1 }', '{"a":"1"}', false],
    ['{ $.a >= 2 }', '{"a":2.5}', true],
    ['{ $.a.b NOT EXISTS }', '{"a":{}}', true],
    ['{ ($.a = "b") && (($.c = 1) || ($.c = 2)) }', '{"a":"b","c":2}', true],
    ['{ ($.a = "b") && (($.c = 1) || ($.c = 2)) }', '{"a":"b","c":3}', false],
    ['{ $.a = "b" }', 'no JSON', false],
  ])('says of %s and %s: %s', (pattern, line, expected) => {
    expect(matches(pattern, line)).toBe(expected);
  });

  it.each(['[a, b]', '{ $.a != 1 }', '{ $.a = "b" && }', '{ ($.a = 1 }', '{ a = 1 }'])(
    'says so when it does not understand %s',
    (pattern) => {
      expect(() => matches(pattern, '{}')).toThrow();
    },
  );
});
