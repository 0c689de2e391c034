import { NotesConnectionError } from './errors.ts';
import type { components } from './schema.ts';

/** A note as the service last said it is. */
export interface Note {
  readonly noteid: string;
  readonly note: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** RFC 3339, UTC. */
  readonly updatedAt: string;
  /** Counts the writes from 1. */
  readonly version: number;
  /** Names this state of the note; absent from notes of a page. Keep it with the note: `replace`, `delete` and `refresh` send it. No secret. */
  readonly etag?: string;
}

/** A note that was asked for by itself. */
export type TaggedNote = Note & { readonly etag: string };

/** Some of the user's notes, by note id. */
export interface NotePage {
  readonly notes: readonly Note[];
  /** Asks for the next page; absent on the last one. A page may hold fewer notes than asked for, even none, and not be the last. */
  readonly nextCursor?: string;
}

/** What came back, with the body's JSON value; undefined, or text, where it has none. */
export interface Answer {
  readonly response: Response;
  readonly body: unknown;
}

type WireNote = components['schemas']['Note'];

/**
 * The note of an answer about one note.
 * @throws NotesConnectionError for anything else.
 */
export function readNote({ response, body }: Answer, noteid: string): TaggedNote {
  // A proxy that compresses makes the tag weak; the service itself gives strong ones only, and knows them by no other name.
  const etag = /^(?:W\/)?("[\x21\x23-\x7e]+")$/.exec(response.headers.get('ETag') ?? '')?.[1];
  if (!isWireNote(body) || body.noteid !== noteid) throw unusable(response, 'is not the note');
  if (etag === undefined) throw unusable(response, 'has no ETag that can be read');
  return { ...onlyNote(body), etag };
}

/**
 * The notes of an answer about many.
 * @throws NotesConnectionError for anything else.
 */
export function readPage({ response, body }: Answer): NotePage {
  const { notes, nextCursor } = isObject(body) ? body : {};
  const isLast = nextCursor === undefined;
  if (!Array.isArray(notes) || !notes.every(isWireNote) || !(isLast || isCursor(nextCursor))) {
    throw unusable(response, 'is not a page of notes');
  }
  return { notes: notes.map(onlyNote), ...(!isLast && { nextCursor }) };
}

/** @throws NotesConnectionError unless the answer has that status. */
export function expectStatus({ response }: Answer, status: number): void {
  if (response.status !== status) throw unusable(response, 'is not of this API');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWireNote(value: unknown): value is WireNote {
  if (!isObject(value)) return false;
  const { noteid, note, createdAt, updatedAt, version } = value as Partial<Record<keyof WireNote, unknown>>;
  return (
    typeof noteid === 'string' &&
    typeof note === 'string' &&
    isTime(createdAt) &&
    isTime(updatedAt) &&
    Number.isSafeInteger(version) &&
    Number(version) >= 1
  );
}

function isCursor(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

/** Without what a 201 or a later version of the API says beside the note. */
function onlyNote({ noteid, note, createdAt, updatedAt, version }: WireNote): Note {
  return { noteid, note, createdAt, updatedAt, version };
}

function unusable({ status }: Response, what: string): NotesConnectionError {
  return new NotesConnectionError(`The answer with status ${status} ${what}.`, { status });
}
