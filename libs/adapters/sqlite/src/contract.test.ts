import { noteRepositoryContract, runContract } from '@notes/contracts';
import { createContractSubject } from '../test-support/contract-subject.ts';
import { temporaryFolder } from '../test-support/temporary-folder.ts';

const folder = temporaryFolder();
let files = 0;

runContract(
  noteRepositoryContract,
  { describe, it },
  () => createContractSubject(folder.path(`${++files}.db`)),
  { capabilities: ['damage'] },
);
