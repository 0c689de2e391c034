import { noteId } from '@notes/domain';
import type { NoteRepositoryCase } from './subject.ts';
import { alice, assertStored, freshRevision, id, newNote, refused, replacement } from './support.ts';

export const deleteCases: readonly NoteRepositoryCase[] = [
  {
    name: 'delete: removes the note',
    async run({ repository }) {
      await repository.create(alice, newNote());
      await repository.delete(alice, id);
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'delete: of what is not there succeeds',
    async run({ repository }) {
      await repository.delete(alice, id);
      await repository.create(alice, newNote());
      await repository.delete(alice, id);
      await repository.delete(alice, id);
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'delete: of a state that is not there succeeds when there is no note',
    async run({ repository }) {
      await repository.delete(alice, id, freshRevision());
      const note = await repository.create(alice, newNote());
      await repository.delete(alice, id, note.revision);
      await repository.delete(alice, id, note.revision);
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'delete: removes the expected state',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const second = await repository.replace(alice, id, replacement(first.revision));
      await repository.delete(alice, id, second.revision);
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'delete: of another state than the stored one is version-mismatch and leaves the note',
    async run({ repository }) {
      const stored = await repository.create(alice, newNote());
      await refused('version-mismatch', repository.delete(alice, id, freshRevision()));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'delete: of the predecessor is version-mismatch and leaves the note',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      const stored = await repository.replace(alice, id, replacement(first.revision));
      await refused('version-mismatch', repository.delete(alice, id, first.revision));
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'delete: a retry never removes a note created again since',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      await repository.delete(alice, id, first.revision);
      const again = await repository.create(alice, newNote());
      await refused('version-mismatch', repository.delete(alice, id, first.revision));
      await assertStored(repository, alice, id, again);
    },
  },
  {
    name: 'delete: without an expected state removes any',
    async run({ repository }) {
      const first = await repository.create(alice, newNote());
      await repository.replace(alice, id, replacement(first.revision));
      await repository.delete(alice, id);
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: 'delete: leaves the notes of similar ids',
    async run({ repository }) {
      const others = ['note', 'note-', 'note-10', 'Note-1', 'note-1.', 'note_1'].map(noteId);
      const stored = [];
      for (const other of others) stored.push(await repository.create(alice, newNote({ id: other })));
      await repository.create(alice, newNote());
      await repository.delete(alice, id);
      for (const note of stored) await assertStored(repository, alice, note.id, note);
    },
  },
];
