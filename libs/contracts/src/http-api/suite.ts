import type { ContractSuite } from '../contract.ts';
import { badInputCases } from './bad-input.ts';
import { conditionalReadCases } from './conditional-reads.ts';
import { createAndReadCases } from './create-and-read.ts';
import { headerCases } from './headers.ts';
import { identityCases } from './identity.ts';
import { isolationCases } from './isolation.ts';
import { pagingCases } from './paging.ts';
import { replaceAndDeleteCases } from './replace-and-delete.ts';
import { retryCases } from './retries.ts';
import type { HttpApiCapability, HttpApiSubject } from './subject.ts';
import { textCases } from './text.ts';

/** What every deployment of the notes API must do, seen from outside: over HTTP, with the tokens of signed-in users. */
export const httpApiContract: ContractSuite<HttpApiSubject, HttpApiCapability> = {
  name: 'HTTP API',
  cases: [
    ...createAndReadCases,
    ...conditionalReadCases,
    ...replaceAndDeleteCases,
    ...retryCases,
    ...pagingCases,
    ...textCases,
    ...badInputCases,
    ...identityCases,
    ...isolationCases,
    ...headerCases,
  ],
};
