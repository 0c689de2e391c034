import { ADA, NOW, httpApiEvent, lambdaContext, restEvent } from '../test-support/events.ts';
import { JSON_HEADERS, members, notesApi, notesClient } from '../test-support/notes-api.ts';

describe.each([
  ['a REST API', restEvent],
  ['an HTTP API', httpApiEvent],
])('bad input behind %s', (_front, event) => {
  const client = (...[overrides, repository]: Parameters<typeof notesApi>) =>
    notesClient(event, notesApi(overrides, repository));

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
    expect(members(refused)['errors']).toEqual([expect.objectContaining({ pointer })]);
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
    expect(members(refused)).toMatchObject({
      type: 'urn:problem-type:notes:invalid-request',
      status: 400,
      code: 'invalid-request',
    });
    expect(members(refused)['errors']).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it.each(['GET', 'PUT', 'DELETE'])(
    'names the path where %s has a note id that cannot be',
    async (method) => {
      const { send } = client();
      const request = { noteid: '.hidden', headers: { ...JSON_HEADERS, 'If-Match': '*' } };
      const refused = await send(method, { ...request, ...(method === 'PUT' && { body: { note: 'x' } }) });
      expect(refused.statusCode).toBe(400);
      const detail = expect.stringContaining('not begin with a dot');
      expect(members(refused)['errors']).toEqual([{ pointer: '#/path/noteid', detail }]);
    },
  );

  it('names every broken rule', async () => {
    const { create } = client();
    const { errors } = members(await create(1, undefined)) as { errors: { pointer: string }[] };
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
    expect(members(await send('GET', { noteid: 'big' }))['note']).toBe(longest);
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
    expect(members(await send('POST', { body: encoded, isBase64Encoded: true }))['note']).toBe('é');
    const broken = Buffer.from([0x22, 0xff, 0x22]).toString('base64');
    expect(await send('POST', { body: broken, isBase64Encoded: true })).toMatchObject({ statusCode: 400 });
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
