import { NoteError, type NoteRepository } from '@notes/domain';
import type { HttpResponse } from './response.ts';
import { httpApiEvent, lambdaContext, restEvent } from '../test-support/events.ts';
import { notesApi, notesClient } from '../test-support/notes-api.ts';

describe.each([
  ['a REST API', restEvent],
  ['an HTTP API', httpApiEvent],
])('answers behind %s', (_front, event) => {
  const client = (...[overrides, repository]: Parameters<typeof notesApi>) =>
    notesClient(event, notesApi(overrides, repository));

  it('lets scripts of the configured origins read answers', async () => {
    const { send } = client();
    const allowed = await send('GET', { headers: { Origin: 'https://notes.example.com' } });
    expect(allowed.headers).toMatchObject({
      'Access-Control-Allow-Origin': 'https://notes.example.com',
      Vary: 'Origin',
    });
    expect(allowed.headers['Access-Control-Expose-Headers']).toContain('ETag');
    const other = await send('GET', { headers: { Origin: 'https://evil.example.com' } });
    expect(other.headers).not.toHaveProperty('Access-Control-Allow-Origin');
    const preflight = await send('OPTIONS', {
      noteid: 'a',
      headers: { Origin: 'https://notes.example.com' },
      authorizer: undefined,
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['Access-Control-Allow-Headers']).toContain('If-Match');
  });

  it('sends no CORS headers where no origin is configured', async () => {
    const { send } = client({ allowedOrigins: [] });
    const answer = await send('GET', { headers: { Origin: 'https://notes.example.com' } });
    expect(answer.headers).not.toHaveProperty('Access-Control-Allow-Origin');
    expect(answer.headers).not.toHaveProperty('Vary');
  });

  it('answers an outage with 503, and anything unforeseen with 500 that says nothing', async () => {
    const failing = (error: unknown) =>
      client({}, {
        get: async () => {
          throw error;
        },
      } as Partial<NoteRepository> as NoteRepository);
    const outage = failing(
      new NoteError('unavailable', 'throttled', { cause: new Error('table Notes-1234') }),
    );
    const unavailable = await outage.send('GET', { noteid: 'a' });
    expect(unavailable).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '1' } });
    expect(unavailable.body).not.toContain('1234');
    const broken = failing(new TypeError('secret of arn:aws:iam'));
    const internal = await broken.send('GET', { noteid: 'a' });
    expect(internal.statusCode).toBe(500);
    expect(internal.body).not.toContain('secret');
    expect(broken.logged[0]?.error).toMatchObject({ name: 'TypeError', message: 'secret of arn:aws:iam' });
  });

  it('answers 503 before the function is killed', async () => {
    const stuck = client({}, {
      get: () => new Promise(() => undefined),
    } as Partial<NoteRepository> as NoteRepository);
    const context = { ...lambdaContext, getRemainingTimeInMillis: () => 260 };
    expect(await stuck.handler(event('GET', { noteid: 'a' }), context)).toMatchObject({ statusCode: 503 });
  });

  it('writes one line for each request, without the note', async () => {
    const { create, send, logged } = client();
    await create('note1', 'private words');
    await send('GET', { noteid: 'missing' });
    expect(logged).toEqual([
      {
        requestId: expect.stringMatching(/^request-/),
        route: 'POST /notes',
        status: 201,
        duration: expect.any(Number),
      },
      expect.objectContaining({ route: 'GET /notes/{noteid}', status: 404, code: 'note-not-found' }),
    ]);
    expect(JSON.stringify(logged)).not.toContain('private words');
  });
});

describe('a page', () => {
  it('is cut before it outgrows a Lambda answer', async () => {
    const { handler } = notesApi();
    const text = '\u0000'.repeat(256 * 1024);
    for (const noteid of ['a', 'b', 'c', 'd']) {
      await handler(restEvent('POST', { body: { noteid, note: text } }), lambdaContext);
    }
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const query = cursor === undefined ? {} : { cursor: [cursor] };
      const response = (await handler(restEvent('GET', { query }), lambdaContext)) as HttpResponse;
      expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(6 * 1024 * 1024);
      const page = JSON.parse(response.body) as {
        notes: { noteid: string; note: string }[];
        nextCursor?: string;
      };
      expect(page.notes.every(({ note }) => note === text)).toBe(true);
      seen.push(...page.notes.map(({ noteid }) => noteid));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
  });
});
