import { type Note, NotesClient } from './index.ts';
import { type NotesApi, notesApi } from './test-support/notes-api.ts';

let api: NotesApi;
let ada: NotesClient;

const clientOf = (user: string) =>
  new NotesClient({ baseUrl: api.baseUrl, fetch: api.fetch, accessToken: async () => user });

beforeEach(() => {
  api = notesApi();
  ada = clientOf('ada');
});

const failure = (code: string, status: number) =>
  expect.objectContaining({ name: 'NotesApiError', code, status });

const createMany = async (count: number) => {
  const noteids = Array.from({ length: count }, (_, index) => `note-${String(index).padStart(3, '0')}`);
  for (const noteid of noteids) await ada.create({ noteid, note: `text of ${noteid}` });
  return noteids;
};

const collect = async (notes: AsyncIterable<Note>) => {
  const found: Note[] = [];
  for await (const note of notes) found.push(note);
  return found;
};

const pageRequests = () => api.requests.filter((request) => /^GET \/notes(\?|$)/.test(request));

describe('create', () => {
  it('gives the note with its etag', async () => {
    expect(await ada.create({ noteid: 'note1', note: 'Grüße 🌍\n"\\' })).toEqual({
      noteid: 'note1',
      note: 'Grüße 🌍\n"\\',
      createdAt: '2026-01-01T00:00:00.001Z',
      updatedAt: '2026-01-01T00:00:00.001Z',
      version: 1,
      etag: expect.stringMatching(/^"[^"]+"$/),
    });
    expect(api.requests).toEqual(['POST /notes']);
  });

  it('finds the note of that text, and refuses another text', async () => {
    const note = await ada.create({ noteid: 'note1', note: 'text' });
    expect(await ada.create({ noteid: 'note1', note: 'text' })).toEqual(note);
    await expect(ada.create({ noteid: 'note1', note: 'other' })).rejects.toEqual(failure('note-exists', 409));
  });

  it('says what is wrong with a note', async () => {
    await expect(ada.create({ noteid: '.note', note: '' })).rejects.toMatchObject({
      code: 'invalid-request',
      status: 400,
      requestId: expect.stringMatching(/./),
      errors: [
        { pointer: '#/noteid', detail: expect.any(String) },
        { pointer: '#/note', detail: expect.any(String) },
      ],
    });
    await expect(ada.create({ noteid: 'note1', note: 'x'.repeat(262_145) })).rejects.toEqual(
      failure('note-too-large', 413),
    );
  });
});

describe('get', () => {
  it.each(['note1', '~a.b-c_D', '-', 'x'.repeat(128)])('finds %s', async (noteid) => {
    const note = await ada.create({ noteid, note: 'text' });
    expect(await ada.get(noteid)).toEqual(note);
    expect(api.requests.at(-1)).toBe(`GET /notes/${noteid}`);
  });

  it('finds nothing that is not the user’s own', async () => {
    await clientOf('eve').create({ noteid: 'note1', note: 'hers' });
    await expect(ada.get('note1')).rejects.toEqual(failure('note-not-found', 404));
  });

  it.each(['', '.', '..', '\ud800'])('asks nobody for %j, which would be another path', async (noteid) => {
    const note = { noteid, note: '', createdAt: '', updatedAt: '', version: 1, etag: '"r1"' };
    const refused = expect.objectContaining({
      code: 'invalid-request',
      errors: [expect.objectContaining({ pointer: '#/path/noteid' })],
    });
    await expect(ada.get(noteid)).rejects.toEqual(refused);
    await expect(ada.refresh(note)).rejects.toEqual(refused);
    await expect(ada.replace(note, 'text')).rejects.toEqual(refused);
    await expect(ada.delete(note)).rejects.toEqual(refused);
    expect(api.requests).toEqual([]);
  });

  it.each(['a/b', 'a?b', 'a#b', '%2e%2e', 'ä', ' ', '.a'])(
    'leaves it to the service to refuse %j',
    async (noteid) => {
      await expect(ada.get(noteid)).rejects.toEqual(failure('invalid-request', 400));
      expect(api.requests).toEqual([`GET /notes/${encodeURIComponent(noteid)}`]);
    },
  );
});

