import { NotesClient } from './index.ts';
import { NOTE, answer, noConnection, problem, scriptedClient } from './test-support/scripted-fetch.ts';

const found = answer(200, NOTE);
const unauthorized = problem(401, 'unauthorized', { 'WWW-Authenticate': 'Bearer' });

describe('the access token', () => {
  it('is asked for before each request and sent as a bearer token', async () => {
    const { client, requests, asked } = scriptedClient([found, noConnection, found]);
    await client.get('note1');
    await client.get('note1');
    expect(asked).toEqual([false, false, false]);
    expect(requests.map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-3',
    ]);
  });

  it.each([
    ['problem details', unauthorized],
    ['the words of a gateway', answer(401, { message: 'Unauthorized' })],
    ['no body', answer(401, undefined)],
    ['a page', answer(401, '<h1>401</h1>')],
  ])('is asked for anew after a 401 with %s, at once', async (_, step) => {
    const { client, requests, waits, asked } = scriptedClient([step, found]);
    expect(await client.get('note1')).toMatchObject(NOTE);
    expect([asked, waits]).toEqual([[false, true], []]);
    expect(requests[1]?.headers.get('Authorization')).toBe('Bearer token-2');
  });

  it('is given up after a second 401', async () => {
    const { client, asked } = scriptedClient([unauthorized, unauthorized]);
    await expect(client.get('note1')).rejects.toMatchObject({
      name: 'NotesApiError',
      code: 'unauthorized',
      status: 401,
      requestId: 'request-1',
    });
    expect(asked).toEqual([false, true]);
  });

  it('is forced once a call, whatever else goes wrong, and costs no attempt', async () => {
    const { client, asked } = scriptedClient([noConnection, unauthorized, noConnection, unauthorized], {
      attempts: 3,
    });
    await expect(client.get('note1')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(asked).toEqual([false, false, true, false]);
  });

  it('may be refused for lack of one: that error comes out as it is', async () => {
    const signedOut = new Error('signed out');
    for (const refuseAt of [false, true]) {
      const client = new NotesClient({
        baseUrl: 'https://notes.example',
        accessToken: async ({ forceRefresh }) => {
          if (forceRefresh === refuseAt) throw signedOut;
          return 'token';
        },
        fetch: async () => new Response(null, { status: 401 }),
      });
      await expect(client.get('note1')).rejects.toBe(signedOut);
    }
  });

  it('may take its time, until the signal is aborted', async () => {
    const controller = new AbortController();
    let given: AbortSignal | undefined;
    const client = new NotesClient({
      baseUrl: 'https://notes.example',
      accessToken: ({ signal }) => {
        given = signal;
        return new Promise(() => undefined);
      },
    });
    const failed = expect(client.get('note1', { signal: controller.signal })).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await failed;
    expect(given).toBe(controller.signal);
  });

  it.each(['', 'Bearer abc', 'se\ncret', 'secret ', 'sécret'])(
    'must be one: %j is not sent, and not quoted',
    async (token) => {
      const client = new NotesClient({
        baseUrl: 'https://notes.example',
        accessToken: async () => token,
        fetch: async () => Promise.reject(new Error('It was sent.')),
      });
      await expect(client.get('note1')).rejects.toEqual(
        new TypeError('accessToken() must resolve to the bare token (RFC 6750, section 2.1).'),
      );
    },
  );
});
