import assert from 'node:assert/strict';
import { type NoteId, type NoteRepository, type Revision, noteId, utf8Length } from '@notes/domain';
import type { Damage, NoteRepositoryCase, NoteRepositorySubject, Outage } from './subject.ts';
import { alice, assertStored, freshRevision, id, newNote, refused, replacement } from './support.ts';

type Call = (repository: NoteRepository, id: NoteId, revision: Revision) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  create: (repository, id) => repository.create(alice, newNote({ id, text: 'a text of my own' })),
  get: (repository, id) => repository.get(alice, id),
  list: (repository) => repository.list(alice, { limit: 10, order: 'asc' }),
  replace: (repository, id, revision) => repository.replace(alice, id, replacement(revision)),
  'replace with *': (repository, id) => repository.replace(alice, id, replacement('*')),
  delete: (repository, id) => repository.delete(alice, id),
  'conditional delete': (repository, id, revision) => repository.delete(alice, id, revision),
};

const outageCases: readonly NoteRepositoryCase[] = [
  ...Object.entries(calls).map(([name, call]): NoteRepositoryCase => ({
    name: `errors: ${name} during an outage is unavailable, with the cause`,
    capability: 'outage',
    async run(subject) {
      const { repository } = subject;
      const stored = await repository.create(alice, newNote());
      await during(subject, async () => {
        const error = await refused('unavailable', call(repository, id, stored.revision));
        assert.ok(error.cause !== undefined, 'the error says what caused it');
        assert.ok(!error.message.includes('a text of my own'), 'the message does not hold the text');
      });
    },
  })),
  {
    name: 'errors: after an outage the store holds what was acknowledged before',
    capability: 'outage',
    async run(subject) {
      const { repository } = subject;
      const before = await repository.create(alice, newNote());
      const stored = await repository.replace(alice, id, replacement(before.revision));
      await during(subject, async () => {
        await refused('unavailable', repository.get(alice, id));
      });
      await assertStored(repository, alice, id, stored);
    },
  },
  {
    name: 'errors: a call that met an outage may be sent again with the same arguments',
    capability: 'outage',
    async run(subject) {
      const { repository } = subject;
      const note = newNote();
      await during(subject, () => refused('unavailable', repository.create(alice, note)));
      assert.equal((await repository.create(alice, note)).version, 1);
      const change = replacement('*');
      await during(subject, () => refused('unavailable', repository.replace(alice, id, change)));
      const stored = await repository.replace(alice, id, change);
      assert.equal(stored.version, 2);
      await during(subject, () => refused('unavailable', repository.delete(alice, id, stored.revision)));
      await repository.delete(alice, id, stored.revision);
      await assertStored(repository, alice, id, undefined);
    },
  },
];

const damageCases: readonly NoteRepositoryCase[] = [
  ...['get', 'list', 'create', 'replace with *'].map((name): NoteRepositoryCase => ({
    name: `errors: ${name} of a damaged note is internal`,
    capability: 'damage',
    async run(subject) {
      const call = calls[name];
      assert.ok(call);
      await withDamage(subject, async ({ repository }, kind) => {
        const error = await refused('internal', call(repository, id, freshRevision()));
        assert.ok(
          error.message !== '' && utf8Length(error.message) < 200,
          `${kind}: the message is a short sentence`,
        );
      });
    },
  })),
  {
    name: 'errors: a damaged note does not hide the others of its owner',
    capability: 'damage',
    async run(subject) {
      await withDamage(subject, async ({ repository }, kind) => {
        const other = await repository.create(alice, newNote({ id: noteId('a-sound-note') }));
        assert.deepEqual(await repository.get(alice, other.id), other, kind);
      });
    },
  },
];

export const errorCases: readonly NoteRepositoryCase[] = [...outageCases, ...damageCases];

async function during({ outage }: NoteRepositorySubject, act: () => Promise<unknown>): Promise<void> {
  const { begin, end } = required<Outage>(outage, 'outage');
  await begin();
  try {
    await act();
  } finally {
    await end();
  }
}

/** Acts once for each kind of damage, on a damaged note in place of the owner's note `id`. */
async function withDamage(
  subject: NoteRepositorySubject,
  act: (subject: NoteRepositorySubject, kind: string) => Promise<void>,
): Promise<void> {
  const damage = required<Damage>(subject.damage, 'damage');
  assert.ok(damage.kinds.length > 0, 'there is a kind of damage');
  for (const kind of damage.kinds) {
    await damage.plant(alice, id, kind);
    await act(subject, kind);
    await subject.repository.delete(alice, id);
  }
}

function required<Control>(control: Control | undefined, capability: string): Control {
  assert.ok(
    control !== undefined,
    `the capability ${capability} is declared, but the subject has no controls for it`,
  );
  return control;
}
