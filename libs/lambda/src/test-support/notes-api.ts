import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import {
  type NoteRepository,
  createNote,
  deleteNote,
  getNote,
  listNotes,
  replaceNote,
  revision,
} from '@notes/domain';
import type { RequestLogEntry } from '../log.ts';
import { createNotesHandler } from '../notes-handler.ts';
import type { NotesHandlerOptions } from '../notes-handler-options.ts';
import { NOW } from './events.ts';

/** The handler on a store in memory, with a clock that stands still and revisions r1, r2, ... */
export function notesApi(overrides: Partial<NotesHandlerOptions> = {}, repository?: NoteRepository) {
  const notes = repository ?? new InMemoryNoteRepository();
  const logged: RequestLogEntry[] = [];
  let revisions = 0;
  const clock = { now: () => NOW };
  const source = { next: () => revision(`r${++revisions}`) };
  const handler = createNotesHandler({
    createNote: createNote(notes, clock, source),
    getNote: getNote(notes),
    listNotes: listNotes(notes),
    replaceNote: replaceNote(notes, clock, source),
    deleteNote: deleteNote(notes),
    clock,
    tableName: 'Notes',
    allowedOrigins: ['https://notes.example.com'],
    log: (entry) => logged.push(entry),
    ...overrides,
  });
  return { handler, logged, notes };
}
