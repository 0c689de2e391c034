import type { Note, NoteId, NotePage, PageRequest, UserId } from '@notes/domain';
import { listFaults } from '../../test-fixtures/faults/list-faults.ts';
import { replayAndDeleteFaults } from '../../test-fixtures/faults/replay-and-delete-faults.ts';
import { isolationFaults } from '../../test-fixtures/faults/isolation-faults.ts';
import { errorFaults } from '../../test-fixtures/faults/error-faults.ts';
import { valueFaults } from '../../test-fixtures/faults/value-faults.ts';
import { writeFaults } from '../../test-fixtures/faults/write-faults.ts';
import { SimpleNoteRepository } from '../../test-fixtures/simple-note-repository.ts';
import { subjectOf } from '../../test-fixtures/subject.ts';
import { toothlessCases } from '../../test-fixtures/toothless-cases.ts';
import { runCase, runContract } from '../bridge.ts';
import { applicableCases } from '../contract.ts';
import type { NoteRepositorySubject } from './subject.ts';
import { noteRepositoryContract } from './suite.ts';

const capabilities = ['outage', 'damage'] as const;

describe('a simple repository', () => {
  runContract(noteRepositoryContract, { describe, it }, () => subjectOf(new SimpleNoteRepository()), {
    capabilities,
  });
});

/** Allowed by the port: a ghost behind every note takes a place on the page, so pages are short or even empty. */
class SparsePages extends SimpleNoteRepository {
  override async list(owner: UserId, { limit, order, after }: PageRequest): Promise<NotePage> {
    this.assertAvailable();
    const ids = this.notesOf(owner).flatMap(({ id }) => [id, `${id}!` as NoteId]);
    const rest = ids
      .filter((id) => after === undefined || this.compare(id, after, order) > 0)
      .sort((left, right) => this.compare(left, right, order));
    const scanned = rest.slice(0, limit);
    const notes = (await Promise.all(scanned.map((id) => this.get(owner, id)))).filter(
      (note) => note !== undefined,
    );
    const last = scanned.at(-1);
    return { notes, ...(last && rest.length > limit && { next: last }) };
  }
}

/** Allowed by the port: notes cannot be changed at all. */
class FrozenNotes extends SimpleNoteRepository {
  protected override copy(note: Note): Note {
    return Object.freeze({ ...note });
  }
}

describe.each([
  ['short and empty pages', SparsePages],
  ['frozen notes', FrozenNotes],
])('a repository of %s', (_, Repository) => {
  const createSubject = (): NoteRepositorySubject => {
    const repository = new Repository();
    return {
      ...subjectOf(repository),
      async createMany(owner, notes) {
        for (const note of notes) await repository.create(owner, note);
      },
    };
  };
  runContract(noteRepositoryContract, { describe, it }, createSubject, { capabilities });
});

const faults = [
  ...writeFaults,
  ...replayAndDeleteFaults,
  ...listFaults,
  ...valueFaults,
  ...isolationFaults,
  ...errorFaults,
];

describe('a broken repository is found', () => {
  it.each(faults)('when $fault', async ({ repository: Broken, foundBy }) => {
    const contractCase = noteRepositoryContract.cases.find(({ name }) => name === foundBy);
    if (!contractCase) throw new Error(`There is no case "${foundBy}".`);
    // Nothing but an assertion, or a refusal that the case did not expect: a fault that only crashes would prove nothing.
    await expect(runCase(contractCase, () => subjectOf(new Broken()))).rejects.toHaveProperty(
      'name',
      expect.stringMatching(/^(Assertion|Note)Error$/),
    );
  });
});

describe('the suite', () => {
  it('has no case that finds no fault', async () => {
    const broken = faults.map(
      ({ repository: Broken }) =>
        () =>
          subjectOf(new Broken()),
    );
    expect(await toothlessCases(noteRepositoryContract, broken)).toEqual([]);
  }, 60_000);

  it('names every case differently', () => {
    const names = noteRepositoryContract.cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks of an adapter without capabilities what the port asks of all, and nothing else', () => {
    const forAll = applicableCases(noteRepositoryContract, []);
    expect(forAll.length).toBeGreaterThan(90);
    expect(forAll.filter(({ capability }) => capability !== undefined)).toEqual([]);
    expect(applicableCases(noteRepositoryContract, capabilities)).toEqual(noteRepositoryContract.cases);
  });

  it.each(capabilities)(
    'fails when %s is declared and the subject has no controls for it',
    async (capability) => {
      const needy = noteRepositoryContract.cases.filter(
        (contractCase) => contractCase.capability === capability,
      );
      expect(needy).not.toEqual([]);
      for (const contractCase of needy) {
        const subject = () => ({ repository: new SimpleNoteRepository() });
        await expect(runCase(contractCase, subject)).rejects.toThrow(
          `the capability ${capability} is declared`,
        );
      }
    },
  );
});
