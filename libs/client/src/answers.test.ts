import { NotesApiError, NotesClient, NotesConnectionError } from './index.ts';
import { ETAG, NOTE, type Step, answer, problem, scriptedClient } from './test-support/scripted-fetch.ts';

const once = (step: Step) => scriptedClient([step], { attempts: 1 }).client;

describe('problem details', () => {
  it('become an error that says the same', async () => {
    const errors = [{ pointer: '#/note', detail: 'must not be empty' }];
    const body = {
      type: 'urn:x',
      title: 'T',
      status: 400,
      detail: 'D',
      code: 'invalid-request',
      requestId: 'r',
      errors,
    };
    const error: unknown = await once(answer(400, body))
      .get('note1')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotesApiError);
    expect(error).toMatchObject({
      name: 'NotesApiError',
      message: 'D',
      code: 'invalid-request',
      status: 400,
      requestId: 'r',
      errors,
      retryAfter: undefined,
    });
  });

  it('may lack what is not needed', async () => {
    const body = { code: 'note-not-found', errors: [{ pointer: '#' }, null, 'x'] };
    await expect(once(answer(404, body, { 'x-request-id': 'r2' })).get('note1')).rejects.toMatchObject({
      code: 'note-not-found',
      message: 'The answer has status 404.',
      requestId: 'r2',
      errors: [],
    });
  });

  it('carry Retry-After in seconds', async () => {
    await expect(
      once(problem(503, 'unavailable', { 'Retry-After': '7' })).get('note1'),
    ).rejects.toMatchObject({
      code: 'unavailable',
      retryAfter: 7,
    });
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [409, 'invalid-request'],
    [418, 'invalid-request'],
    [429, 'too-many-requests'],
    [503, 'unavailable'],
    [507, 'internal'],
  ])('of a later version of the API keep their status: %i with an unknown code', async (status, code) => {
    for (const unknown of ['note-locked', 'toString']) {
      const { client } = scriptedClient([problem(status, unknown), problem(status, unknown)], {
        attempts: 1,
      });
      await expect(client.get('note1')).rejects.toMatchObject({ name: 'NotesApiError', status, code });
    }
  });
});

describe('an error without problem details', () => {
  it.each([
    [403, 'forbidden'],
    [413, 'note-too-large'],
    [429, 'too-many-requests'],
    [500, 'internal'],
    [502, 'internal'],
    [503, 'unavailable'],
    [504, 'unavailable'],
  ])('is understood where a gateway words it: %i', async (status, code) => {
    for (const body of [{ message: 'some words' }, { Message: 'some words' }]) {
      await expect(once(answer(status, body)).get('note1')).rejects.toMatchObject({
        name: 'NotesApiError',
        status,
        code,
        message: `The answer has status ${status}.`,
        requestId: undefined,
      });
    }
  });

  it('is understood without words where it says one thing only', async () => {
    await expect(once(answer(429, '<h1>slow down</h1>')).get('note1')).rejects.toMatchObject({
      code: 'too-many-requests',
    });
  });

  it.each<[number, unknown]>([
    [404, '<h1>Not Found</h1>'],
    [404, { message: 'Not Found' }],
    [404, { type: 'about:blank', title: 'Not Found', status: 404 }],
    [412, undefined],
    [403, 'blocked'],
    [502, '<h1>Bad Gateway</h1>'],
    [503, [null]],
    [302, undefined],
  ])('is no word of the API otherwise: %i %j', async (status, body) => {
    const error: unknown = await once(answer(status, body))
      .get('note1')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotesConnectionError);
    expect(error).toMatchObject({ name: 'NotesConnectionError', status });
  });
});

