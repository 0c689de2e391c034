import assert from 'node:assert/strict';
import type { NoteRepositoryCase } from './subject.ts';
import { alice, assertStored, freshRevision, id, newNote, refused, replacement } from './support.ts';

/** Whether a replace that is sent again is told from a new one. */
export const replayCases: readonly NoteRepositoryCase[] = [
  {
    name: 'replay: the same replace with the same revision returns the stored note and writes nothing',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const change = replacement(first.revision);
      const stored = await repository.replace(alice, id, change);
      assert.deepEqual(await repository.replace(alice, id, change), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: the same replace with * and the same revision counts once',
    async run({ repository }) {
      await repository.create(alice, newNote());
      const change = replacement('*');
      const stored = await repository.replace(alice, id, change);
      assert.deepEqual(await repository.replace(alice, id, change), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: the same text from the same predecessor with a new revision writes nothing',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const change = replacement(first.revision);
      const stored = await repository.replace(alice, id, change);
      const retry = { ...change, updatedAt: change.updatedAt + 5_000, revision: freshRevision() };
      assert.deepEqual(await repository.replace(alice, id, retry), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: the predecessor of a replace with * is the state that it replaced',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const stored = await repository.replace(alice, id, replacement('*'));
      assert.deepEqual(await repository.replace(alice, id, replacement(first.revision)), stored);
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: another text from the same predecessor is version-mismatch',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const stored = await repository.replace(alice, id, replacement(first.revision));
      await refused(
        'version-mismatch',
        repository.replace(alice, id, replacement(first.revision, { text: 'mine' })),
      );
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: the stored text from a stale state that is not the predecessor is version-mismatch',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const second = await repository.replace(alice, id, replacement(first.revision));
      const stored = await repository.replace(
        alice,
        id,
        replacement(second.revision, { text: 'third text' }),
      );
      const change = replacement(first.revision, { text: stored.text });
      await refused('version-mismatch', repository.replace(alice, id, change));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: after somebody else wrote since is version-mismatch',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const change = replacement(first.revision);
      const second = await repository.replace(alice, id, change);
      const stored = await repository.replace(alice, id, replacement(second.revision, { text: 'theirs' }));
      await refused('version-mismatch', repository.replace(alice, id, change));
      await refused(
        'version-mismatch',
        repository.replace(alice, id, { ...change, revision: freshRevision() }),
      );
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: the first text of a created note has no predecessor',
    async run({ repository }) {
      const stored = await repository.create(alice, newNote());
      const change = replacement(freshRevision(), { text: stored.text });
      await refused('version-mismatch', repository.replace(alice, id, change));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'replay: a note created again has forgotten the predecessor of the deleted one',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const change = replacement(first.revision);
      await repository.replace(alice, id, change);
      await repository.delete(alice, id);
      const again = await repository.create(alice, newNote({ text: change.text }));
      await refused('version-mismatch', repository.replace(alice, id, change));
      await refused(
        'version-mismatch',
        repository.replace(alice, id, { ...change, revision: freshRevision() }),
      );
      await assertStored(repository, alice, id, again);
    },
  },
];
