import { type HttpApiCase, httpApiContract, runCase } from '@notes/contracts';
import { answerFaults } from './faults/answer-faults.ts';
import { type Exchange, startFaultProxy } from './faults/fault-proxy.ts';
import { inputFaults } from './faults/input-faults.ts';
import { listFaults } from './faults/list-faults.ts';
import { noteFaults } from './faults/note-faults.ts';
import { rememberingFaults } from './faults/remembering-faults.ts';
import type { TimedHarness } from './timed-harness.ts';

export { groupFaults } from './faults/group-faults.ts';

/** Faults that one case each must find. */
export const faults = [...noteFaults, ...inputFaults, ...listFaults, ...answerFaults, ...rememberingFaults];

/** Runs a case on the harness behind a proxy that may falsify what passes. */
export async function runThroughProxy(
  harness: TimedHarness,
  name: string,
  exchange: Exchange,
): Promise<void> {
  const contractCase = caseOf(name);
  const proxy = await startFaultProxy(harness.info.invokeUrl, exchange);
  await runCase(contractCase, () => ({ ...harness.subject, invokeUrl: proxy.url, close: proxy.close }));
}

function caseOf(name: string): HttpApiCase {
  const contractCase = httpApiContract.cases.find((candidate) => candidate.name === name);
  if (!contractCase) throw new Error(`There is no case "${name}".`);
  return contractCase;
}
