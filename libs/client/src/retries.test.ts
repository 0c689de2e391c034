import { getEventListeners } from 'node:events';
import { NotesClient, NotesConnectionError } from './index.ts';
import {
  ETAG,
  NOTE,
  type Step,
  answer,
  noConnection,
  problem,
  scriptedClient,
  silence,
} from './test-support/scripted-fetch.ts';

const NOTE_WITH_ETAG = { ...NOTE, etag: ETAG };

const found = answer(200, NOTE);

const operations: readonly [string, Step, (client: NotesClient) => Promise<unknown>][] = [
  ['create', answer(201, { ...NOTE, message: 'Note created' }), (client) => client.create(NOTE)],
  ['get', found, (client) => client.get('note1')],
  ['list', answer(200, { notes: [NOTE] }), (client) => client.list()],
  ['refresh', answer(304, undefined), (client) => client.refresh(NOTE_WITH_ETAG)],
  ['replace', found, (client) => client.replace(NOTE_WITH_ETAG, 'text')],
  ['delete', answer(204, undefined), (client) => client.delete(NOTE_WITH_ETAG)],
];

describe.each(operations)('%s', (_, success, call) => {
  it.each<[string, Step]>([
    ['no answer', noConnection],
    ['429', problem(429, 'too-many-requests')],
    ['500', problem(500, 'internal')],
    ['502', answer(502, '<h1>Bad Gateway</h1>')],
    ['503', problem(503, 'unavailable')],
    ['504', answer(504, { message: 'Endpoint request timed out' })],
    [
      'an answer that breaks off',
      () =>
        new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) })),
    ],
  ])('is sent again, the same, after %s', async (_name, step) => {
    const { client, requests, waits } = scriptedClient([step, success]);
    await call(client);
    expect(waits).toEqual([125]);
    const sent = await Promise.all(
      requests.map(async (request) => {
        const { authorization: _token, ...headers } = Object.fromEntries(request.headers);
        return { method: request.method, url: request.url, headers, body: await request.clone().text() };
      }),
    );
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it.each([
    [400, 'invalid-request'],
    [403, 'forbidden'],
    [404, 'note-not-found'],
    [409, 'note-exists'],
    [412, 'version-mismatch'],
    [413, 'note-too-large'],
    [415, 'unsupported-media-type'],
    [428, 'precondition-required'],
  ])('is sent once when the answer is %i', async (status, code) => {
    const { client, requests } = scriptedClient([problem(status, code)]);
    await expect(call(client)).rejects.toMatchObject({ name: 'NotesApiError', status, code });
    expect(requests).toHaveLength(1);
  });

  it('is sent no more than the policy says', async () => {
    const { client, requests, waits } = scriptedClient(Array<Step>(4).fill(noConnection));
    await expect(call(client)).rejects.toEqual(new NotesConnectionError('The notes API gave no answer.'));
    expect(requests).toHaveLength(4);
    expect(waits).toEqual([125, 250, 500]);
  });

  it('is not sent for a signal that is aborted already', async () => {
    const { client, asked } = scriptedClient([]);
    const signal = AbortSignal.abort(new Error('too late'));
    for (const stopped of [
      client.create(NOTE, { signal }),
      client.get('note1', { signal }),
      client.list({}, { signal }),
      client.notes({}, { signal }).next(),
      client.refresh(NOTE_WITH_ETAG, { signal }),
      client.replace(NOTE, 'text', { signal }),
      client.delete(NOTE, { signal }),
    ]) {
      await expect(stopped).rejects.toThrow('too late');
    }
    expect(asked).toEqual([]);
  });
});

describe('the wait before the next attempt', () => {
  it('is anything up to a bound that doubles until it is at its highest', async () => {
    for (const [random, expected] of [
      [0, [0, 0, 0, 0]],
      [0.999, [99.9, 199.8, 299.7, 299.7]],
    ] as const) {
      const { client, waits } = scriptedClient(Array<Step>(5).fill(noConnection), {
        attempts: 5,
        baseDelay: 100,
        maxDelay: 300,
        random: () => random,
      });
      await expect(client.get('note1')).rejects.toThrow(NotesConnectionError);
      expect(waits).toEqual(expected);
    }
  });

  it.each([
    ['2', 2125],
    ['0', 125],
    ['Thu, 01 Jan 2026 00:00:03 GMT', 3125],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 125],
    ['soon', 125],
    ['-1', 125],
  ])('comes after a Retry-After of %s', async (retryAfter, expected) => {
    const now = () => Date.UTC(2026, 0, 1);
    const step = problem(503, 'unavailable', { 'Retry-After': retryAfter });
    const { client, waits } = scriptedClient([step, found], { now });
    await client.get('note1');
    expect(waits).toEqual([expected]);
  });

  it('is not begun when the service asks for more patience than there is', async () => {
    const { client, requests, waits } = scriptedClient(
      [problem(429, 'too-many-requests', { 'Retry-After': '11' })],
      { maxRetryAfter: 10_000 },
    );
    await expect(client.get('note1')).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 11 });
    expect([requests.length, waits]).toEqual([1, []]);
  });
});

