import { httpApiContract } from '@notes/contracts';
import { type TimedHarness, startTimedHarness } from './timed-harness.ts';
import { groupFaults, runThroughProxy } from './wrong-deployments.ts';

let harness: TimedHarness;

beforeAll(async () => {
  harness = await startTimedHarness({ tokens: 'bare' });
});
afterAll(() => harness.stop());

describe.each(groupFaults)('a wrong deployment with this fault: $fault', ({ foundBy, exchange }) => {
  const names = httpApiContract.cases.map(({ name }) => name).filter((name) => foundBy.test(name));

  it.each(names)('is found by "%s"', async (name) => {
    await expect(runThroughProxy(harness, name, exchange())).rejects.toHaveProperty('name', 'AssertionError');
  });
});