describe('a success that is none', () => {
  const { noteid: _, ...anonymous } = NOTE;

  it.each<[string, unknown]>([
    ['a page of a hotel', '<h1>Welcome</h1>'],
    ['nothing', undefined],
    ['null', 'null'],
    ['a list', [NOTE]],
    ['a note without an id', anonymous],
    ['another note', { ...NOTE, noteid: 'note2' }],
    ['a text that is none', { ...NOTE, note: 1 }],
    ['a time that is none', { ...NOTE, createdAt: 'yesterday' }],
    ['a time that is a number', { ...NOTE, updatedAt: 0 }],
    ['a version that counts from nothing', { ...NOTE, version: 0 }],
    ['a version that is a fraction', { ...NOTE, version: 1.5 }],
  ])('is an error for get, create, refresh and replace: %s', async (_name, body) => {
    const note = { ...NOTE, etag: ETAG };
    const unusable = {
      name: 'NotesConnectionError',
      message: expect.stringMatching(/^The answer with status 20/),
    };
    await expect(once(answer(200, body)).get('note1')).rejects.toMatchObject(unusable);
    await expect(once(answer(200, body)).refresh(note)).rejects.toMatchObject(unusable);
    await expect(once(answer(200, body)).replace(note, 'x')).rejects.toMatchObject(unusable);
    await expect(once(answer(201, body)).create(note)).rejects.toMatchObject(unusable);
  });

  it.each<[string, unknown]>([
    ['a page of a hotel', '<h1>Welcome</h1>'],
    ['nothing', undefined],
    ['a note', NOTE],
    ['notes that are none', { notes: [anonymous] }],
    ['a cursor that is none', { notes: [], nextCursor: null }],
    ['an empty cursor', { notes: [], nextCursor: '' }],
  ])('is an error for list: %s', async (_name, body) => {
    await expect(once(answer(200, body)).list()).rejects.toThrow(
      'The answer with status 200 is not a page of notes.',
    );
  });

  it('is an error of another status than the API’s', async () => {
    const note = { ...NOTE, etag: ETAG };
    for (const call of [
      once(answer(200, '<h1>Welcome</h1>')).delete(note),
      once(answer(200, NOTE)).create(note),
      once(answer(201, NOTE)).replace(note, 'x'),
      once(answer(304, undefined)).get('note1'),
      once(answer(304, undefined)).list(),
    ]) {
      await expect(call).rejects.toMatchObject({ name: 'NotesConnectionError', status: expect.any(Number) });
    }
  });

  it.each([undefined, '', 'r1', '"r\u00e41"', '"a", "b"', '""'])(
    'is an error with the ETag %j',
    async (etag) => {
      const headers: Record<string, string> = etag === undefined ? {} : { ETag: etag };
      await expect(once(answer(200, NOTE, headers)).get('note1')).rejects.toThrow(
        'has no ETag that can be read',
      );
    },
  );

  it('is not sent again', async () => {
    const { client, requests } = scriptedClient([answer(200, '<h1>Welcome</h1>')]);
    await expect(client.get('note1')).rejects.toThrow(NotesConnectionError);
    expect(requests).toHaveLength(1);
  });
});

describe('a success', () => {
  it('keeps to what a note is', async () => {
    const note = await once(answer(201, { ...NOTE, message: 'Note created', colour: 'red' })).create(NOTE);
    expect(note).toEqual({ ...NOTE, etag: ETAG });
  });

  it('has its strong ETag back that a proxy has weakened', async () => {
    expect(await once(answer(200, NOTE, { ETag: `W/${ETAG}` })).get('note1')).toMatchObject({ etag: ETAG });
  });
});

describe('pages', () => {
  const pages = (...steps: Step[]) => scriptedClient(steps).client.notes({ pageSize: 2 });

  it('may be short or empty before the last', async () => {
    const { client, requests } = scriptedClient([
      answer(200, { notes: [NOTE], nextCursor: 'a+/=' }),
      answer(200, { notes: [], nextCursor: 'b' }),
      answer(200, { notes: [{ ...NOTE, noteid: 'note2' }] }),
    ]);
    const noteids: string[] = [];
    for await (const { noteid } of client.notes({ pageSize: 2, order: 'desc' })) noteids.push(noteid);
    expect(noteids).toEqual(['note1', 'note2']);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://notes.example/prod/notes?limit=2&order=desc',
      'https://notes.example/prod/notes?limit=2&cursor=a%2B%2F%3D&order=desc',
      'https://notes.example/prod/notes?limit=2&cursor=b&order=desc',
    ]);
  });

  it('do not go round in circles', async () => {
    const page = answer(200, { notes: [], nextCursor: 'a' });
    await expect(pages(page, page).next()).rejects.toThrow('The page names itself as the next one.');
  });
});

describe('baseUrl', () => {
  it.each([
    ['https://notes.example', 'https://notes.example/notes'],
    ['https://notes.example/', 'https://notes.example/notes'],
    ['https://notes.example/prod', 'https://notes.example/prod/notes'],
    ['https://notes.example/prod//', 'https://notes.example/prod/notes'],
    [
      'http://127.0.0.1:4566/restapis/x/prod/_user_request_/',
      'http://127.0.0.1:4566/restapis/x/prod/_user_request_/notes',
    ],
  ])('may be %s', async (baseUrl, url) => {
    const urls: string[] = [];
    const client = new NotesClient({
      baseUrl,
      accessToken: async () => 'token',
      fetch: async (input) => {
        urls.push((input as Request).url);
        return Response.json({ notes: [] });
      },
    });
    await client.list();
    expect(urls).toEqual([url]);
  });

  it.each([
    '',
    '/prod',
    'notes.example',
    'ftp://notes.example',
    'https://notes.example?x',
    'https://notes.example#x',
  ])('may not be %j', (baseUrl) => {
    expect(() => new NotesClient({ baseUrl, accessToken: async () => 'token' })).toThrow(
      expect.objectContaining({ name: 'TypeError' }),
    );
  });
});

describe('the request', () => {
  it('carries JSON and no cookies, and follows no redirect', async () => {
    const { client, requests } = scriptedClient([answer(201, NOTE)]);
    await client.create(NOTE);
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', redirect: 'error', credentials: 'omit' });
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      authorization: 'Bearer token-1',
      'content-type': 'application/json',
    });
    expect(await request?.json()).toEqual({ noteid: 'note1', note: 'text' });
  });
});
