import { type Note, userId } from '@notes/domain';
import * as z from 'zod/mini';
import { assertUnexpired } from '../http/caller.ts';
import { check } from '../http/check.ts';
import { entityTag, parseIfMatch } from '../http/entity-tag.ts';
import { RequestError, invalid } from '../http/problem-error.ts';
import { noteLocation, wireNote } from '../http/response.ts';
import type { NotesHandlerOptions } from '../notes-handler-options.ts';
import { listWirePage } from '../routes/list-notes.ts';

/** The event of the original system, `{ operation, payload, tableName }`, with what the mapping templates add. */
export interface OperationEvent {
  readonly operation: unknown;
  readonly payload?: unknown;
  readonly tableName?: unknown;
  /** The `exp` of the caller's token, where the front door knows it. */
  readonly expiresAt?: unknown;
  readonly requestId?: unknown;
  /** The path that the client asked for. */
  readonly path?: unknown;
}

const owner = z.string().check(z.minLength(1));
const key = z.strictObject({ userId: owner, noteId: z.string() });

const payloads = {
  create: z.strictObject({ Item: z.strictObject({ userId: owner, noteId: z.string(), note: z.string() }) }),
  read: z.strictObject({ Key: key }),
  update: z.strictObject({ Key: key, note: z.string(), ifMatch: z.optional(z.string()) }),
  delete: z.strictObject({ Key: key, ifMatch: z.optional(z.string()) }),
  list: z.strictObject({ Key: z.strictObject({ userId: owner }), query: z.optional(z.unknown()) }),
};

/** Carries out one event. @throws NoteError or RequestError. */
export type PerformOperation = (event: OperationEvent) => Promise<unknown>;

export function createOperations(options: NotesHandlerOptions): PerformOperation {
  const { createNote, getNote, listNotes, replaceNote, deleteNote, clock, tableName } = options;

  const noteOperations: Readonly<Record<keyof typeof payloads, PerformOperation>> = {
    create: async (event) => {
      const { Item } = check(event.payload, payloads.create, '/payload');
      const note = await createNote(userId(Item.userId), { noteId: Item.noteId, text: Item.note });
      const path = typeof event.path === 'string' ? event.path : '/notes';
      return { ...taggedNote(note), location: noteLocation(path, note) };
    },
    read: async (event) => {
      const { Key } = check(event.payload, payloads.read, '/payload');
      return taggedNote(await getNote(userId(Key.userId), Key.noteId));
    },
    update: async (event) => {
      const { Key, note: text, ifMatch } = check(event.payload, payloads.update, '/payload');
      if (ifMatch === undefined) throw new RequestError('precondition-required');
      const expected = parseIfMatch(ifMatch);
      return taggedNote(await replaceNote(userId(Key.userId), { noteId: Key.noteId, text, expected }));
    },
    delete: async (event) => {
      const { Key, ifMatch } = check(event.payload, payloads.delete, '/payload');
      const expected = ifMatch === undefined ? '*' : parseIfMatch(ifMatch);
      await deleteNote(userId(Key.userId), { noteId: Key.noteId, ...(expected !== '*' && { expected }) });
      return {};
    },
    list: async (event) => {
      const { Key, query = {} } = check(event.payload, payloads.list, '/payload');
      return listWirePage(listNotes, userId(Key.userId), query);
    },
  };

  return async (event) => {
    if (event.operation === 'ping') return 'pong';
    if (event.operation === 'echo') return event.payload;
    if (!isNoteOperation(event.operation))
      throw invalid('#/operation', 'is not an operation of this function');
    if (event.tableName !== tableName) throw invalid('#/tableName', 'is not the table of this function');
    if (event.expiresAt !== undefined) assertUnexpired(event.expiresAt, clock);
    return noteOperations[event.operation](event);
  };
}

function isNoteOperation(operation: unknown): operation is keyof typeof payloads {
  return typeof operation === 'string' && Object.hasOwn(payloads, operation);
}

function taggedNote(note: Note): object {
  return { ...wireNote(note), etag: entityTag(note) };
}
