import { applicableCases } from '../contract.ts';
import { runCase, runContract } from '../bridge.ts';
import { type Fault, faults } from '../../test-fixtures/token-validator/faults.ts';
import { ReferenceValidator } from '../../test-fixtures/token-validator/reference-validator.ts';
import { toothlessCases } from '../../test-fixtures/toothless-cases.ts';
import { tokenValidatorContract } from './suite.ts';
import type { TokenValidatorSubject } from './subject.ts';

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Contract1';

function subject(fault?: Fault): TokenValidatorSubject {
  return { issuer, createValidator: (world) => new ReferenceValidator(issuer, world, fault) };
}

runContract(tokenValidatorContract, { describe, it }, () => subject(), {
  capabilities: ['id-tokens', 'remote-keys'],
});

describe('The TokenValidator contract', () => {
  it.each(Object.entries(faults))('notices a validator that %s', async (fault, caseName) => {
    const contractCase = tokenValidatorContract.cases.find(({ name }) => name === caseName);
    if (!contractCase) throw new Error(`no such case: ${caseName}`);
    // Nothing but an assertion, or a refusal that the case did not expect: a fault that only crashes would prove nothing.
    await expect(runCase(contractCase, () => subject(fault as Fault))).rejects.toHaveProperty(
      'name',
      expect.stringMatching(/^(Assertion|Token)Error$/),
    );
  });

  it('has no case that finds no fault', async () => {
    // The last faults are those that most cases find.
    const lastFirst = (Object.keys(faults) as Fault[]).reverse();
    const broken = lastFirst.map((fault) => () => subject(fault));
    expect(await toothlessCases(tokenValidatorContract, broken)).toEqual([]);
  }, 60_000);

  it('has cases of different names', () => {
    const names = tokenValidatorContract.cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('keeps at least 30 cases for an adapter without any capability', () => {
    expect(applicableCases(tokenValidatorContract, []).length).toBeGreaterThanOrEqual(30);
  });
});
