import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CleanProject, createCleanProject, publishedLibraries } from './test-support/clean-project.ts';
import { WORKSPACE, tsc } from './test-support/run.ts';

// npm, compilers and test runners run, each a process of its own.
jest.setTimeout(300_000);

const libraries = publishedLibraries();
const names = libraries.map(({ name }) => name);
let parent: string;
let project: CleanProject;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'clean-project-'));
  project = await createCleanProject(libraries, parent);
});

afterAll(() => rm(parent, { recursive: true, force: true }));

const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const;

/** @returns nothing; rejects with the compiler's complaints */
async function compile(name: string, options: object, files: readonly string[]): Promise<void> {
  const compilerOptions = {
    target: 'es2024',
    lib: ['ES2024', 'DOM'],
    types: ['node', 'jest'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: true,
    ...options,
  };
  await writeFile(join(project.folder, name), JSON.stringify({ compilerOptions, files }));
  await tsc(project.folder, name);
}

interface Outcome {
  readonly status: number | string | null | undefined;
  readonly output: string;
}

/** Runs a program of Node's in the project. */
function node(...args: readonly string[]): Promise<Outcome> {
  // A runner inside of this one would take its settings for its own.
  const { JEST_WORKER_ID: _id, NODE_OPTIONS: _options, ...env } = process.env;
  const options = { cwd: project.folder, env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ status: error ? error.code : 0, output: stdout + stderr });
    });
  });
}

const complaintOf = ({ status, output }: Outcome) =>
  status === 0 ? '' : `${output}\nIt ended with ${status}.`;

describe('every package', () => {
  // Only ES modules are published: Node can require them (see the packages' engines), and `require` is tried below. What the profile
  // leaves out besides is TypeScript's resolution of before 2022, which knows no exports.
  const checks = { publint: ['--strict'], attw: ['--profile', 'esm-only', '--no-emoji'] };
  const complaints = new Map<string, string>();

  async function check(queue: (readonly [program: keyof typeof checks, name: string])[]): Promise<void> {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [program, name] = next;
      const bin = join(WORKSPACE, 'node_modules/.bin', program);
      const tarball = project.tarballs.get(name) ?? `no tarball of ${name}`;
      complaints.set(`${program} ${name}`, complaintOf(await node(bin, tarball, ...checks[program])));
    }
  }

  beforeAll(async () => {
    const queue = names.flatMap((name) => [['publint', name] as const, ['attw', name] as const]);
    await Promise.all([check(queue), check(queue)]);
  });

  it.each(names)('%s is what publint asks of a package', (name) => {
    expect(complaints.get(`publint ${name}`)).toBe('');
  });

  it.each(names)('%s has types that are resolved as its code is', (name) => {
    expect(complaints.get(`attw ${name}`)).toBe('');
  });

  it('can be imported and required, and there is one of each', async () => {
    await writeFile(
      join(project.folder, 'load.cjs'),
      `(async () => {
        for (const name of ${JSON.stringify(names)}) {
          const imported = await import(name);
          if (Object.keys(imported).length === 0) throw new Error(name + ' exports nothing');
          if (require(name) !== imported) throw new Error(name + ' is loaded twice');
        }
      })();`,
    );
    expect(complaintOf(await node('load.cjs'))).toBe('');
    const scope = join(project.folder, 'node_modules/@notes');
    expect(readdirSync(scope).map((name) => `@notes/${name}`)).toEqual(names.toSorted());
    const nested = readdirSync(scope, { recursive: true, encoding: 'utf8' });
    expect(nested.filter((path) => path.includes('node_modules/@notes'))).toEqual([]);
  });
});

describe('a consumer', () => {
  it('compiles what the pages of all packages show, with moduleResolution nodenext and bundler', async () => {
    const files: string[] = [];
    for (const { name, built } of libraries) {
      // Needs Amplify: client-package.test.ts compiles it.
      if (name === '@notes/client') continue;
      const page = readFileSync(join(built, 'README.md'), 'utf8');
      for (const [index, [, code = '']] of [...page.matchAll(/^```ts\n(.*?)^```$/gms)].entries()) {
        const file = `${name.replace('@notes/', '')}-${index}.ts`;
        await writeFile(join(project.folder, file), code);
        files.push(file);
      }
    }
    expect(files.length).toBeGreaterThanOrEqual(libraries.length - 1);
    const compilations = Object.entries(RESOLUTIONS).map(([name, options]) =>
      compile(`tsconfig.${name}.json`, { ...options, noEmit: true }, files),
    );
    expect(await Promise.all(compilations)).toHaveLength(2);
  });
});

describe('a team’s own adapter', () => {
  const runners: Readonly<Record<string, readonly string[]>> = {
    jest: ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--config', 'jest.config.json'],
    vitest: ['node_modules/vitest/vitest.mjs', 'run', '--globals', '--config', 'vitest.config.js'],
  };
  const contract = (runner: string, file: string) => node(...(runners[runner] ?? []), `${file}.contract.js`);

  beforeAll(async () => {
    await compile('tsconfig.run.json', RESOLUTIONS.nodenext, [
      'toy.contract.ts',
      'careless.contract.ts',
      'authorizer.ts',
    ]);
    const config = `export default { test: { include: ['**/*.contract.js'] } };`;
    await writeFile(join(project.folder, 'vitest.config.js'), config);
    await writeFile(join(project.folder, 'jest.config.json'), '{ "testMatch": ["**/*.contract.js"] }');
  });

  it.each(Object.keys(runners))('passes the contract under %s', async (runner) => {
    const { status, output } = await contract(runner, 'toy');
    expect(output).toMatch(/Tests:? +\d{2,} passed/);
    expect(output).not.toMatch(/failed|skipped/);
    expect(status).toBe(0);
  });

  it.each(Object.keys(runners))('is found out under %s when it is wrong', async (runner) => {
    const { status, output } = await contract(runner, 'careless');
    expect(output).toMatch(/Tests:? +[1-9]\d* failed.*\d{2,} passed/);
    expect(output).toContain('note-exists');
    expect(status).toBe(1);
  });

  it('can do without the notes: the authorizer alone lets in who has a genuine token', async () => {
    const { status, output } = await node('authorizer.js');
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/^{.*}\n$/s) });
    expect(JSON.parse(output)).toEqual({
      genuine: {
        principalId: 'sub-of-alice',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Action: 'execute-api:Invoke',
              Effect: 'Allow',
              Resource: ['arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/*'],
            },
          ],
        },
        context: expect.objectContaining({ sub: 'sub-of-alice', username: 'alice' }),
      },
      expired: 'Unauthorized',
      forged: 'Unauthorized',
      outcomes: ['allow', 'expired', 'unknown-key'],
    });
  });
});
