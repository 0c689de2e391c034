import assert from 'node:assert/strict';
import { type Note, type NoteRepository, type UserId, noteId, userId } from '@notes/domain';
import type { NoteRepositoryCase, NoteRepositorySubject } from './subject.ts';
import {
  alice,
  assertStored,
  bob,
  byteOrder,
  created,
  freshRevision,
  id,
  idsOf,
  listAll,
  newNote,
  refused,
  replacement,
} from './support.ts';

/** Ids of owners that a careless key, path, pattern, comparison or object would mix up. */
const adversarialOwners: readonly UserId[] = [
  ...[
    'alice',
    'Alice',
    'alic',
    'alicealice',
    'alice ',
    ' alice',
    'alice\n',
    'alice\u0000',
    '\u0000',
    ' ',
    '\n',
  ],
  ...[
    'alice#',
    'alice#note-1',
    'alice/',
    'alice/..',
    '../alice',
    './alice',
    '/',
    '..',
    '.',
    '#',
    '*',
    '%',
    '_',
    '?',
    '$',
  ],
  ...[
    'alice|bob',
    'alice,bob',
    'alice:bob',
    'alice\\',
    '%61lice',
    '%2F',
    '"',
    "'",
    "' OR '1'='1",
    '{"$ne":null}',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'undefined',
    'null',
    '0',
    'false',
    '[object Object]',
  ],
  ...[
    'caf\u00e9',
    'cafe\u0301',
    '\u212b',
    '\u00c5',
    'A\u030a',
    '\u200b',
    '\ufeff',
    '\u00a0',
    '\uffff',
    '\u{1f600}',
    '\u{10ffff}',
  ],
  ...['x'.repeat(2048), 'x'.repeat(2047), `${'x'.repeat(2047)}y`, '\u00e9'.repeat(1024)],
].map(userId);

export const isolationCases: readonly NoteRepositoryCase[] = [
  {
    name: 'isolation: every owner has a note of its own under the same id',
    run: (subject) => withEveryOwner(subject, () => Promise.resolve()),
  },
  {
    name: 'isolation: list gives the notes of the owner only',
    run: (subject) =>
      withEveryOwner(subject, async (repository, notes) => {
        for (const note of notes) {
          assert.deepEqual(await listAll(repository, note.owner, { limit: 2 }), [note]);
          assert.deepEqual(await listAll(repository, note.owner, { limit: 2, order: 'desc' }), [note]);
        }
      }),
  },
  {
    name: 'isolation: replace changes the note of the owner only',
    run: (subject) =>
      withEveryOwner(subject, async (repository, notes) => {
        for (const [index, note] of notes.entries()) {
          if (index % 2 === 1) continue;
          const change = replacement(note.revision, { text: `changed by ${index}` });
          notes[index] = await repository.replace(note.owner, id, change);
        }
      }),
  },
  {
    name: 'isolation: delete removes the note of the owner only',
    async run({ repository }) {
      const notes = await createForAll(repository);
      for (const [index, { owner }] of notes.entries())
        if (index % 2 === 0) await repository.delete(owner, id);
      for (const [index, note] of notes.entries()) {
        assert.deepEqual(await repository.get(note.owner, id), index % 2 === 0 ? undefined : note);
      }
    },
  },
  {
    name: "isolation: another owner's note answers exactly as a missing one",
    async run({ repository }) {
      const note = await repository.create(alice, newNote());
      assert.equal(await repository.get(bob, id), undefined);
      assert.deepEqual(await listAll(repository, bob, { limit: 10 }), []);
      for (const expected of [note.revision, '*', freshRevision()] as const) {
        await refused('note-not-found', repository.replace(bob, id, replacement(expected)));
      }
      await repository.delete(bob, id);
      await repository.delete(bob, id, note.revision);
      await repository.delete(bob, id, freshRevision());
      await assertStored(repository, alice, id, note);
    },
  },
  {
    name: "isolation: another owner's note is no replay and no conflict",
    async run({ repository }) {
      const note = newNote();
      await repository.create(alice, note);
      assert.deepEqual(await repository.create(bob, note), created(bob, note));
      const change = replacement(note.revision);
      const changed = await repository.replace(alice, id, change);
      assert.equal((await repository.replace(bob, id, change)).version, 2);
      await repository.delete(bob, id);
      await assertStored(repository, alice, id, changed);
    },
  },
  {
    name: 'isolation: owner and note id are not run together',
    async run({ repository }) {
      const pairs: [string, string][] = [];
      for (const between of ['', '-', '_', '~', '.', '..', '--']) {
        pairs.push(['a', `b${between}c`], [`a${between}b`, 'c']);
      }
      pairs.push(['a', 'a'], ['aa', 'a'], ['a', 'aa'], ['abc', 'c']);
      const text = ([owner, note]: [string, string]): string => `${owner} owns ${note}`;
      for (const pair of pairs) {
        const [owner, note] = pair;
        await repository.create(userId(owner), newNote({ id: noteId(note), text: text(pair) }));
      }
      for (const pair of pairs) {
        const [owner, note] = pair;
        assert.equal((await repository.get(userId(owner), noteId(note)))?.text, text(pair));
        const own = pairs.filter(([other]) => other === owner).map(([, noteOfOwner]) => noteOfOwner);
        assert.deepEqual(idsOf(await listAll(repository, userId(owner), { limit: 3 })), own.sort(byteOrder));
      }
    },
  },
  {
    name: "isolation: another owner's notes do not move the pages",
    async run({ repository }) {
      const ids = ['b', 'd', 'f'].map(noteId);
      for (const one of ids) await repository.create(bob, newNote({ id: one }));
      for (const owner of ['a', 'alice', 'boa', 'bo', 'bobb', 'c', 'zoe'].map(userId)) {
        for (const other of ['a', 'c', 'e', 'g'].map(noteId))
          await repository.create(owner, newNote({ id: other }));
      }
      for (const limit of [1, 2, 3, 4]) {
        assert.deepEqual(idsOf(await listAll(repository, bob, { limit })), ids);
        assert.deepEqual(idsOf(await listAll(repository, bob, { limit, order: 'desc' })), ids.toReversed());
      }
    },
  },
];

async function createForAll(repository: NoteRepository): Promise<Note[]> {
  const notes: Note[] = [];
  for (const [index, owner] of adversarialOwners.entries()) {
    assert.equal(await repository.get(owner, id), undefined);
    notes.push(await repository.create(owner, newNote({ text: `note of owner ${index}` })));
  }
  return notes;
}

/** Gives every owner a note under the same id, acts, and checks that every owner has what `notes` holds then. */
async function withEveryOwner(
  { repository }: NoteRepositorySubject,
  act: (repository: NoteRepository, notes: Note[]) => Promise<void>,
): Promise<void> {
  const notes = await createForAll(repository);
  await act(repository, notes);
  for (const note of notes) assert.deepEqual(await repository.get(note.owner, id), note);
}
