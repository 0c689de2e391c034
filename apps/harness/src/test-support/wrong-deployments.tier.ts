import { httpApiContract } from '@notes/contracts';
import { type TimedHarness, startTimedHarness } from './timed-harness.ts';
import { faults, groupFaults, runThroughProxy } from './wrong-deployments.ts';

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

describe.each(groupFaults)('a wrong deployment with this fault: $fault', ({ foundBy, exchange }) => {
  const names = httpApiContract.cases.map(({ name }) => name).filter((name) => foundBy.test(name));

  it.each(names)('is found by "%s"', async (name) => {
    await expect(runThroughProxy(harness, name, exchange())).rejects.toHaveProperty('name', 'AssertionError');
  });
});
