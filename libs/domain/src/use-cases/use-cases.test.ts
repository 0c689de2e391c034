import { type Note, noteId, revision, userId } from '../note/note.ts';
import type { NoteRepository } from '../ports/note-repository.ts';
import { createNote } from './create-note.ts';
import { deleteNote } from './delete-note.ts';
import { getNote } from './get-note.ts';
import { listNotes } from './list-notes.ts';
import { replaceNote } from './replace-note.ts';

const ada = userId('ada');
const clock = { now: () => 1_700_000_000_123 };
const revisions = { next: () => revision('r1') };
const note: Note = {
  owner: ada,
  id: noteId('note1'),
  text: 'text',
  createdAt: 1,
  updatedAt: 1,
  version: 1,
  revision: revision('r0'),
};

function repository(answers: Partial<Record<keyof NoteRepository, unknown>> = {}) {
  const method = (name: keyof NoteRepository) => jest.fn(async () => answers[name]);
  return {
    create: method('create'),
    get: method('get'),
    list: method('list'),
    replace: method('replace'),
    delete: method('delete'),
  } satisfies Record<keyof NoteRepository, jest.Mock>;
}

const asPort = (fake: ReturnType<typeof repository>) => fake as unknown as NoteRepository;

describe('createNote', () => {
  it('stores the note under the caller with time and revision from the ports', async () => {
    const notes = repository({ create: note });
    const create = createNote(asPort(notes), clock, revisions);
    expect(await create(ada, { noteId: 'note1', text: 'text' })).toBe(note);
    expect(notes.create).toHaveBeenCalledWith('ada', {
      id: 'note1',
      text: 'text',
      createdAt: clock.now(),
      revision: 'r1',
    });
  });

  it.each([
    [{ noteId: '', text: 'x' }, 'invalid-request'],
    [{ noteId: 'a', text: '' }, 'invalid-request'],
    [{ noteId: 'a', text: 'x'.repeat(262_145) }, 'note-too-large'],
  ])('refuses bad input before anything is stored', async (input, code) => {
    const notes = repository();
    await expect(createNote(asPort(notes), clock, revisions)(ada, input)).rejects.toMatchObject({ code });
    expect(notes.create).not.toHaveBeenCalled();
  });
});

describe('getNote', () => {
  it('returns the stored note', async () => {
    const notes = repository({ get: note });
    expect(await getNote(asPort(notes))(ada, 'note1')).toBe(note);
    expect(notes.get).toHaveBeenCalledWith('ada', 'note1');
  });

  it('says when there is none', async () => {
    await expect(getNote(asPort(repository()))(ada, 'note1')).rejects.toMatchObject({
      code: 'note-not-found',
      message: 'The owner has no note of that id.',
    });
  });

  it('refuses a bad id', async () => {
    await expect(getNote(asPort(repository()))(ada, '../x')).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });
});

describe('listNotes', () => {
  const page = { notes: [note] };

  it('asks for twenty in ascending order unless told otherwise', async () => {
    const notes = repository({ list: page });
    expect(await listNotes(asPort(notes))(ada)).toBe(page);
    // Strictly: an adapter may tell a position that is undefined from one that is not there.
    expect(notes.list.mock.calls).toStrictEqual([['ada', { limit: 20, order: 'asc' }]]);
  });

  it('passes limit, order and position on', async () => {
    const notes = repository({ list: page });
    await listNotes(asPort(notes))(ada, { limit: 100, order: 'desc', after: noteId('m') });
    expect(notes.list).toHaveBeenCalledWith('ada', { limit: 100, order: 'desc', after: 'm' });
  });

  it.each([0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the limit %p', async (limit) => {
    const notes = repository({ list: page });
    await expect(listNotes(asPort(notes))(ada, { limit })).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'The limit is not valid.',
      violations: [{ field: 'limit', detail: 'must be a whole number from 1 to 100' }],
    });
    expect(notes.list).not.toHaveBeenCalled();
  });

  it.each([1, 100])('takes the limit %p', async (limit) => {
    expect(await listNotes(asPort(repository({ list: page })))(ada, { limit })).toBe(page);
  });
});

describe('replaceNote', () => {
  it('hands the expected state on, with time and revision from the ports', async () => {
    const notes = repository({ replace: note });
    const replace = replaceNote(asPort(notes), clock, revisions);
    expect(await replace(ada, { noteId: 'note1', text: 'new', expected: revision('r0') })).toBe(note);
    expect(notes.replace).toHaveBeenCalledWith('ada', 'note1', {
      text: 'new',
      updatedAt: clock.now(),
      revision: 'r1',
      expected: 'r0',
    });
  });

  it.each([
    [{ noteId: '/', text: 'x' }, 'invalid-request'],
    [{ noteId: 'a', text: '\ud800' }, 'invalid-request'],
    [{ noteId: 'a', text: 'x'.repeat(262_145) }, 'note-too-large'],
  ])('refuses bad input before anything is stored', async (input, code) => {
    const notes = repository();
    const replace = replaceNote(asPort(notes), clock, revisions);
    await expect(replace(ada, { ...input, expected: '*' })).rejects.toMatchObject({ code });
    expect(notes.replace).not.toHaveBeenCalled();
  });
});

describe('deleteNote', () => {
  it('hands the expected state on, if there is one', async () => {
    const notes = repository();
    const remove = deleteNote(asPort(notes));
    await remove(ada, { noteId: 'note1' });
    await remove(ada, { noteId: 'note1', expected: revision('r0') });
    expect(notes.delete.mock.calls).toEqual([
      ['ada', 'note1', undefined],
      ['ada', 'note1', 'r0'],
    ]);
  });

  it('refuses a bad id', async () => {
    await expect(deleteNote(asPort(repository()))(ada, { noteId: '' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });
});
