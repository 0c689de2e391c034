import { NoteError, type NoteRepository } from '@notes/domain';
import type { HttpResponse } from './http/response.ts';
import {
  ADA,
  NOW,
  type RequestSketch,
  httpApiEvent,
  lambdaContext,
  restEvent,
} from './test-support/events.ts';
import { notesApi } from './test-support/notes-api.ts';

const JSON_HEADERS = { 'Content-Type': 'application/json' };

describe.each([
  ['a REST API', restEvent],
  ['an HTTP API', httpApiEvent],
])('the notes API behind %s', (_front, event) => {
  function client(...[overrides, repository]: Parameters<typeof notesApi>) {
    const api = notesApi(overrides, repository);
    const send = async (method: string, sketch?: RequestSketch) =>
      (await api.handler(event(method, sketch), lambdaContext)) as HttpResponse;
    return {
      ...api,
      send,
      create: (noteid: unknown, note: unknown) =>
        send('POST', { headers: JSON_HEADERS, body: { noteid, note } }),
      replace: (noteid: string, note: unknown, etag?: string) =>
        send('PUT', {
          noteid,
          headers: { ...JSON_HEADERS, ...(etag && { 'If-Match': etag }) },
          body: { note },
        }),
    };
  }

  const body = (response: HttpResponse) => JSON.parse(response.body) as Record<string, unknown>;

  it('creates a note', async () => {
    const { create } = client();
    const created = await create('note1', 'my first note');
    expect(created.statusCode).toBe(201);
    expect(created.headers).toMatchObject({
      Location: '/prod/notes/note1',
      ETag: '"r1"',
      'Cache-Control': 'no-store',
    });
    expect(created.headers['x-request-id']).toMatch(/^request-\d$/);
    expect(body(created)).toEqual({
      message: 'Note created',
      noteid: 'note1',
      note: 'my first note',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    });
  });

  it('answers a repeated create the same, and refuses another text', async () => {
    const { create, send } = client();
    const first = await create('note1', 'text');
    expect(await create('note1', 'text')).toEqual(first);
    expect(await create('note1', 'other')).toMatchObject({ statusCode: 409 });
    expect(body(await send('GET', { noteid: 'note1' }))['note']).toBe('text');
  });

  it('reads a note, and says when it has not changed', async () => {
    const { create, send } = client();
    await create('note1', 'text');
    const read = await send('GET', { noteid: 'note1' });
    expect(read).toMatchObject({
      statusCode: 200,
      headers: { ETag: '"r1"', 'Content-Type': 'application/json' },
    });
    expect(body(read)).not.toHaveProperty('message');
    for (const tag of ['"r1"', 'W/"r1"', '"r0", "r1"', '*']) {
      const unchanged = await send('GET', { noteid: 'note1', headers: { 'If-None-Match': tag } });
      expect(unchanged).toMatchObject({ statusCode: 304, body: '', headers: { ETag: '"r1"' } });
    }
    expect(await send('GET', { noteid: 'note1', headers: { 'If-None-Match': '"r0"' } })).toMatchObject({
      statusCode: 200,
    });
  });

  it('replaces a note in the state that If-Match names', async () => {
    const { create, replace } = client();
    await create('note1', 'one');
    expect(await replace('note1', 'two')).toMatchObject({ statusCode: 428 });
    const replaced = await replace('note1', 'two', '"r1"');
    expect(replaced).toMatchObject({ statusCode: 200, headers: { ETag: '"r2"' } });
    expect(body(replaced)).toMatchObject({ note: 'two', version: 2 });
    expect(await replace('note1', 'two', '"r1"')).toEqual(replaced);
    expect(await replace('note1', 'three', '"r1"')).toMatchObject({ statusCode: 412 });
    expect(await replace('note1', 'three', 'W/"r2"')).toMatchObject({ statusCode: 412 });
    expect(await replace('note1', 'three', '*')).toMatchObject({ statusCode: 200 });
    expect(await replace('missing', 'text', '*')).toMatchObject({ statusCode: 404 });
    expect(await replace('note1', 'text', 'r3')).toMatchObject({ statusCode: 400 });
    expect(await replace('note1', 'text', '"r3", "r4"')).toMatchObject({ statusCode: 400 });
  });

  it('deletes a note, whether or not it is there', async () => {
    const { create, send } = client();
    await create('note1', 'text');
    expect(await send('DELETE', { noteid: 'note1', headers: { 'If-Match': '"r0"' } })).toMatchObject({
      statusCode: 412,
    });
    expect(await send('DELETE', { noteid: 'note1', headers: { 'If-Match': '"r1"' } })).toMatchObject({
      statusCode: 204,
      body: '',
    });
    expect(await send('DELETE', { noteid: 'note1' })).toMatchObject({ statusCode: 204 });
    expect(await send('DELETE', { noteid: 'note1', headers: { 'If-Match': '*' } })).toMatchObject({
      statusCode: 204,
    });
    expect(await send('GET', { noteid: 'note1' })).toMatchObject({ statusCode: 404 });
  });

  it('lists notes page by page in both orders', async () => {
    const { create, send } = client();
    for (const id of ['a', 'b', 'c']) await create(id, id);
    const ids = async (query: RequestSketch['query']) => {
      const seen: unknown[] = [];
      for (let cursor: unknown; ;) {
        const page = body(
          await send('GET', { query: { ...query, ...(cursor ? { cursor: [String(cursor)] } : {}) } }),
        );
        seen.push(...(page['notes'] as { noteid: string }[]).map((note) => note.noteid));
        cursor = page['nextCursor'];
        if (!cursor) return seen;
      }
    };
    expect(await ids({})).toEqual(['a', 'b', 'c']);
    expect(await ids({ limit: ['2'] })).toEqual(['a', 'b', 'c']);
    expect(await ids({ limit: ['1'], order: ['desc'] })).toEqual(['c', 'b', 'a']);
  });

  it('takes a cursor only from the user and for the order that it was made for', async () => {
    const { create, send } = client();
    for (const id of ['a', 'b']) await create(id, id);
    const { nextCursor } = body(await send('GET', { query: { limit: ['1'] } }));
    const cursor = [String(nextCursor)];
    const bob = { authorizer: { principalId: 'bob', exp: ADA.exp } };
    expect(await send('GET', { query: { cursor }, ...bob })).toMatchObject({ statusCode: 400 });
    expect(await send('GET', { query: { cursor, order: ['desc'] } })).toMatchObject({ statusCode: 400 });
    for (const made of [
      'x',
      `${cursor[0]}=`,
      'not base64!',
      Buffer.from('asc x y z').toString('base64url'),
    ]) {
      expect(await send('GET', { query: { cursor: [made] } })).toMatchObject({ statusCode: 400 });
    }
  });

  it.each([
    [{ limit: ['0'] }, '#/query/limit'],
    [{ limit: ['101'] }, '#/query/limit'],
    [{ limit: ['1e1'] }, '#/query/limit'],
    [{ order: ['up'] }, '#/query/order'],
    [{ cursor: [''] }, '#/query/cursor'],
    [{ cursor: ['a'.repeat(513)] }, '#/query/cursor'],
    [{ sort: ['asc'] }, '#/query/sort'],
    [{ limit: ['1', '2'] }, '#/query/limit'],
  ])('refuses the query %j', async (query, pointer) => {
    const { send } = client();
    const refused = await send('GET', { query });
    expect(refused.statusCode).toBe(400);
    expect(body(refused)['errors']).toEqual([expect.objectContaining({ pointer })]);
  });

  it.each([
    ['no body', undefined, '#'],
    ['no JSON', '{', '#'],
    ['an array', '[]', '#'],
    ['null', 'null', '#'],
    ['a missing member', '{"noteid":"a"}', '#/note'],
    ['a wrong type', '{"noteid":1,"note":"b"}', '#/noteid'],
    ['an unknown member', '{"noteid":"a","note":"b","x":1}', '#/x'],
    ['an unknown member with a name to escape', '{"noteid":"a","note":"b","x/~":1}', '#/x~1~0'],
    ['a duplicate member', '{"noteid":"a","note":"b","note":"c"}', '#/note'],
    ['__proto__', '{"noteid":"a","note":"b","__proto__":{}}', '#/__proto__'],
    ['an empty note', '{"noteid":"a","note":""}', '#/note'],
    ['a lone surrogate', '{"noteid":"a","note":"\\ud800"}', '#/note'],
    ['a bad note id', '{"noteid":".a","note":"b"}', '#/noteid'],
    ['a note id with a newline', '{"noteid":"a\\n","note":"b"}', '#/noteid'],
  ])('refuses a body with %s', async (_what, text, pointer) => {
    const { send } = client();
    const refused = await send('POST', { headers: JSON_HEADERS, body: text });
    expect(refused).toMatchObject({
      statusCode: 400,
      headers: { 'Content-Type': 'application/problem+json' },
    });
    expect(body(refused)).toMatchObject({
      type: 'urn:problem-type:notes:invalid-request',
      status: 400,
      code: 'invalid-request',
    });
    expect(body(refused)['errors']).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it('names every broken rule', async () => {
    const { create } = client();
    const { errors } = body(await create(1, undefined)) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['#/note', '#/noteid']);
  });

  it('refuses deep nesting', async () => {
    const { send } = client();
    const deep = `{"noteid":"a","note":${'['.repeat(1000)}${']'.repeat(1000)}}`;
    expect(await send('POST', { headers: JSON_HEADERS, body: deep })).toMatchObject({ statusCode: 400 });
  });

  it('refuses a note of more than 256 KiB of UTF-8, and keeps one of exactly that', async () => {
    const { create, send } = client();
    const longest = 'é'.repeat(128 * 1024);
    expect(await create('big', longest)).toMatchObject({ statusCode: 201 });
    expect(body(await send('GET', { noteid: 'big' }))['note']).toBe(longest);
    expect(await create('bigger', `${longest}x`)).toMatchObject({ statusCode: 413 });
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=latin1', 415],
    ['application/jsonp', 415],
    ['application/json;charset="UTF-8"', 201],
    ['APPLICATION/JSON', 201],
  ])('answers content type %s with %i', async (type, status) => {
    const { send } = client();
    const request = { headers: { 'Content-Type': type }, body: { noteid: 'a', note: 'b' } };
    expect(await send('POST', request)).toMatchObject({ statusCode: status });
  });

  it('takes a body without content type for JSON', async () => {
    const { send } = client();
    expect(await send('POST', { body: { noteid: 'a', note: 'b' } })).toMatchObject({ statusCode: 201 });
  });

  it('decodes a base64 body, and refuses one that is not UTF-8', async () => {
    const { send } = client();
    const encoded = Buffer.from('{"noteid":"a","note":"é"}').toString('base64');
    expect(body(await send('POST', { body: encoded, isBase64Encoded: true }))['note']).toBe('é');
    const broken = Buffer.from([0x22, 0xff, 0x22]).toString('base64');
    expect(await send('POST', { body: broken, isBase64Encoded: true })).toMatchObject({ statusCode: 400 });
  });

  it('answers for the missing, the foreign and the never created note alike', async () => {
    const { create, send } = client();
    await create('secret', 'text');
    const bob = { authorizer: { principalId: 'bob', exp: ADA.exp } };
    const foreign = await send('GET', { noteid: 'secret', ...bob });
    expect(foreign).toEqual(await send('GET', { noteid: 'secret2', ...bob }));
    expect(foreign.statusCode).toBe(404);
    expect(await send('DELETE', { noteid: 'secret', ...bob })).toMatchObject({ statusCode: 204 });
    expect(await send('GET', { noteid: 'secret' })).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ['nobody', undefined],
    ['an empty subject', { principalId: '', exp: ADA.exp }],
    ['an expired token', { principalId: 'ada', exp: String(NOW / 1000) }],
    ['no expiry', { principalId: 'ada' }],
    ['an expiry that is no time', { principalId: 'ada', exp: 'soon' }],
  ])('refuses %s with 401', async (_who, authorizer) => {
    const { send } = client();
    const refused = await send('GET', { authorizer });
    expect(refused).toMatchObject({ statusCode: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
  });

  it('answers 403 for what is no route', async () => {
    const { send } = client();
    expect(await send('GET', { path: '/other' })).toMatchObject({ statusCode: 403 });
    expect(await send('PATCH', { noteid: 'a' })).toMatchObject({ statusCode: 403 });
  });

  it('routes by the path where the gateway matched no template', async () => {
    const { create, send } = client();
    await create('note1', 'text');
    expect(await send('GET', { path: '/notes/note1' })).toMatchObject({ statusCode: 200 });
    expect(await send('GET', { path: '/notes/%6eote1' })).toMatchObject({ statusCode: 200 });
    expect(await send('GET', { path: '/notes/%E0%A4%A' })).toMatchObject({ statusCode: 400 });
  });

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
      client({}, { get: async () => Promise.reject(error) } as Partial<NoteRepository> as NoteRepository);
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

describe('repeated headers', () => {
  it('refuses two content types, and joins two If-Match', async () => {
    const { handler } = notesApi();
    const types = restEvent('POST', {
      headers: { 'content-type': ['application/json', 'text/plain'] },
      body: {},
    });
    expect(await handler(types, lambdaContext)).toMatchObject({ statusCode: 415 });
    const tags = restEvent('PUT', {
      noteid: 'a',
      headers: { 'If-Match': ['"a"', '"b"'] },
      body: { note: 'x' },
    });
    expect(await handler(tags, lambdaContext)).toMatchObject({ statusCode: 400 });
  });

  it('reads a single-value event', async () => {
    const { handler } = notesApi();
    const event = restEvent('GET', { query: { limit: ['1'] } });
    const single = { ...event, multiValueHeaders: undefined, multiValueQueryStringParameters: null };
    expect(await handler(single as never, lambdaContext)).toMatchObject({ statusCode: 200 });
  });
});
