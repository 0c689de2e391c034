import { httpApiContract } from '@notes/contracts';
import { type TimedHarness, startTimedHarness } from './test-support/timed-harness.ts';
import { faults, groupFaults, runThroughProxy } from './test-support/wrong-deployments.ts';

let harness: TimedHarness;

beforeAll(async () => {
  harness = await startTimedHarness({ tokens: 'bare' });
});
afterAll(() => harness.stop());

describe('a wrong deployment is found', () => {
  it.each(faults)('when it has this fault: $fault', async ({ foundBy, exchange }) => {
    // Nothing but an assertion: a fault that only breaks the connection would prove nothing.
    const found = runThroughProxy(harness, foundBy, exchange());
    await expect(found).rejects.toHaveProperty('name', 'AssertionError');
  });

  it.each([...new Set(faults.map(({ foundBy }) => foundBy))])(
    'by nothing but its fault: behind an honest proxy it passes "%s"',
    async (name) => {
      await runThroughProxy(harness, name, (request, forward) => forward(request));
    },
  );
});

// wrong-deployments.tier.ts has the cases of the groups see theirs.
it('no case of the contract is without a fault that it finds', () => {
  const names = httpApiContract.cases.map(({ name }) => name);
  const foundByOne = new Set(faults.map(({ foundBy }) => foundBy));
  const isInGroup = (name: string) => groupFaults.some(({ foundBy }) => foundBy.test(name));
  expect(names.filter((name) => !foundByOne.has(name) && !isInGroup(name))).toEqual([]);
});
