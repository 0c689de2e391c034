import assert from 'node:assert/strict';
import {
  type NewNote,
  type Note,
  NoteError,
  type NoteErrorCode,
  type NoteId,
  type NoteRepository,
  type PageRequest,
  type Replacement,
  type Revision,
  type UserId,
  noteId,
  revision,
  userId,
} from '@notes/domain';
import type { NoteRepositorySubject } from './subject.ts';

/** 2026-01-02T03:04:05.678Z. */
export const createdAt = 1_767_323_045_678;

export const alice = userId('alice');
export const bob = userId('bob');
export const id = noteId('note-1');

let revisions = 0;

/** A revision that no other call in this process returns. */
export function freshRevision(): Revision {
  return revision(`contract-${++revisions}`);
}

export function newNote(note: Partial<NewNote> = {}): NewNote {
  return { id, text: 'first text', createdAt, revision: freshRevision(), ...note };
}

export function replacement(
  expected: Replacement['expected'],
  values: Partial<Omit<Replacement, 'expected'>> = {},
): Replacement {
  return {
    text: 'second text',
    updatedAt: createdAt + 1_000,
    revision: freshRevision(),
    ...values,
    expected,
  };
}

/** What a repository returns for a note that was created and not touched since. */
export function created(owner: UserId, { id, text, createdAt, revision }: NewNote): Note {
  return { owner, id, text, createdAt, updatedAt: createdAt, version: 1, revision };
}

/** The error of a call that must be refused with that code. */
export async function refused(code: NoteErrorCode, call: Promise<unknown>): Promise<NoteError> {
  const error = await call.then(
    () => assert.fail(`expected the error ${code}, but the call succeeded`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof NoteError, `expected a NoteError, but got ${String(error)}`);
  assert.equal(error.code, code);
  return error;
}

/** Asserts that the stored note is exactly this one; undefined means that there is none. Both ways to read must agree. */
export async function assertStored(
  repository: NoteRepository,
  owner: UserId,
  id: NoteId,
  expected: Note | undefined,
): Promise<void> {
  assert.deepEqual(await repository.get(owner, id), expected);
  const listed = await listAll(repository, owner, { limit: 100 });
  assert.deepEqual(
    listed.find((note) => note.id === id),
    expected,
  );
}

/** Every page from the first to the last. `between` is called after each page but the last. */
export async function listPages(
  repository: NoteRepository,
  owner: UserId,
  { limit, order = 'asc', after }: Partial<PageRequest> & { limit: number },
  between: (page: readonly Note[]) => Promise<void> = () => Promise.resolve(),
): Promise<readonly (readonly Note[])[]> {
  const pages: (readonly Note[])[] = [];
  let position = after;
  for (;;) {
    const page = await repository.list(owner, {
      limit,
      order,
      ...(position !== undefined && { after: position }),
    });
    assert.ok(page.notes.length <= limit, `a page of ${page.notes.length} notes is longer than ${limit}`);
    pages.push(page.notes);
    if (page.next === undefined) return pages;
    // Every page has to get ahead, or a caller would go round for ever.
    if (position !== undefined) {
      assert.equal(Math.sign(byteOrder(page.next, position)), order === 'asc' ? 1 : -1, 'next goes back');
    }
    position = page.next;
    await between(page.notes);
  }
}

/** Every note of the owner, as the pages give them. */
export async function listAll(
  repository: NoteRepository,
  owner: UserId,
  request: Partial<PageRequest> & { limit: number },
): Promise<readonly Note[]> {
  return (await listPages(repository, owner, request)).flat();
}

export function idsOf(notes: readonly Note[]): string[] {
  return notes.map((note) => note.id);
}

/** Compares as UTF-8 bytes. */
export function byteOrder(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Creates a note for each id, some at a time, in an order that is not the order of the ids. */
export async function createAll(
  repository: NoteRepository,
  owner: UserId,
  ids: readonly string[],
): Promise<void> {
  const queue = shuffledNotes(ids);
  const worker = async (): Promise<void> => {
    for (let note = queue.pop(); note !== undefined; note = queue.pop()) await repository.create(owner, note);
  };
  await Promise.all(Array.from({ length: 32 }, worker));
}

/** The same for many ids, at once where the subject can do that. */
export async function createMany(
  subject: NoteRepositorySubject,
  owner: UserId,
  ids: readonly string[],
): Promise<void> {
  if (subject.createMany) await subject.createMany(owner, shuffledNotes(ids));
  else await createAll(subject.repository, owner, ids);
}

function shuffledNotes(ids: readonly string[]): NewNote[] {
  const mixed = [...ids.filter((_, index) => index % 2 === 1), ...ids.filter((_, index) => index % 2 === 0)];
  return mixed.map((one) => newNote({ id: noteId(one), text: `text of ${one}` }));
}

/** `count` ids in byte order: `n-0000`, `n-0002`, ... leaving a gap behind each. */
export function evenIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => numberedId(2 * index));
}

export function numberedId(number: number): string {
  return `n-${String(number).padStart(4, '0')}`;
}
