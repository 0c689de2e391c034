import { openApiDocument } from '@notes/api';
import { type HttpApiCase, runCase } from '@notes/contracts';
import { outwardsAt } from './faults/fault.ts';
import { type FaultProxy, startFaultProxy } from './faults/fault-proxy.ts';
import { createConformance } from './openapi-conformance.ts';
import { startCheckedDeployment } from './openapi-subject.ts';
import { type TimedHarness, startTimedHarness } from './timed-harness.ts';

const compare = createConformance(openApiDocument());

/** Takes whatever comes. */
const undemanding: HttpApiCase = {
  name: 'asks without a token',
  run: async ({ invokeUrl }) => {
    await fetch(`${invokeUrl}/notes`);
  },
};

let harness: TimedHarness;
let falsified: FaultProxy;

beforeAll(async () => {
  harness = await startTimedHarness({ tokens: 'bare' });
  const fault = outwardsAt(401, (answer) => answer.changeJson((body) => ({ ...body, hint: 'x' })));
  falsified = await startFaultProxy(harness.info.invokeUrl, fault());
});
afterAll(async () => {
  await falsified.close();
  await harness.stop();
});

async function run(invokeUrl: string): Promise<readonly string[]> {
  const answered = new Set<string>();
  const deployment = await startCheckedDeployment({ ...harness.subject, invokeUrl }, compare, answered);
  try {
    await runCase(undemanding, deployment.newSubject);
  } finally {
    await deployment.stop();
  }
  return [...answered];
}

it('lets a case pass on a deployment that is as the document has it, and says what was answered', async () => {
  await expect(run(harness.info.invokeUrl)).resolves.toEqual(['listNotes 401']);
});

it('fails a case that passes, when an answer was not as the document has it', async () => {
  await expect(run(falsified.url)).rejects.toThrow(
    /document and the API differ[^]*GET \/notes 401: the body must NOT have additional properties/,
  );
});
