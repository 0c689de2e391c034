import { ADA, type RequestSketch, httpApiEvent, lambdaContext, restEvent } from './test-support/events.ts';
import { members, notesApi, notesClient } from './test-support/notes-api.ts';

describe.each([
  ['a REST API', restEvent],
  ['an HTTP API', httpApiEvent],
])('the notes API behind %s', (_front, event) => {
  const client = (...[overrides, repository]: Parameters<typeof notesApi>) =>
    notesClient(event, notesApi(overrides, repository));

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
    expect(members(created)).toEqual({
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
    expect(members(await send('GET', { noteid: 'note1' }))['note']).toBe('text');
  });

  it('reads a note, and says when it has not changed', async () => {
    const { create, send } = client();
    await create('note1', 'text');
    const read = await send('GET', { noteid: 'note1' });
    expect(read).toMatchObject({
      statusCode: 200,
      headers: { ETag: '"r1"', 'Content-Type': 'application/json' },
    });
    expect(members(read)).not.toHaveProperty('message');
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
    expect(members(replaced)).toMatchObject({ note: 'two', version: 2 });
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
    for (const stale of ['"r0"', '"*"']) {
      expect(await send('DELETE', { noteid: 'note1', headers: { 'If-Match': stale } })).toMatchObject({
        statusCode: 412,
      });
    }
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
        const page = members(
          await send('GET', { query: { ...query, ...(cursor ? { cursor: [cursor as string] } : {}) } }),
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
    const { nextCursor } = members(await send('GET', { query: { limit: ['1'] } }));
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
});

describe('an event of another trigger', () => {
  it.each([
    ['nothing', null],
    ['a text', 'event'],
    ['an empty object', {}],
    ['a queue', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
    ['a method that is no text', { ...restEvent('GET'), httpMethod: [{}] }],
  ])('fails and says so: %s', async (_what, event) => {
    await expect(notesApi().handler(event as never, lambdaContext)).rejects.toThrow(
      '[invalid-request] The event is neither a proxied request nor an operation.',
    );
  });
});
