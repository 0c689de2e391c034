import assert from 'node:assert/strict';
import type { NoteRepositoryCase } from './subject.ts';
import {
  alice,
  assertStored,
  created,
  createdAt,
  freshRevision,
  id,
  newNote,
  refused,
  replacement,
} from './support.ts';

export const createCases: readonly NoteRepositoryCase[] = [
  {
    name: 'create: returns the note with version 1, both times equal and the given revision',
    async run({ repository }) {
      const note = newNote();
      assert.deepEqual(await repository.create(alice, note), created(alice, note));
    },
  },
  {
    name: 'create: stores what it returned',
    async run({ repository }) {
      const stored = await repository.create(alice, newNote());
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'create: never overwrites a note that has another text',
    async run({ repository }) {
      const stored = await repository.create(alice, newNote());
      await refused('note-exists', repository.create(alice, newNote({ text: 'other text' })));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'create: a replay with the same revision returns the stored note and writes nothing',
    async run({ repository }) {
      const note = newNote();
      const stored = await repository.create(alice, note);
      assert.deepEqual(await repository.create(alice, { ...note, createdAt: createdAt + 5_000 }), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'create: the same text with a new revision returns the stored note and writes nothing',
    async run({ repository }) {
      const stored = await repository.create(alice, newNote());
      const retry = newNote({ createdAt: createdAt + 5_000, revision: freshRevision() });
      assert.deepEqual(await repository.create(alice, retry), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'create: a replay after the note was replaced is note-exists',
    async run({ repository }) {
      const note = newNote();
      await repository.create(alice, note);
      const stored = await repository.replace(alice, id, replacement(note.revision));
      await refused('note-exists', repository.create(alice, note));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'create: the text of a replaced note again returns the replaced note and writes nothing',
    async run({ repository }) {
      const note = newNote();
      await repository.create(alice, note);
      const stored = await repository.replace(alice, id, replacement(note.revision));
      assert.deepEqual(await repository.create(alice, newNote({ text: stored.text })), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'create: after a delete makes a new note',
    async run({ repository }) {
      const first = newNote();
      await repository.create(alice, first);
      await repository.replace(alice, id, replacement(first.revision));
      await repository.delete(alice, id);
      const second = newNote({ text: 'another life', createdAt: createdAt + 9_000 });
      assert.deepEqual(await repository.create(alice, second), created(alice, second));
      await assertStored(repository, alice, id, created(alice, second));
    },
  },
  {
    name: 'create: a late replay after a delete makes the note again',
    async run({ repository }) {
      const note = newNote();
      await repository.create(alice, note);
      await repository.delete(alice, id);
      assert.deepEqual(await repository.create(alice, note), created(alice, note));
      await assertStored(repository, alice, id, created(alice, note));
    },
  },
  {
    name: 'create: texts that only look alike are different texts',
    async run({ repository }) {
      const stored = await repository.create(alice, newNote({ text: 'caf\u00e9' }));
      for (const text of [
        'cafe\u0301',
        'Caf\u00e9',
        'caf\u00e9 ',
        'caf\u00e9\n',
        'caf\u00e9\u0000',
        'caf\u00e9\u200b',
      ]) {
        await refused('note-exists', repository.create(alice, newNote({ text })));
      }
      await assertStored(repository, alice, id, stored);
    },
  },
];
