import { type Closable, runCase } from '../src/bridge.ts';
import type { ContractSuite } from '../src/contract.ts';

/** @returns the names of the cases that every one of the broken subjects passes; each case meets them in their order, and new ones */
export async function toothlessCases<Subject extends Closable, Capability extends string>(
  { cases }: ContractSuite<Subject, Capability>,
  brokenSubjects: readonly (() => Subject)[],
): Promise<string[]> {
  const toothless: string[] = [];
  for (const contractCase of cases) {
    let passes = true;
    for (const createSubject of brokenSubjects) {
      passes = await runCase<Subject, Capability>(contractCase, createSubject).then(
        () => true,
        () => false,
      );
      if (!passes) break;
    }
    if (passes) toothless.push(contractCase.name);
  }
  return toothless;
}
