import { type HttpApiCase, httpApiContract, runCase } from '@notes/contracts';
import { answerFaults } from './test-support/faults/answer-faults.ts';
import { type Exchange, startFaultProxy } from './test-support/faults/fault-proxy.ts';
import { inputFaults } from './test-support/faults/input-faults.ts';
import { listFaults } from './test-support/faults/list-faults.ts';
import { noteFaults } from './test-support/faults/note-faults.ts';
import { rememberingFaults } from './test-support/faults/remembering-faults.ts';
import { type TimedHarness, startTimedHarness } from './test-support/timed-harness.ts';

const faults = [...noteFaults, ...inputFaults, ...listFaults, ...answerFaults, ...rememberingFaults];

let harness: TimedHarness;

beforeAll(async () => {
  harness = await startTimedHarness({ tokens: 'bare' });
});
afterAll(() => harness.stop());

function caseOf(name: string): HttpApiCase {
  const contractCase = httpApiContract.cases.find((candidate) => candidate.name === name);
  if (!contractCase) throw new Error(`There is no case "${name}".`);
  return contractCase;
}

/** Runs a case on the harness behind a proxy that may falsify what passes. */
async function runThroughProxy(name: string, exchange: Exchange): Promise<void> {
  const proxy = await startFaultProxy(harness.info.invokeUrl, exchange);
  await runCase(caseOf(name), () => ({ ...harness.subject, invokeUrl: proxy.url, close: proxy.close }));
}

describe('a wrong deployment is found', () => {
  it.each(faults)('when it has this fault: $fault', async ({ foundBy, exchange }) => {
    // Nothing but an assertion: a fault that only breaks the connection would prove nothing.
    await expect(runThroughProxy(foundBy, exchange())).rejects.toHaveProperty('name', 'AssertionError');
  });

  it.each([...new Set(faults.map(({ foundBy }) => foundBy))])(
    'by nothing but its fault: behind an honest proxy it passes "%s"',
    async (name) => {
      await runThroughProxy(name, (request, forward) => forward(request));
    },
  );
});
