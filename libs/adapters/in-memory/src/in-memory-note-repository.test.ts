import { noteRepositoryContract, runContract } from '@notes/contracts';
import { type Note, createNote, noteId, replaceNote, revision, userId } from '@notes/domain';
import { InMemoryNoteRepository } from './in-memory-note-repository.ts';
import { ManualClock } from './manual-clock.ts';
import { sequentialRevisions } from './sequential-revisions.ts';

runContract(
  noteRepositoryContract,
  { describe, it },
  () => {
    const repository = new InMemoryNoteRepository();
    return {
      repository,
      outage: {
        begin() {
          repository.failWith('unavailable');
        },
        end() {
          repository.recover();
        },
      },
    };
  },
  { capabilities: ['outage'] },
);

const alice = userId('alice');
const id = noteId('note-1');
const note: Note = {
  owner: alice,
  id,
  text: 'seeded',
  createdAt: 1_000,
  updatedAt: 2_000,
  version: 7,
  revision: revision('seed'),
};

describe('InMemoryNoteRepository', () => {
  it('holds copies of the notes it was made with', async () => {
    const given = { ...note };
    const repository = new InMemoryNoteRepository([given]);
    given.text = 'changed by the caller';
    expect(await repository.get(alice, id)).toEqual(note);
  });

  it('puts seeded notes in place of others, with no predecessor', async () => {
    const repository = new InMemoryNoteRepository([note]);
    const change = { text: 'new', updatedAt: 3_000, revision: revision('r2'), expected: note.revision };
    await repository.replace(alice, id, change);
    repository.seed([{ ...note, text: 'new' }]);
    expect(await repository.replace(alice, id, change)).toMatchObject({ version: 8, updatedAt: 3_000 });
  });

  it('is as new after a reset', async () => {
    const repository = new InMemoryNoteRepository([note]);
    repository.failWith('internal');
    await expect(repository.get(alice, id)).rejects.toMatchObject({ name: 'NoteError', code: 'internal' });
    repository.reset();
    expect(await repository.get(alice, id)).toBeUndefined();
    expect(await repository.list(alice, { limit: 10, order: 'asc' })).toEqual({ notes: [] });
  });

  it('says that there is no further page exactly when there is none', async () => {
    const repository = new InMemoryNoteRepository([note, { ...note, id: noteId('note-2') }]);
    expect(await repository.list(alice, { limit: 1, order: 'asc' })).toMatchObject({ next: 'note-1' });
    expect(await repository.list(alice, { limit: 2, order: 'asc' })).not.toHaveProperty('next');
  });

  it('serves the use cases together with a manual clock and counted revisions', async () => {
    const repository = new InMemoryNoteRepository();
    const clock = new ManualClock();
    const revisions = sequentialRevisions();
    const created = await createNote(repository, clock, revisions)(alice, { noteId: 'n', text: 'one' });
    clock.advance(1_500);
    const input = { noteId: 'n', text: 'two', expected: created.revision };
    expect(await replaceNote(repository, clock, revisions)(alice, input)).toEqual({
      owner: 'alice',
      id: 'n',
      text: 'two',
      createdAt: Date.UTC(2026, 0, 1),
      updatedAt: Date.UTC(2026, 0, 1) + 1_500,
      version: 2,
      revision: 'revision-2',
    });
  });
});

describe('ManualClock', () => {
  it('stands still until it is set or advanced', () => {
    const clock = new ManualClock(5);
    expect([clock.now(), clock.now()]).toEqual([5, 5]);
    clock.advance(10);
    expect(clock.now()).toBe(15);
    clock.set(3);
    expect(clock.now()).toBe(3);
  });
});
