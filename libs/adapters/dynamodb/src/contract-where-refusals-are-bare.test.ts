import { noteRepositoryContract, runContract } from '@notes/contracts';
import { createContractSubject } from '../test-support/contract-subject.ts';
import { Emulator } from '../test-support/emulator.ts';

const emulator = new Emulator();
beforeAll(() => emulator.start());
afterAll(() => emulator.stop());

describe('where a failed condition returns nothing, as in Dynalite', () => {
  runContract(noteRepositoryContract, { describe, it }, () => createContractSubject(emulator), {
    capabilities: ['outage', 'damage'],
  });
});
