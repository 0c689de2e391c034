import { AssertionError } from 'node:assert';

/** Something that must go well. */
export interface Check {
  readonly name: string;
  run(): Promise<void>;
  /** Why it is known to fail. It must, then, by an assertion: a reason that has gone is to be deleted, and a crash is none. */
  readonly knownToFail?: string;
}

/** Milliseconds; one that takes longer hangs. */
const TIMEOUT = 120_000;

/** Runs checks one after the other, reports each, and counts. */
export class Runner {
  #passed = 0;
  #failed = 0;

  get hasFailed(): boolean {
    return this.#failed > 0 || this.#passed === 0;
  }

  /** `N passed, N failed` */
  get summary(): string {
    return `${this.#passed} passed, ${this.#failed} failed`;
  }

  async run(title: string, checks: readonly Check[]): Promise<void> {
    console.log(`\n${title}`);
    for (const check of checks) await this.#runOne(check);
  }

  async #runOne(check: Check): Promise<void> {
    const { name, knownToFail } = check;
    const start = performance.now();
    const failure = await inTime(check.run()).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const milliseconds = Math.round(performance.now() - start);
    if (knownToFail !== undefined && failure?.error instanceof AssertionError) {
      console.log(`  - ${name} (excluded: ${knownToFail})`);
    } else if (knownToFail !== undefined && !failure) {
      this.#failed++;
      console.log(`  ✗ ${name}\n    passes, though it is excluded: ${knownToFail}`);
    } else if (failure) {
      this.#failed++;
      const { error } = failure;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      console.log(`  ✗ ${name} (${milliseconds} ms)\n${text.replace(/^/gm, '      ')}`);
    } else {
      this.#passed++;
      console.log(`  ✓ ${name} (${milliseconds} ms)`);
    }
  }
}

async function inTime(run: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Not done after ${TIMEOUT} ms.`)), TIMEOUT);
  return Promise.race([run, promise]).finally(() => clearTimeout(timer));
}
