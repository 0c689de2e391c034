import { runNoteRepositoryContract } from '../test-support/run-note-repository-contract.ts';

describe('where a failed condition returns nothing, as in Dynalite', () => {
  runNoteRepositoryContract();
});
