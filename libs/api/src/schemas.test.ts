import * as z from 'zod/mini';
import { PROBLEMS, problem } from './problems.ts';
import {
  createNoteBody,
  createdNote,
  listNotesQuery,
  notePage,
  replaceNoteBody,
  wireNote,
} from './schemas.ts';

const wire = {
  noteid: 'note1',
  note: 'text',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.001Z',
  version: 1,
};

describe('the schemas', () => {
  it.each([
    [createNoteBody, { noteid: 'note1', note: 'x' }],
    [replaceNoteBody, { note: 'x' }],
    [listNotesQuery, {}],
    [listNotesQuery, { limit: '100', cursor: 'abc', order: 'desc' }],
    [wireNote, wire],
    [createdNote, { ...wire, message: 'Note created' }],
    [notePage, { notes: [wire], nextCursor: 'abc' }],
    [notePage, { notes: [] }],
  ])('take what the contract allows (%#)', (schema, value) => {
    expect(z.safeParse(schema, value)).toEqual({ success: true, data: value });
  });

  it.each([
    [createNoteBody, { noteid: 'note1', note: 'x', more: 1 }],
    [createNoteBody, { noteid: '.', note: 'x' }],
    [createNoteBody, { noteid: 'note1', note: '' }],
    [replaceNoteBody, {}],
    [listNotesQuery, { limit: '0' }],
    [listNotesQuery, { limit: '101' }],
    [listNotesQuery, { limit: '05' }],
    [listNotesQuery, { order: 'ASC' }],
    [listNotesQuery, { page: '1' }],
    [wireNote, { ...wire, version: 0 }],
    [wireNote, { ...wire, createdAt: '2026-01-01T00:00:00Z' }],
    [createdNote, wire],
    [notePage, { notes: [{}] }],
  ])('refuse what it does not (%#)', (schema, value) => {
    expect(z.safeParse(schema, value).success).toBe(false);
  });
});

describe('problem', () => {
  it('is worded by the table', () => {
    expect(problem('note-not-found', 'request-1')).toEqual({
      type: 'urn:problem-type:notes:note-not-found',
      title: 'Note not found',
      status: 404,
      detail: PROBLEMS['note-not-found'].detail,
      code: 'note-not-found',
      requestId: 'request-1',
    });
  });

  it('lists errors only where there are any', () => {
    const errors = [{ pointer: '#/note', detail: 'must not be empty' }];
    expect(problem('invalid-request', 'r', { errors, detail: 'other' })).toMatchObject({
      errors,
      detail: 'other',
    });
    expect(problem('invalid-request', 'r', { errors: [] })).not.toHaveProperty('errors');
  });

  it.each(Object.entries(PROBLEMS))(
    'gives %s a status of an error, its own among the codes',
    (code, { status }) => {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(
        Object.entries(PROBLEMS).filter(([other, each]) => other !== code && each.status === status),
      ).toEqual([]);
    },
  );
});
