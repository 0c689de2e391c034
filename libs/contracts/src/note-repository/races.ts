import assert from 'node:assert/strict';
import { type Note, NoteError, noteId } from '@notes/domain';
import type { NoteRepositoryCase } from './subject.ts';
import { alice, assertStored, bob, id, newNote, replacement } from './support.ts';

const writers = 16;
const rounds = 8;

export const raceCases: readonly NoteRepositoryCase[] = [
  {
    name: 'races: of many creates with different texts exactly one wins, the others get note-exists',
    async run({ repository }) {
      const outcomes = await race(writers, (writer) =>
        repository.create(alice, newNote({ text: `text ${writer}` })),
      );
      const winner = assertOneWinner(outcomes, 'note-exists');
      await assertStored(repository, alice, id, winner);
    },
  },
  {
    name: 'races: many creates with the same text make one note and all return it',
    async run({ repository }) {
      const outcomes = await race(writers, () => repository.create(alice, newNote()));
      const [first] = outcomes.won;
      assert.equal(outcomes.won.length, writers, 'all succeed');
      for (const note of outcomes.won) assert.deepEqual(note, first);
      await assertStored(repository, alice, id, first);
    },
  },
  {
    name: 'races: of many replaces of the same state exactly one wins, the others get version-mismatch',
    async run({ repository }) {
      const before = await repository.create(alice, newNote());
      const outcomes = await race(writers, (writer) =>
        repository.replace(alice, id, replacement(before.revision, { text: `text ${writer}` })),
      );
      const winner = assertOneWinner(outcomes, 'version-mismatch');
      assert.equal(winner.version, 2);
      await assertStored(repository, alice, id, winner);
    },
  },
  {
    name: 'races: many replaces with * all count, one after another',
    async run({ repository }) {
      await repository.create(alice, newNote());
      const { won } = await race(writers, (writer) =>
        repository.replace(alice, id, replacement('*', { text: `text ${writer}` })),
      );
      assert.equal(won.length, writers, 'all succeed');
      const inTurn = won.toSorted((left, right) => left.version - right.version);
      assert.deepEqual(
        inTurn.map((note) => note.version),
        Array.from({ length: writers }, (_, index) => index + 2),
      );
      await assertStored(repository, alice, id, inTurn.at(-1));
    },
  },
  {
    name: 'races: the same replace sent many times at once counts once',
    async run({ repository }) {
      let stored = await repository.create(alice, newNote());
      for (const expected of [stored.revision, '*'] as const) {
        const change = replacement(expected, { text: `replacing ${expected}` });
        const { won } = await race(writers, () => repository.replace(alice, id, change));
        assert.equal(won.length, writers, 'all succeed');
        for (const note of won) {
          const { text, updatedAt, revision } = change;
          assert.deepEqual(note, { ...stored, text, updatedAt, revision, version: stored.version + 1 });
        }
        stored = await repository.replace(alice, id, change);
        await assertStored(repository, alice, id, stored);
      }
    },
  },
  {
    name: 'races: no acknowledged write is lost when writers read, change and try again',
    async run({ repository }) {
      await repository.create(alice, newNote({ text: 'begin' }));
      const { won } = await race(8, async (writer) => {
        for (let tries = 0; tries < 1_000; tries++) {
          const seen = await repository.get(alice, id);
          assert.ok(seen, 'the note is there');
          const change = replacement(seen.revision, { text: `${seen.text} ${writer}` });
          try {
            return await repository.replace(alice, id, change);
          } catch (error) {
            if (!(error instanceof NoteError && error.code === 'version-mismatch')) throw error;
          }
        }
        return assert.fail('a writer that tries again succeeds in the end');
      });
      assert.equal(won.length, 8, 'all succeed in the end');
      const stored = await repository.get(alice, id);
      assert.ok(stored, 'the note is there');
      assert.equal(stored.version, 9);
      assert.deepEqual(stored.text.split(' ').sort(), ['0', '1', '2', '3', '4', '5', '6', '7', 'begin']);
    },
  },
  {
    name: 'races: of a replace and a delete of the same state exactly one wins',
    async run({ repository }) {
      for (let round = 0; round < rounds; round++) {
        const noteInRace = noteId(`race-${round}`);
        const { revision } = await repository.create(alice, newNote({ id: noteInRace }));
        const replace = (): Promise<Note> => repository.replace(alice, noteInRace, replacement(revision));
        const remove = (): Promise<void> => repository.delete(alice, noteInRace, revision);
        const [replaced, removed] = await both(replace, remove, round % 2 === 1);
        if (replaced.status === 'fulfilled') {
          assert.equal(codeOf(removed), 'version-mismatch');
          await assertStored(repository, alice, noteInRace, replaced.value);
        } else {
          assert.equal(removed.status, 'fulfilled');
          assert.equal(codeOf(replaced), 'note-not-found');
          await assertStored(repository, alice, noteInRace, undefined);
        }
      }
    },
  },
  {
    name: 'races: a replace never brings back what a delete removed',
    async run({ repository }) {
      for (let round = 0; round < rounds; round++) {
        const noteInRace = noteId(`race-${round}`);
        await repository.create(alice, newNote({ id: noteInRace }));
        const replace = (): Promise<Note> => repository.replace(alice, noteInRace, replacement('*'));
        const remove = (): Promise<void> => repository.delete(alice, noteInRace);
        const [replaced, removed] = await both(replace, remove, round % 2 === 1);
        assert.equal(removed.status, 'fulfilled');
        if (replaced.status === 'rejected') assert.equal(codeOf(replaced), 'note-not-found');
        await assertStored(repository, alice, noteInRace, undefined);
      }
    },
  },
  {
    name: 'races: a create beside a delete of the old note is refused or kept, never lost',
    async run({ repository }) {
      for (let round = 0; round < rounds; round++) {
        const noteInRace = noteId(`race-${round}`);
        const { revision } = await repository.create(alice, newNote({ id: noteInRace }));
        const create = (): Promise<Note> =>
          repository.create(alice, newNote({ id: noteInRace, text: 'next' }));
        const remove = (): Promise<void> => repository.delete(alice, noteInRace, revision);
        const [made, removed] = await both(create, remove, round % 2 === 1);
        assert.equal(removed.status, 'fulfilled');
        if (made.status === 'rejected') assert.equal(codeOf(made), 'note-exists');
        const expected = made.status === 'fulfilled' ? made.value : undefined;
        await assertStored(repository, alice, noteInRace, expected);
      }
    },
  },
  {
    name: 'races: writers of different notes and owners do not hinder each other',
    async run({ repository }) {
      const { won } = await race(writers, (writer) =>
        repository.create(
          writer % 2 === 0 ? alice : bob,
          newNote({ id: noteId(`n-${writer >> 1}`), text: `${writer}` }),
        ),
      );
      assert.equal(won.length, writers, 'all succeed');
      for (const note of won) await assertStored(repository, note.owner, note.id, note);
      const replaced = await Promise.all(
        won.map((note) => repository.replace(note.owner, note.id, replacement(note.revision))),
      );
      for (const note of replaced) await assertStored(repository, note.owner, note.id, note);
    },
  },
];

