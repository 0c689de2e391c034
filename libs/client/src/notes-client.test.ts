import { NotesClient } from './index.ts';
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
  expect.objectContaining({ name: 'NotesApiError', code, status, requestId: expect.any(String) });

describe('create', () => {
  it('gives the note with its etag', async () => {
    expect(await ada.create({ noteid: 'note1', note: 'Grüße 🌍' })).toEqual({
      noteid: 'note1',
      note: 'Grüße 🌍',
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
});
