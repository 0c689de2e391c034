import { describe, it } from 'vitest';
import { noteRepositoryContract, runContract } from '../../src/index.ts';
import { SimpleNoteRepository } from '../simple-note-repository.ts';
import { subjectOf } from '../subject.ts';

describe('sound', () => {
  runContract(noteRepositoryContract, { describe, it }, () => subjectOf(new SimpleNoteRepository()), {
    capabilities: ['outage', 'damage'],
  });
});