describe('refresh', () => {
  it('gives the same object while nothing has changed, and the new state afterwards', async () => {
    const first = await ada.create({ noteid: 'note1', note: 'one' });
    expect(await ada.refresh(first)).toBe(first);
    const second = await clientOf('ada').replace(first, 'two');
    expect(await ada.refresh(first)).toEqual(second);
  });

  it('reads a note of a page anew', async () => {
    const note = await ada.create({ noteid: 'note1', note: 'one' });
    const { notes } = await ada.list();
    expect(notes).toEqual([{ ...note, etag: undefined }]);
    expect(await ada.refresh(notes[0] as Note)).toEqual(note);
  });

  it('says when the note is gone', async () => {
    const note = await ada.create({ noteid: 'note1', note: 'one' });
    await ada.delete(note);
    await expect(ada.refresh(note)).rejects.toEqual(failure('note-not-found', 404));
  });
});

describe('replace', () => {
  it('gives the new state, which can be replaced in turn', async () => {
    const first = await ada.create({ noteid: 'note1', note: 'one' });
    const second = await ada.replace(first, 'two');
    expect(second).toMatchObject({ note: 'two', version: 2, createdAt: first.createdAt });
    expect(await ada.replace(second, 'three')).toMatchObject({ note: 'three', version: 3 });
  });

  it('writes nothing when somebody was faster', async () => {
    const first = await ada.create({ noteid: 'note1', note: 'one' });
    await ada.replace(first, 'two');
    await expect(ada.replace(first, 'three')).rejects.toEqual(failure('version-mismatch', 412));
    expect(await ada.get('note1')).toMatchObject({ note: 'two' });
  });

  it('takes a note of a page that has not been changed since', async () => {
    await ada.create({ noteid: 'note1', note: 'one' });
    const { notes } = await ada.list();
    expect(await ada.replace(notes[0] as Note, 'two')).toMatchObject({ note: 'two', version: 2 });
  });

  it('knows its own replacement of a note of a page when it is asked again', async () => {
    await ada.create({ noteid: 'note1', note: 'one' });
    const [listed] = (await ada.list()).notes as [Note];
    const replaced = await ada.replace(listed, 'two');
    expect(await ada.replace(listed, 'two')).toEqual(replaced);
    await expect(ada.replace(listed, 'three')).rejects.toEqual(failure('version-mismatch', 412));
    await ada.replace(await ada.replace(replaced, 'three'), 'two');
    await expect(ada.replace(listed, 'two')).rejects.toEqual(failure('version-mismatch', 412));
  });

  it.each<[string, (note: Note) => Promise<unknown>]>([
    ['replaced', (note) => ada.replace(note, 'two')],
    ['deleted and created again', (note) => ada.delete(note).then(() => ada.create(note))],
  ])('sends nothing for a note of a page that was %s since', async (_, change) => {
    const created = await ada.create({ noteid: 'note1', note: 'one' });
    const [listed] = (await ada.list()).notes as [Note];
    await change(created);
    const now = await ada.get('note1');
    const sent = api.requests.length;
    const changed = failure('version-mismatch', 412);
    await expect(ada.replace(listed, 'three')).rejects.toEqual(changed);
    await expect(ada.delete(listed)).rejects.toEqual(changed);
    expect(api.requests.slice(sent)).toEqual(['GET /notes/note1', 'GET /notes/note1']);
    expect(await ada.get('note1')).toEqual(now);
  });

  it('says when the note is gone', async () => {
    const note = await ada.create({ noteid: 'note1', note: 'one' });
    const [listed] = (await ada.list()).notes as [Note];
    await ada.delete(note);
    await expect(ada.replace(note, 'two')).rejects.toEqual(failure('note-not-found', 404));
    await expect(ada.replace(listed, 'two')).rejects.toEqual(failure('note-not-found', 404));
  });
});

