import assert from 'node:assert/strict';
import type { HttpApiSubject } from '@notes/contracts';
import { startFaultProxy } from './faults/fault-proxy.ts';
import type { createConformance } from './openapi-conformance.ts';

export interface CheckedDeployment {
  /** The deployment for one more case. Closing it rejects when something since then was not as the document has it. */
  newSubject(): HttpApiSubject;
  stop(): Promise<void>;
}

/**
 * The same deployment behind a proxy that passes everything on unchanged and compares it with the OpenAPI document. For one case at a time.
 *
 * @param answered gains the operation and the status of each answer, such as `getNote 304`
 */
export async function startCheckedDeployment(
  subject: HttpApiSubject,
  compare: ReturnType<typeof createConformance>,
  answered: Set<string>,
): Promise<CheckedDeployment> {
  let found: string[] = [];
  const proxy = await startFaultProxy(subject.invokeUrl, async (request, forward) => {
    const answer = await forward(request);
    const findings = compare(request, answer);
    if (findings.answered !== undefined) answered.add(findings.answered);
    const exchange = `${request.method} ${request.path.split('?')[0] ?? ''} ${answer.status}`;
    found.push(...findings.problems.map((problem) => `${exchange}: ${problem}`));
    return answer;
  });
  return {
    newSubject: () => {
      found = [];
      return {
        ...subject,
        invokeUrl: proxy.url,
        close: () => assert.deepEqual(found, [], 'the OpenAPI document and the API differ'),
      };
    },
    stop: proxy.close,
  };
}
