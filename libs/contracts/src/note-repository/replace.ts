import assert from 'node:assert/strict';
import type { Note, NoteRepository } from '@notes/domain';
import type { NoteRepositoryCase } from './subject.ts';
import {
  alice,
  assertStored,
  createdAt,
  freshRevision,
  id,
  newNote,
  refused,
  replacement,
} from './support.ts';

export const replaceCases: readonly NoteRepositoryCase[] = [
  {
    name: 'replace: takes text, time and revision, counts the version and keeps createdAt',
    async run({ repository }) {
      const before = await repository.create(alice, newNote());
      const change = replacement(before.revision);
      const { text, updatedAt, revision } = change;
      assert.deepEqual(await repository.replace(alice, id, change), {
        ...before,
        text,
        updatedAt,
        revision,
        version: 2,
      });
    },
  },
  {
    name: 'replace: stores what it returned',
    async run({ repository }) {
      const before = await repository.create(alice, newNote());
      const stored = await repository.replace(alice, id, replacement(before.revision));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replace: counts every write',
    async run({ repository }) {
      let note = await repository.create(alice, newNote());
      for (let version = 2; version <= 10; version++) {
        note = await repository.replace(alice, id, replacement(note.revision, { text: `text ${version}` }));
        assert.equal(note.version, version);
        assert.equal(note.createdAt, createdAt);
      }
      await assertStored(repository, alice, id, note);
    },
  },
  {
    name: 'replace: with * replaces whatever is there',
    async run({ repository }) {
      await createdThenReplaced(repository);
      const stored = await repository.replace(alice, id, replacement('*', { text: 'third text' }));
      assert.equal(stored.version, 3);
      assert.equal(stored.text, 'third text');
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replace: of a missing note is note-not-found and creates nothing',
    async run({ repository }) {
      await refused('note-not-found', repository.replace(alice, id, replacement(freshRevision())));
      await refused('note-not-found', repository.replace(alice, id, replacement('*')));
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'replace: of a deleted note is note-not-found, for a replay too',
    async run({ repository }) {
      const before = await repository.create(alice, newNote());
      const change = replacement(before.revision);
      await repository.replace(alice, id, change);
      await repository.delete(alice, id);
      await refused('note-not-found', repository.replace(alice, id, change));
      await refused('note-not-found', repository.replace(alice, id, { ...change, expected: '*' }));
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'replace: of another state than the expected one is version-mismatch and changes nothing',
    async run({ repository }) {
      const { first, second } = await createdThenReplaced(repository);
      for (const expected of [first.revision, freshRevision()]) {
        await refused(
          'version-mismatch',
          repository.replace(alice, id, replacement(expected, { text: 'late' })),
        );
      }
      await assertStored(repository, alice, id, second);
    },
  },
  {
    name: 'replace: the stored text from the current state is a write of its own',
    async run({ repository }) {
      const before = await repository.create(alice, newNote());
      const stored = await repository.replace(alice, id, replacement(before.revision, { text: before.text }));
      assert.equal(stored.version, 2);
      assert.notEqual(stored.revision, before.revision);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replace: the stored text with * and a new revision is a write of its own',
    async run({ repository }) {
      const { second } = await createdThenReplaced(repository);
      const change = replacement('*', { text: second.text });
      const stored = await repository.replace(alice, id, change);
      assert.equal(stored.version, 3);
      assert.equal(stored.revision, change.revision);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replace: a revision from before the note was deleted and created again is version-mismatch',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      await repository.delete(alice, id);
      const again = await repository.create(alice, newNote());
      assert.notEqual(again.revision, first.revision);
      await refused('version-mismatch', repository.replace(alice, id, replacement(first.revision)));
      await assertStored(repository, alice, id, again);
    },
  },
];

async function createdThenReplaced(repository: NoteRepository): Promise<{ first: Note; second: Note }> {
  const first = await repository.create(alice, newNote());
  const second = await repository.replace(alice, id, replacement(first.revision));
  return { first, second };
}