describe('an aborted signal', () => {
  it('ends the wait at once', async () => {
    const controller = new AbortController();
    const { client, requests } = scriptedClient([noConnection], {
      sleep: () => {
        controller.abort(new Error('enough'));
        return new Promise(() => undefined);
      },
    });
    await expect(client.get('note1', { signal: controller.signal })).rejects.toThrow('enough');
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Step]>([
    ['heeds', silence],
    ['ignores', () => new Promise(() => undefined)],
  ])('ends a request whose fetch %s it, and is never retried', async (_, step) => {
    const controller = new AbortController();
    const { client, requests, waits } = scriptedClient([
      (request) => {
        queueMicrotask(() => controller.abort(new Error('enough')));
        return step(request);
      },
    ]);
    const { signal } = controller;
    await expect(client.create(NOTE, { signal })).rejects.toThrow('enough');
    expect([requests.length, waits]).toEqual([1, []]);
    expect(requests[0]?.signal.aborted).toBe(true);
  });

  it('is not listened to when the call is over', async () => {
    const { signal } = new AbortController();
    const { client } = scriptedClient([noConnection, found, problem(404, 'note-not-found')]);
    await client.get('note1', { signal });
    await expect(client.get('note1', { signal })).rejects.toThrow('It is note-not-found.');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('has the platform’s reason where it was given none', async () => {
    const { client } = scriptedClient([]);
    await expect(client.get('note1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('with the clock of the platform', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('an attempt without an answer ends when its time is up, and the next one begins', async () => {
    const { client, requests } = scriptedClient([silence, found], { timeout: 10_000 });
    const note = client.get('note1');
    await jest.advanceTimersByTimeAsync(9_999);
    expect(requests).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(await note).toMatchObject({ noteid: 'note1' });
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('an attempt may have no limit', async () => {
    const { client, requests } = scriptedClient([silence], { timeout: Infinity });
    const controller = new AbortController();
    const failed = expect(client.get('note1', { signal: controller.signal })).rejects.toThrow('enough');
    await jest.advanceTimersByTimeAsync(86_400_000);
    expect(requests[0]?.signal.aborted).toBe(false);
    controller.abort(new Error('enough'));
    await failed;
  });

  it('the time of an attempt includes the body of the answer', async () => {
    const { client } = scriptedClient([() => new Response(new ReadableStream())], {
      attempts: 1,
      timeout: undefined as unknown as number,
    });
    const failed = expect(client.get('note1')).rejects.toMatchObject({
      name: 'NotesConnectionError',
      cause: new Error('No answer within 30000 ms.'),
    });
    await jest.advanceTimersByTimeAsync(30_000);
    await failed;
  });

  it('the wait is as long as it says, and leaves no timer when it is ended', async () => {
    const fetch = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));
    jest.spyOn(Math, 'random').mockReturnValue(0.8);
    const controller = new AbortController();
    const client = new NotesClient({ baseUrl: 'https://notes.example', accessToken: async () => 'token' });
    const failed = expect(client.get('note1', { signal: controller.signal })).rejects.toThrow('enough');
    await jest.advanceTimersByTimeAsync(199);
    expect(fetch).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    controller.abort(new Error('enough'));
    await failed;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('a wait may be longer than a timer takes', async () => {
    const fetch = jest.fn(
      async () => new Response('', { status: 503, headers: { 'Retry-After': '9999999' } }),
    );
    const accessToken = async () => 'token';
    const retry = { maxRetryAfter: Infinity };
    const client = new NotesClient({ baseUrl: 'https://notes.example', accessToken, fetch, retry });
    const controller = new AbortController();
    const failed = expect(client.get('note1', { signal: controller.signal })).rejects.toThrow('enough');
    await jest.advanceTimersByTimeAsync(86_400_000);
    expect(fetch).toHaveBeenCalledTimes(1);
    controller.abort(new Error('enough'));
    await failed;
  });

  it('a Retry-After that is a date counts from now', async () => {
    jest.setSystemTime(Date.UTC(2026, 0, 1));
    const step = problem(503, 'unavailable', { 'Retry-After': 'Thu, 01 Jan 2026 00:00:03 GMT' });
    const { client, waits } = scriptedClient([step, found]);
    await client.get('note1');
    expect(waits).toEqual([3125]);
  });
});
