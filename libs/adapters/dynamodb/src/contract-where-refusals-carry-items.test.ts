import { returnItemsOfFailedConditions } from '../test-support/client-behaviour.ts';
import { runNoteRepositoryContract } from '../test-support/run-note-repository-contract.ts';

describe('where a failed condition returns the item, as in DynamoDB', () => {
  runNoteRepositoryContract(returnItemsOfFailedConditions);
});
