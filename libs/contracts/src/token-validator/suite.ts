import type { ContractSuite } from '../contract.ts';
import { claimCases } from './claims.ts';
import { formCases } from './forms.ts';
import { goodTokenCases } from './good-tokens.ts';
import { idTokenCases } from './id-tokens.ts';
import { publishedKeyCases, remoteKeyCases } from './published-keys.ts';
import { signatureCases } from './signatures.ts';
import type { TokenValidatorCapability, TokenValidatorSubject } from './subject.ts';
import { timeCases } from './times.ts';

/** What every TokenValidator must do; the port's doc comments are its source. */
export const tokenValidatorContract: ContractSuite<TokenValidatorSubject, TokenValidatorCapability> = {
  name: 'TokenValidator',
  cases: [
    ...goodTokenCases,
    ...formCases,
    ...signatureCases,
    ...claimCases,
    ...timeCases,
    ...publishedKeyCases,
    ...remoteKeyCases,
    ...idTokenCases,
  ],
};
