import { httpApiContract } from '@notes/contracts';
import { faults, groupFaults } from './test-support/wrong-deployments.ts';

// wrong-deployments.tier.ts has the cases see their faults.
it('no case of the contract is without a fault that it finds', () => {
  const names = httpApiContract.cases.map(({ name }) => name);
  const foundByOne = new Set(faults.map(({ foundBy }) => foundBy));
  const isInGroup = (name: string) => groupFaults.some(({ foundBy }) => foundBy.test(name));
  expect(names.filter((name) => !foundByOne.has(name) && !isInGroup(name))).toEqual([]);
});
