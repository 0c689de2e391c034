import type { ContractSuite } from '../contract.ts';
import { createCases } from './create.ts';
import { deleteCases } from './delete.ts';
import { errorCases } from './errors.ts';
import { isolationCases } from './isolation.ts';
import { listCases } from './list.ts';
import { pagingCases } from './paging.ts';
import { raceCases } from './races.ts';
import { replaceCases } from './replace.ts';
import { replayCases } from './replay.ts';
import type { NoteRepositoryCapability, NoteRepositorySubject } from './subject.ts';
import { textCases } from './text.ts';
import { valueCases } from './values.ts';

/** What every NoteRepository must do; the port's doc comments are its source. */
export const noteRepositoryContract: ContractSuite<NoteRepositorySubject, NoteRepositoryCapability> = {
  name: 'NoteRepository',
  cases: [
    ...createCases,
    ...replaceCases,
    ...replayCases,
    ...deleteCases,
    ...valueCases,
    ...textCases,
    ...listCases,
    ...pagingCases,
    ...isolationCases,
    ...raceCases,
    ...errorCases,
  ],
};
