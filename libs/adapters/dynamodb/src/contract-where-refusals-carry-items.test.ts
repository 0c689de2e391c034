import { noteRepositoryContract, runContract } from '@notes/contracts';
import { returnItemsOfFailedConditions } from '../test-support/client-behaviour.ts';
import { createContractSubject } from '../test-support/contract-subject.ts';
import { Emulator } from '../test-support/emulator.ts';

const emulator = new Emulator();
beforeAll(() => emulator.start());
afterAll(() => emulator.stop());

describe('where a failed condition returns the item, as in DynamoDB', () => {
  runContract(
    noteRepositoryContract,
    { describe, it },
    () => createContractSubject(emulator, returnItemsOfFailedConditions),
    { capabilities: ['outage', 'damage'] },
  );
});
