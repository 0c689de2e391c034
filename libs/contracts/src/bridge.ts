import { type ContractCase, type ContractSuite, applicableCases } from './contract.ts';

/** The two functions that Jest and Vitest have in common, as either of them exports or provides globally. */
export interface TestFramework {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>, timeoutMs: number) => unknown;
}

/** What a case is given: whatever its suite needs, and a way to let go of it. */
export interface Closable {
  /** Called once after the case, whether it passed or failed. */
  close?(): Promise<void> | void;
}

export interface ContractOptions<Capability extends string> {
  /** What the adapter under test can do beyond the port, and so must be tested for; none by default. */
  readonly capabilities?: readonly Capability[];
  /** Milliseconds that a case may take, default 30,000. */
  readonly timeoutMs?: number;
}

/**
 * Registers one test for each case that applies, in a block named after the suite. `createSubject` is called for every case and gives a
 * subject that shares no state with any other.
 */
export function runContract<Subject extends Closable, Capability extends string>(
  suite: ContractSuite<Subject, Capability>,
  { describe, it }: TestFramework,
  createSubject: () => Promise<NoInfer<Subject>> | NoInfer<Subject>,
  { capabilities = [], timeoutMs = 30_000 }: ContractOptions<Capability> = {},
): void {
  describe(suite.name, () => {
    for (const contractCase of applicableCases(suite, capabilities)) {
      it(contractCase.name, () => runCase(contractCase, createSubject), timeoutMs);
    }
  });
}

/**
 * Runs one case on a subject of its own; rejects when the adapter does not pass it.
 * @throws whatever the case, `createSubject` or `close` throws; the case's error goes first.
 */
export async function runCase<Subject extends Closable, Capability extends string>(
  contractCase: ContractCase<Subject, Capability>,
  createSubject: () => Promise<NoInfer<Subject>> | NoInfer<Subject>,
): Promise<void> {
  const subject = await createSubject();
  const close = async (): Promise<void> => subject.close?.();
  try {
    await contractCase.run(subject);
  } catch (error) {
    // A subject that does not close either must not hide why the case failed.
    await close().catch(() => undefined);
    throw error;
  }
  await close();
}
