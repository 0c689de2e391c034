import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestFramework, runCase, runContract } from './bridge.ts';
import { type ContractSuite, applicableCases } from './contract.ts';
import { noteRepositoryContract } from './note-repository/suite.ts';

interface Subject {
  readonly log: string[];
  close(): Promise<void>;
}

const suite: ContractSuite<Subject, 'extra' | 'other'> = {
  name: 'Thing',
  cases: [
    { name: 'plain', run: async ({ log }) => void log.push('plain') },
    { name: 'with extra', capability: 'extra', run: async ({ log }) => void log.push('with extra') },
    { name: 'with other', capability: 'other', run: async ({ log }) => void log.push('with other') },
  ],
};

function subjectWith(log: string[], close: () => void = () => undefined): Subject {
  return {
    log,
    close: async () => {
      log.push('closed');
      close();
    },
  };
}

describe('runContract', () => {
  function registered(options?: Parameters<typeof runContract<Subject, 'extra' | 'other'>>[3]): string[] {
    const calls: string[] = [];
    const framework: TestFramework = {
      describe(name, body) {
        calls.push(`describe ${name}`);
        body();
      },
      it: (name, _, timeoutMs) => calls.push(`it ${name} ${timeoutMs}`),
    };
    runContract(suite, framework, () => subjectWith([]), options);
    return calls;
  }

  it('registers the cases for all, and those for the declared capabilities', () => {
    expect(registered()).toEqual(['describe Thing', 'it plain 30000']);
    const options = { capabilities: ['extra'], timeoutMs: 5 } as const;
    expect(registered(options)).toEqual(['describe Thing', 'it plain 5', 'it with extra 5']);
  });
});

describe('runCase', () => {
  const [plain] = applicableCases(suite, []);
  if (!plain) throw new Error('The suite has a case.');
  const failing = { ...plain, run: () => Promise.reject(new RangeError('the case failed')) };
  const fail = (): never => {
    throw new TypeError('not closed');
  };

  it('gives the case a subject and closes it', async () => {
    const log: string[] = [];
    await runCase(plain, () => subjectWith(log));
    expect(log).toEqual(['plain', 'closed']);
  });

  it('takes a subject that needs no closing, and one that is made later', async () => {
    const log: string[] = [];
    const one: ContractSuite<{ readonly log: string[] }>['cases'][number] = {
      name: 'one',
      run: async (subject) => void subject.log.push('ran'),
    };
    await runCase<{ readonly log: string[]; close?(): void }, never>(one, async () => ({ log }));
    expect(log).toEqual(['ran']);
  });

  it('closes the subject of a case that fails, and says why the case failed', async () => {
    const log: string[] = [];
    await expect(runCase(failing, () => subjectWith(log))).rejects.toThrow('the case failed');
    expect(log).toEqual(['closed']);
    await expect(runCase(failing, () => subjectWith(log, fail))).rejects.toThrow('the case failed');
  });

  it('fails when the subject cannot be closed', async () => {
    await expect(runCase(plain, () => subjectWith([], fail))).rejects.toThrow('not closed');
  });
});

describe('under Vitest', () => {
  interface Assertion {
    readonly ancestorTitles: readonly string[];
    readonly title: string;
    readonly status: string;
  }

  /** Runs Vitest on test-fixtures/vitest and returns what it reports, whatever its exit code. */
  async function runVitest(): Promise<readonly Assertion[]> {
    const program = path.join(path.dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
    const folder = await mkdtemp(path.join(tmpdir(), 'contracts-'));
    try {
      const file = path.join(folder, 'report.json');
      const args = [program, 'run', '--reporter=json', `--outputFile=${file}`, '--maxWorkers=1'];
      await new Promise<void>((resolve) => {
        execFile(process.execPath, args, { cwd: path.join(__dirname, '..') }, () => {
          resolve();
        });
      });
      const report = JSON.parse(await readFile(file, 'utf8')) as {
        readonly testResults: readonly { readonly assertionResults: readonly Assertion[] }[];
      };
      return report.testResults.flatMap(({ assertionResults }) => assertionResults);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('every case runs, a sound adapter passes, and a broken one fails in the case that names its fault', async () => {
    const results = await runVitest();
    const of = (block: string): readonly Assertion[] =>
      results.filter(({ ancestorTitles }) => ancestorTitles.includes(block));

    expect(of('sound').map(({ title }) => title)).toEqual(
      noteRepositoryContract.cases.map(({ name }) => name),
    );
    expect(of('sound').filter(({ status }) => status !== 'passed')).toEqual([]);

    const forAll = applicableCases(noteRepositoryContract, []).map(({ name }) => name);
    expect(of('broken').map(({ title }) => title)).toEqual(forAll);
    const failed = of('broken').filter(({ status }) => status === 'failed');
    expect(failed.map(({ title }) => title)).toContain(
      'create: never overwrites a note that has another text',
    );
    expect(failed.length).toBeLessThan(10);
  }, 60_000);
});
