import assert from 'node:assert/strict';
import type { Answer, Caller } from './client.ts';
import { assertCommonHeaders, assertProblem, assertStatus } from './problem.ts';

/** A note on the wire. */
export interface NoteOnWire {
  readonly noteid: string;
  readonly note: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** A note and the entity tag of its state. */
export interface TaggedNote {
  readonly note: NoteOnWire;
  readonly etag: string;
}

const MEMBERS = ['createdAt', 'note', 'noteid', 'updatedAt', 'version'];

/** RFC 3339, in UTC, with milliseconds. */
const TIME = /^\d{4}-(?:0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Asserts the answer to a `POST` that made the note, or made it before. */
export function createdNote(answer: Answer): TaggedNote {
  assertJson(answer, 201);
  const { message, ...note } = JSON.parse(answer.text) as NoteOnWire & { message?: unknown };
  assert.equal(message, 'Note created');
  return { note: assertNote(note), etag: strongTag(answer) };
}

/** Asserts a 200 with one note. */
export function oneNote(answer: Answer): TaggedNote {
  assertJson(answer, 200);
  return { note: assertNote(JSON.parse(answer.text) as NoteOnWire), etag: strongTag(answer) };
}

export interface NotesPage {
  readonly notes: readonly NoteOnWire[];
  readonly nextCursor?: string;
}

/** Asserts a 200 with a page of notes. */
export function onePage(answer: Answer): NotesPage {
  assertJson(answer, 200);
  const page = JSON.parse(answer.text) as NotesPage;
  const members = Object.keys(page).filter((name) => name !== 'nextCursor');
  assert.deepEqual(members, ['notes']);
  if (page.nextCursor !== undefined) assert.match(page.nextCursor, /^[\x21-\x7e]+$/);
  for (const note of page.notes) assertNote(note);
  return page;
}

/** Creates a note. */
export async function write(caller: Caller, noteid: string, text = 'first text'): Promise<TaggedNote> {
  return createdNote(await caller.create(noteid, text));
}

/** Asserts that the caller's note is exactly this one, however it is asked for; undefined means that there is none. */
export async function assertStored(caller: Caller, noteid: string, expected?: TaggedNote): Promise<void> {
  const answer = await caller.read(noteid);
  if (expected) assert.deepEqual(oneNote(answer), expected);
  else assertProblem(answer, 'note-not-found');
  const listed = (await listPages(caller)).flat().find((note) => note.noteid === noteid);
  assert.deepEqual(listed, expected?.note);
}

/** Every page from the first to the last. `between` is called after each page but the last. */
export async function listPages(
  caller: Caller,
  query: Readonly<Record<string, string>> = {},
  between: (page: readonly NoteOnWire[]) => Promise<void> = () => Promise.resolve(),
): Promise<readonly (readonly NoteOnWire[])[]> {
  const pages: (readonly NoteOnWire[])[] = [];
  const cursors = new Set<string>();
  let position: Readonly<Record<string, string>> = {};
  for (;;) {
    const { notes, nextCursor } = onePage(
      await caller.list(new URLSearchParams({ ...query, ...position }).toString()),
    );
    pages.push(notes);
    if (nextCursor === undefined) return pages;
    // Every page has to get ahead, or a client would go round for ever.
    assert.ok(!cursors.has(nextCursor), 'a cursor comes back');
    cursors.add(nextCursor);
    position = { cursor: nextCursor };
    await between(notes);
  }
}

export function idsOf(notes: readonly NoteOnWire[]): string[] {
  return notes.map(({ noteid }) => noteid);
}

function assertNote(note: NoteOnWire): NoteOnWire {
  assert.deepEqual(Object.keys(note).toSorted(), MEMBERS);
  for (const time of [note.createdAt, note.updatedAt]) {
    assert.match(time, TIME);
    assert.ok(!Number.isNaN(Date.parse(time)), 'a time is a real one');
  }
  assert.ok(Number.isInteger(note.version) && note.version >= 1, 'version counts from 1');
  return note;
}

function assertJson(answer: Answer, status: number): void {
  assertStatus(answer, status);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json\b/);
  assertCommonHeaders(answer);
}

/** The entity tag, which must be strong (RFC 9110, section 8.8.3). */
export function strongTag({ headers }: Answer): string {
  const etag = headers.get('etag') ?? '';
  assert.match(etag, /^"[\x21\x23-\x7e]+"$/);
  return etag;
}