describe('delete', () => {
  it('deletes the note, and is content when it is gone already', async () => {
    const note = await ada.create({ noteid: 'note1', note: 'one' });
    const [listed] = (await ada.list()).notes as [Note];
    await ada.delete(listed);
    await expect(ada.get('note1')).rejects.toEqual(failure('note-not-found', 404));
    await ada.delete(listed);
    await ada.delete(note);
  });

  it('is not content when it cannot find out', async () => {
    const denied = notesApi({ authorize: () => undefined });
    const stranger = new NotesClient({ ...denied, accessToken: async () => 'token' });
    const { etag: _, ...listed } = await ada.create({ noteid: 'note1', note: 'one' });
    await expect(stranger.delete(listed)).rejects.toEqual(failure('unauthorized', 401));
  });

  it('leaves a note that was changed since', async () => {
    const note = await ada.create({ noteid: 'note1', note: 'one' });
    const changed = await ada.replace(note, 'two');
    await expect(ada.delete(note)).rejects.toEqual(failure('version-mismatch', 412));
    expect(await ada.get('note1')).toEqual(changed);
  });
});

describe('list', () => {
  it('gives page after page, in either order', async () => {
    const noteids = await createMany(5);
    const first = await ada.list({ limit: 3 });
    expect(first.notes.map(({ noteid }) => noteid)).toEqual(noteids.slice(0, 3));
    const rest = await ada.list({ limit: 3, cursor: first.nextCursor ?? '' });
    expect(rest.notes.map(({ noteid }) => noteid)).toEqual(noteids.slice(3));
    expect(rest).not.toHaveProperty('nextCursor');
    expect((await ada.list({ order: 'desc' })).notes.map(({ noteid }) => noteid)).toEqual(
      noteids.toReversed(),
    );
  });

  it('says what is wrong with a query', async () => {
    await expect(ada.list({ limit: 101 })).rejects.toMatchObject({ errors: [{ pointer: '#/query/limit' }] });
    await expect(ada.list({ cursor: 'x' })).rejects.toMatchObject({
      errors: [{ pointer: '#/query/cursor' }],
    });
  });
});

describe('notes', () => {
  it('gives every note, page by page', async () => {
    const noteids = await createMany(23);
    const found = await collect(ada.notes({ pageSize: 10 }));
    expect(found.map(({ noteid }) => noteid)).toEqual(noteids);
    expect(pageRequests()).toHaveLength(3);
    expect((await collect(ada.notes({ order: 'desc' }))).map(({ noteid }) => noteid)).toEqual(
      noteids.toReversed(),
    );
    expect(pageRequests()).toHaveLength(4);
  });

  it('gives none where there is none', async () => {
    expect(await collect(ada.notes())).toEqual([]);
  });

  it('asks for no page before it is needed, nor after the loop is left', async () => {
    const noteids = await createMany(9);
    const notes = ada.notes({ pageSize: 3 });
    expect(pageRequests()).toEqual([]);
    const seen: string[] = [];
    for await (const { noteid } of notes) {
      seen.push(noteid);
      expect(pageRequests()).toHaveLength(Math.ceil(seen.length / 3));
      if (seen.length === 4) break;
    }
    expect(seen).toEqual(noteids.slice(0, 4));
    expect(pageRequests()).toHaveLength(2);
  });

  it('ends with the reason of its signal, even within a page', async () => {
    await createMany(3);
    const controller = new AbortController();
    const notes = ada.notes({}, { signal: controller.signal });
    await notes.next();
    controller.abort(new Error('enough'));
    await expect(notes.next()).rejects.toThrow('enough');
    expect(pageRequests()).toHaveLength(1);
  });
});
