import { randomUUID } from 'node:crypto';
import { LambdaFunction } from './test-support/lambda-function.ts';
import { type NoteStore, TABLE_NAME, startHangingStore, startNoteStore } from './test-support/note-store.ts';

interface ProxyResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A REST API's proxy event, payload format 1.0, from the caller whom the authorizer let in. */
function proxyEvent(httpMethod: string, userId: string, body?: unknown) {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return {
    resource: '/notes',
    path: '/notes',
    httpMethod,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      requestId: randomUUID(),
      path: '/prod/notes',
      stage: 'prod',
      authorizer: { principalId: userId, exp: String(Math.floor(Date.now() / 1000) + 3600) },
    },
  };
}

describe('the notes API', () => {
  let store: NoteStore | undefined;
  let lambda: LambdaFunction | undefined;

  afterEach(async () => {
    await lambda?.stop();
    await store?.stop();
    lambda = store = undefined;
  });

  const environment = (endpoint: string) => ({
    NOTES_TABLE_NAME: TABLE_NAME,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });

  /** Invokes and gives what the gateway would pass on. */
  async function call(event: unknown, settings?: { timeout: number }): Promise<ProxyResponse> {
    const outcome = await lambda?.invoke(event, settings);
    expect(outcome).toHaveProperty('response');
    return (outcome as { response: ProxyResponse }).response;
  }

  it('creates and lists notes, each caller their own, cold and warm', async () => {
    store = await startNoteStore();
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: environment(store.endpoint) });

    const created = await call(
      proxyEvent('POST', 'ada', { noteid: 'note1', note: 'my "first" note \u{1F4DD}' }),
    );
    expect(created).toMatchObject({
      statusCode: 201,
      headers: { Location: expect.stringContaining('note1') },
    });
    expect(JSON.parse(created.body)).toMatchObject({ message: 'Note created', noteid: 'note1' });

    const listed = await call(proxyEvent('GET', 'ada'));
    expect(listed.statusCode).toBe(200);
    expect(JSON.parse(listed.body).notes).toEqual([
      expect.objectContaining({ noteid: 'note1', note: 'my "first" note \u{1F4DD}' }),
    ]);
    const foreign = await call(proxyEvent('GET', 'bob'));
    expect(JSON.parse(foreign.body)).toEqual({ notes: [] });
  });

  it('answers the unproxied event of the original system', async () => {
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: environment('http://127.0.0.1:1') });
    expect(await lambda.invoke({ operation: 'ping' })).toEqual({ response: 'pong' });
  });

  it('fails an operation by an error whose message begins with its code, and goes on serving', async () => {
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: environment('http://127.0.0.1:1') });
    expect(await lambda.invoke({ operation: 'create', payload: {}, tableName: TABLE_NAME })).toEqual({
      error: expect.objectContaining({ errorMessage: expect.stringMatching(/^\[invalid-request\]/) }),
    });
    expect(await lambda.invoke({ operation: 'ping' })).toEqual({ response: 'pong' });
  });

  it('answers 503 when its deadline is near and the store hangs, and goes on serving', async () => {
    store = await startHangingStore();
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: environment(store.endpoint) });
    await lambda.invoke({ operation: 'ping' });

    const start = Date.now();
    const answer = await call(proxyEvent('GET', 'ada'), { timeout: 1_000 });
    // The store's own time-outs, three of 1.5 s, would give the same answer later.
    expect(Date.now() - start).toBeLessThan(4_500);
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'Retry-After': expect.any(String) } });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await lambda.invoke({ operation: 'ping' })).toEqual({ response: 'pong' });
  });

  it('answers 503 when nothing listens where the store should be', async () => {
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: environment('http://127.0.0.1:1') });
    expect(await call(proxyEvent('GET', 'ada'))).toMatchObject({ statusCode: 503 });
  });

  it('writes one JSON line for each request, and no note into it', async () => {
    store = await startNoteStore();
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: environment(store.endpoint) });
    const event = proxyEvent('POST', 'ada', { noteid: 'note1', note: 'a well kept secret' });
    await call(event);
    await call(proxyEvent('POST', 'ada', { noteid: 'note1', note: 'another well kept secret' }));
    await lambda.stop();

    expect(lambda.log).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: expect.objectContaining({
          route: 'POST /notes',
          status: 201,
          requestId: event.requestContext.requestId,
        }),
      }),
      expect.objectContaining({ message: expect.objectContaining({ status: 409, code: 'note-exists' }) }),
    ]);
    expect(lambda.output).not.toContain('well kept secret');
  });

  it('reports every variable that is wrong when it starts', async () => {
    lambda = await LambdaFunction.start({ app: 'notes-api', environment: { ALLOWED_ORIGINS: 'nonsense' } });
    const { errorMessage } = await lambda.failedStart();
    expect(errorMessage).toContain('NOTES_TABLE_NAME');
    expect(errorMessage).toContain('ALLOWED_ORIGINS');
  });
});
