import type { NewNote, Note, UserId } from '@notes/domain';
import { describe, it } from 'vitest';
import { noteRepositoryContract, runContract } from '../../src/index.ts';
import { SimpleNoteRepository } from '../simple-note-repository.ts';
import { subjectOf } from '../subject.ts';

class Overwriting extends SimpleNoteRepository {
  override async create(owner: UserId, note: NewNote): Promise<Note> {
    if (this.find(owner, note.id)?.note.text !== note.text) this.remove(owner, note.id);
    return super.create(owner, note);
  }
}

/** Fails on purpose: bridge.test.ts looks which cases fail. No capability is declared. */
describe('broken', () => {
  runContract(noteRepositoryContract, { describe, it }, () => subjectOf(new Overwriting()));
});
