import { randomRevisionSource, systemClock } from '@notes/adapter-system';
import { createNote, deleteNote, getNote, listNotes, replaceNote } from '@notes/domain';
import { createNotesHandler } from '@notes/lambda';
import { HandSignedNoteRepository } from './hand-signed-note-repository.ts';

/** Our own handler, router and checks, put together by calls, over requests signed by hand. */

const repository = new HandSignedNoteRepository();

export const handler = createNotesHandler({
  createNote: createNote(repository, systemClock, randomRevisionSource),
  getNote: getNote(repository),
  listNotes: listNotes(repository),
  replaceNote: replaceNote(repository, systemClock, randomRevisionSource),
  deleteNote: deleteNote(repository),
  clock: systemClock,
  tableName: process.env['NOTES_TABLE_NAME'] ?? '',
  allowedOrigins: [],
});
