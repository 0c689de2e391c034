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
import type { HttpResponse } from '../http/response.ts';
import { type NotesHandler, createNotesHandler } from '../notes-handler.ts';
import type { NotesHandlerOptions } from '../notes-handler-options.ts';
import { NOW, type RequestSketch, lambdaContext } from './events.ts';

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

type EventMaker = (method: string, sketch?: RequestSketch) => Parameters<NotesHandler>[0];

/** Calls the handler as one front door does. */
export function notesClient(event: EventMaker, api: ReturnType<typeof notesApi>) {
  const send = async (method: string, sketch?: RequestSketch) =>
    (await api.handler(event(method, sketch), lambdaContext)) as HttpResponse;
  return {
    ...api,
    send,
    create: (noteid: unknown, note: unknown) =>
      send('POST', { headers: JSON_HEADERS, body: { noteid, note } }),
    replace: (noteid: string, note: unknown, etag?: string) =>
      send('PUT', {
        noteid,
        headers: { ...JSON_HEADERS, ...(etag && { 'If-Match': etag }) },
        body: { note },
      }),
  };
}

export const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** The members of a JSON answer. */
export function members(response: HttpResponse): Record<string, unknown> {
  return JSON.parse(response.body) as Record<string, unknown>;
}