interface Outcomes {
  readonly won: readonly Note[];
  readonly lost: readonly PromiseRejectedResult[];
}

/** Starts all writers before any has ended. */
async function race(count: number, write: (writer: number) => Promise<Note>): Promise<Outcomes> {
  const results = await Promise.allSettled(Array.from({ length: count }, (_, writer) => write(writer)));
  return {
    won: results.filter((result) => result.status === 'fulfilled').map((result) => result.value),
    lost: results.filter((result) => result.status === 'rejected'),
  };
}

function assertOneWinner({ won, lost }: Outcomes, code: string): Note {
  for (const result of lost) assert.equal(codeOf(result), code);
  const [winner, ...others] = won;
  assert.ok(winner && others.length === 0, `exactly one writer wins, not ${won.length}`);
  return winner;
}

/** Runs both at once, the second first when `swapped`. */
async function both<First, Second>(
  first: () => Promise<First>,
  second: () => Promise<Second>,
  swapped: boolean,
): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]> {
  if (!swapped) return Promise.allSettled([first(), second()]);
  const [secondResult, firstResult] = await Promise.allSettled([second(), first()]);
  return [firstResult, secondResult];
}

function codeOf(result: PromiseSettledResult<unknown>): string {
  assert.equal(result.status, 'rejected');
  const reason: unknown = result.reason;
  assert.ok(reason instanceof NoteError, `expected a NoteError, but got ${String(reason)}`);
  return reason.code;
}
