import assert from 'node:assert/strict';
import { type Note, noteId, revision } from '@notes/domain';
import type { NoteRepositoryCase } from './subject.ts';
import { alice, assertStored, createdAt, id, listAll, listPages, newNote, replacement } from './support.ts';

/** The last millisecond that RFC 3339 can write. */
const lastTime = 253_402_300_799_999;

export const valueCases: readonly NoteRepositoryCase[] = [
  {
    name: 'values: a missing note is undefined',
    async run({ repository }) {
      assert.equal(await repository.get(alice, id), undefined);
    },
  },
  {
    name: 'values: times are kept to the millisecond',
    async run({ repository }) {
      const times = [0, 1, 999, 1_000, createdAt, createdAt + 1, lastTime - 1, lastTime];
      for (const [index, time] of times.entries()) {
        const timed = noteId(`timed-${index}`);
        const note = await repository.create(alice, newNote({ id: timed, createdAt: time }));
        assert.deepEqual([note.createdAt, note.updatedAt], [time, time]);
        await assertStored(repository, alice, timed, note);
        const changed = await repository.replace(alice, timed, replacement('*', { updatedAt: time }));
        assert.deepEqual([changed.createdAt, changed.updatedAt], [time, time]);
        await assertStored(repository, alice, timed, changed);
      }
    },
  },
  {
    name: 'values: a clock that went back is kept as it is',
    async run({ repository }) {
      await repository.create(alice, newNote());
      const changed = await repository.replace(
        alice,
        id,
        replacement('*', { updatedAt: createdAt - 60_000 }),
      );
      assert.deepEqual([changed.createdAt, changed.updatedAt], [createdAt, createdAt - 60_000]);
      await assertStored(repository, alice, id, changed);
    },
  },
  {
    name: 'values: revisions of any allowed form are kept',
    async run({ repository }) {
      for (const [index, form] of [
        '0',
        '-',
        '--',
        'a'.repeat(64),
        '0190F3A0-7b1c-7def-8000-000000000000',
      ].entries()) {
        const noteOfForm = noteId(`form-${index}`);
        const note = await repository.create(alice, newNote({ id: noteOfForm, revision: revision(form) }));
        assert.equal(note.revision, form);
        await assertStored(repository, alice, noteOfForm, note);
        await repository.delete(alice, noteOfForm, revision(form));
        await assertStored(repository, alice, noteOfForm, undefined);
      }
    },
  },
  {
    name: 'values: ids that differ in case are different notes',
    async run({ repository }) {
      const lower = await repository.create(alice, newNote({ id: noteId('abc'), text: 'lower' }));
      const upper = await repository.create(alice, newNote({ id: noteId('ABC'), text: 'upper' }));
      await assertStored(repository, alice, lower.id, lower);
      await assertStored(repository, alice, upper.id, upper);
    },
  },
  {
    name: 'values: every read sees the write before it',
    async run({ repository }) {
      let note = await repository.create(alice, newNote());
      for (let write = 0; write < 20; write++) {
        await assertStored(repository, alice, id, note);
        note = await repository.replace(alice, id, replacement(note.revision, { text: `write ${write}` }));
      }
      await repository.delete(alice, id);
      await assertStored(repository, alice, id, undefined);
    },
  },
  {
    name: "values: returned notes are the caller's own",
    async run({ repository }) {
      const note = newNote();
      const stored = { ...(await repository.create(alice, note)) };
      spoil(await repository.create(alice, note));
      await assertStored(repository, alice, id, stored);
      spoil(await repository.get(alice, id));
      await assertStored(repository, alice, id, stored);
      const pages = await listPages(repository, alice, { limit: 10 });
      spoil(pages.flat()[0]);
      for (const page of pages) Reflect.set(page, 'length', 0);
      await assertStored(repository, alice, id, stored);
      const change = replacement(stored.revision);
      const changed = { ...(await repository.replace(alice, id, change)) };
      spoil(await repository.replace(alice, id, change));
      await assertStored(repository, alice, id, changed);
    },
  },
  {
    name: 'values: what the caller gave may be changed afterwards',
    async run({ repository }) {
      const note = newNote();
      const stored = { ...(await repository.create(alice, note)) };
      spoil(note);
      await assertStored(repository, alice, id, stored);
      const change = replacement(stored.revision);
      const changed = { ...(await repository.replace(alice, id, change)) };
      spoil(change);
      await assertStored(repository, alice, id, changed);
    },
  },
  {
    name: 'values: a note read before a write does not change with it',
    async run({ repository }) {
      const created = await repository.create(alice, newNote());
      const read = await repository.get(alice, id);
      const [listed] = await listAll(repository, alice, { limit: 1 });
      const copy = { ...created };
      await repository.replace(alice, id, replacement(created.revision));
      for (const note of [created, read, listed]) assert.deepEqual(note, copy);
    },
  },
];

/** Changes everything that can be changed; a frozen object is as good as a copy. */
function spoil(target: Partial<Note> | undefined): void {
  assert.ok(target, 'there is a note to spoil');
  for (const [key, value] of Object.entries(target)) {
    Reflect.set(target, key, typeof value === 'number' ? value + 1 : `spoilt ${value}`);
  }
}
