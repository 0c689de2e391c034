import type { NotePage, PageRequest, UserId } from '@notes/domain';
import { listFaults } from '../../test-fixtures/faults/list-faults.ts';
import { replayAndDeleteFaults } from '../../test-fixtures/faults/replay-and-delete-faults.ts';
import { valueAndErrorFaults } from '../../test-fixtures/faults/value-faults.ts';
import { writeFaults } from '../../test-fixtures/faults/write-faults.ts';
import { SimpleNoteRepository } from '../../test-fixtures/simple-note-repository.ts';
import { subjectOf } from '../../test-fixtures/subject.ts';
import { runCase, runContract } from '../bridge.ts';
import { applicableCases } from '../contract.ts';
import { noteRepositoryContract } from './suite.ts';

const capabilities = ['outage', 'damage'] as const;

describe('a simple repository', () => {
  runContract(noteRepositoryContract, { describe, it }, () => subjectOf(new SimpleNoteRepository()), {
    capabilities,
  });
});

/** Allowed by the port: pages are shorter than they could be, and every other one is empty. */
class SparsePages extends SimpleNoteRepository {
  #calls = 0;

  override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
    const { notes, next } = await super.list(owner, page);
    const [first, ...rest] = notes;
    this.#calls++;
    if (!first || (rest.length === 0 && this.#calls % 2 === 0)) return { notes, ...(next && { next }) };
    if (this.#calls % 2 === 0) return { notes: [first], next: first.id };
    // Nothing on this page: it ends right before its first note.
    const before = page.order === 'asc' ? predecessorOf(first.id) : `${first.id}~`;
    return page.after === before ? { notes: [first], next: first.id } : { notes: [], next: before as typeof first.id };
  }
}

/** An id that sorts before the given one, and behind every id of the cases that does. */
function predecessorOf(id: string): string {
  return id.slice(0, -1) + String.fromCharCode(id.charCodeAt(id.length - 1) - 1) + '~';
}
