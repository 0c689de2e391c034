import { lambdaContext, NOW } from '../test-support/events.ts';
import { notesApi } from '../test-support/notes-api.ts';

const Key = { userId: 'ada', noteId: 'note1' };
const Item = { ...Key, note: 'text' };

function operations() {
  const { handler, logged } = notesApi();
  const perform = (operation: unknown, payload?: unknown, rest: object = {}) =>
    handler({ operation, payload, tableName: 'Notes', requestId: 'request-1', ...rest }, lambdaContext);
  return { perform, logged };
}

describe('the unproxied event', () => {
  it('creates, reads, updates, lists and deletes', async () => {
    const { perform } = operations();
    const created = await perform('create', { Item }, { path: '/prod/notes' });
    expect(created).toMatchObject({
      noteid: 'note1',
      note: 'text',
      version: 1,
      etag: '"r1"',
      location: '/prod/notes/note1',
    });
    expect(await perform('create', { Item })).toMatchObject({ etag: '"r1"', location: '/notes/note1' });
    expect(await perform('read', { Key })).toMatchObject({ note: 'text', etag: '"r1"' });
    expect(await perform('update', { Key, note: 'new', ifMatch: '"r1"' })).toMatchObject({
      note: 'new',
      version: 2,
    });
    expect(await perform('list', { Key: { userId: 'ada' } })).toMatchObject({
      notes: [{ noteid: 'note1', note: 'new' }],
    });
    expect(
      await perform('list', { Key: { userId: 'ada' }, query: { limit: '5', order: 'desc' } }),
    ).not.toHaveProperty('nextCursor');
    await expect(perform('delete', { Key, ifMatch: '"r1"' })).rejects.toThrow(/^\[version-mismatch\]$/);
    expect(await perform('delete', { Key })).toEqual({});
    await expect(perform('read', { Key })).rejects.toThrow(/^\[note-not-found\]$/);
  });

  it('answers ping and echo', async () => {
    const { perform } = operations();
    expect(await perform('ping')).toBe('pong');
    expect(await perform('echo', { any: ['thing'] })).toEqual({ any: ['thing'] });
  });

  it.each([
    ['an unknown operation', 'drop', {}, {}, '#/operation'],
    ['an inherited name', 'constructor', {}, {}, '#/operation'],
    ['an operation that is no text', { a: 1 }, {}, {}, '#/operation'],
    ['an operation without a text form', Object.create(null), {}, {}, '#/operation'],
    ['another table', 'read', { Key }, { tableName: 'Users' }, '#/tableName'],
    ['no table', 'read', { Key }, { tableName: undefined }, '#/tableName'],
    ['no key', 'read', {}, {}, '#/payload/Key'],
    ['an empty user', 'read', { Key: { userId: '', noteId: 'a' } }, {}, '#/payload/Key/userId'],
    [
      'the original’s misspelt keys',
      'create',
      { Item: { userid: 'ada', noteid: 'a', note: 'b' } },
      {},
      '#/payload/Item/userId',
    ],
    ['a bad note id', 'create', { Item: { ...Item, noteId: '../x' } }, {}, '#/noteid'],
    ['a bad query', 'list', { Key: { userId: 'ada' }, query: { limit: '0' } }, {}, '#/query/limit'],
  ])('refuses %s', async (_what, operation, payload, rest, pointer) => {
    const { perform } = operations();
    await expect(perform(operation, payload, rest)).rejects.toThrow(`[invalid-request] ${pointer} `);
  });

  it('asks for a precondition, and for a token that has not expired', async () => {
    const { perform } = operations();
    await expect(perform('update', { Key, note: 'new' })).rejects.toThrow(/^\[precondition-required\]$/);
    const expiresAt = String(NOW / 1000);
    await expect(perform('read', { Key }, { expiresAt })).rejects.toThrow(/^\[unauthorized\]$/);
    await expect(perform('read', { Key }, { expiresAt: '' })).rejects.toThrow(/^\[unauthorized\]$/);
  });

  it('refuses to overwrite', async () => {
    const { perform } = operations();
    await perform('create', { Item });
    await expect(perform('create', { Item: { ...Item, note: 'other' } })).rejects.toThrow(
      /^\[note-exists\]$/,
    );
  });

  it('logs one line, with the gateway’s request id where it is known', async () => {
    const { perform, logged } = operations();
    await perform('ping');
    await perform('ping', undefined, { requestId: undefined });
    await expect(perform('read', { Key })).rejects.toThrow();
    expect(logged).toEqual([
      { requestId: 'request-1', route: 'ping', duration: expect.any(Number) },
      { requestId: 'invocation-1', route: 'ping', duration: expect.any(Number) },
      { requestId: 'request-1', route: 'read', code: 'note-not-found', duration: expect.any(Number) },
    ]);
  });
});
