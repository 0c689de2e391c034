import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  type CleanProject,
  type Library,
  createCleanProject,
  publishedLibraries,
} from './test-support/clean-project.ts';
import { WORKSPACE, tsc } from './test-support/run.ts';

// npm, compilers and test runners run, each a process of its own.
jest.setTimeout(300_000);

const libraries: readonly Library[] = publishedLibraries();
let project: CleanProject;

beforeAll(async () => {
  project = await createCleanProject(libraries);
});

afterAll(async () => {
  // Where it could not be made, that is what the tests say.
  if ((project as CleanProject | undefined) !== undefined)
    await rm(dirname(project.folder), { recursive: true, force: true });
});

const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

const compile = async (name: string, options: object, files: readonly string[]) => {
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
  return tsc(project.folder, name);
};

function node(...args: readonly string[]): SpawnSyncReturns<string> {
  // A runner inside of this one would take its settings for its own.
  const { JEST_WORKER_ID: _id, NODE_OPTIONS: _options, ...env } = process.env;
  return spawnSync(process.execPath, args, {
    cwd: project.folder,
    env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0', VITEST: undefined },
    encoding: 'utf8',
  });
}

/** A workspace's command, on a tarball. */
function check(program: string, name: string, ...options: string[]): SpawnSyncReturns<string> {
  const bin = join(WORKSPACE, 'node_modules/.bin', program);
  return node(bin, project.tarballs.get(name) ?? `no tarball of ${name}`, ...options);
}

const result = ({ status, stdout, stderr }: SpawnSyncReturns<string>) => ({
  status,
  complaints: status === 0 ? '' : stdout + stderr,
});
const FINE = { status: 0, complaints: '' };

describe('every package', () => {
  const names = libraries.map(({ name }) => name);

  it.each(names)('%s is what publint asks of a package', (name) => {
    expect(result(check('publint', name, '--strict'))).toEqual(FINE);
  });

  // Only ES modules are published: Node can require them (see the packages' engines), and `require` is tried below. What is left out
  // is TypeScript's resolution of before 2022, which knows no exports.
  it.each(names)('%s has types that are resolved as its code is', (name) => {
    expect(result(check('attw', name, '--profile', 'esm-only', '--no-emoji'))).toEqual(FINE);
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
    expect(result(node('load.cjs'))).toEqual(FINE);
    const scope = join(project.folder, 'node_modules/@notes');
    expect(readdirSync(scope).map((name) => `@notes/${name}`)).toEqual(names.toSorted());
    const nested = readdirSync(scope, { recursive: true }).filter((path) =>
      String(path).includes('node_modules/@notes'),
    );
    expect(nested).toEqual([]);
  });
});

describe('a consumer', () => {
  it.each(Object.entries(RESOLUTIONS))(
    'compiles what the pages of all packages show, with %s',
    async (name, options) => {
      const files: string[] = [];
      for (const library of libraries) {
        // Needs Amplify: client-package.test.ts compiles it.
        if (library.name === '@notes/client') continue;
        const page = readFileSync(join(library.built, 'README.md'), 'utf8');
        const examples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)];
        expect({ page: library.name, examples: examples.length }).not.toMatchObject({ examples: 0 });
        for (const [index, [, code = '']] of examples.entries()) {
          const file = `${library.name.replace('@notes/', '')}-${index}.ts`;
          await writeFile(join(project.folder, file), code);
          files.push(file);
        }
      }
      expect(await compile(`tsconfig.${name}.json`, { ...options, noEmit: true }, files)).toBe('');
    },
  );
});

describe('a team’s own adapter', () => {
  const programs: Readonly<Record<string, (file: string) => readonly string[]>> = {
    jest: (file) => [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      resolved('jest/bin/jest.js'),
      '--testMatch',
      `**/${file}.contract.js`,
    ],
    vitest: (file) => [
      resolved('vitest/vitest.mjs'),
      'run',
      '--globals',
      '--config',
      'vitest.config.js',
      `${file}.contract.js`,
    ],
  };
  const resolved = (file: string) => {
    const [name = ''] = file.split('/');
    return join(
      dirname(createRequire(join(project.folder, 'x.js')).resolve(`${name}/package.json`)),
      file.slice(name.length + 1),
    );
  };

  beforeAll(async () => {
    const files = ['toy.contract.ts', 'careless.contract.ts', 'authorizer.ts'];
    await compile('tsconfig.run.json', RESOLUTIONS.nodenext, files);
    const config = `export default { test: { include: ['**/*.contract.js'] } };`;
    await writeFile(join(project.folder, 'vitest.config.js'), config);
  });

  it.each(Object.keys(programs))('passes the contract under %s', (runner) => {
    const { status, stdout, stderr } = node(...(programs[runner]?.('toy') ?? []));
    const output = stdout + stderr;
    expect(output).toMatch(/Tests:? +\d{2,} passed/);
    expect(output).not.toMatch(/failed|skipped/);
    expect(status).toBe(0);
  });

  it.each(Object.keys(programs))('is found out under %s when it is wrong', (runner) => {
    const { status, stdout, stderr } = node(...(programs[runner]?.('careless') ?? []));
    const output = stdout + stderr;
    expect(output).toMatch(/Tests:? +[1-9]\d* failed.*\d{2,} passed/);
    expect(output).toContain('note-exists');
    expect(status).toBe(1);
  });

  it('can do without the notes: the authorizer alone lets in who has a genuine token', () => {
    const ran = node('authorizer.js');
    expect(result(ran)).toEqual(FINE);
    expect(JSON.parse(ran.stdout)).toEqual({
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
