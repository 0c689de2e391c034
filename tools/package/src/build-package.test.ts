import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPackage } from './build-package.ts';
import { WORKSPACE, run } from './test-support/run.ts';

const MANIFEST = {
  name: '@sample/greeting',
  version: '1.2.3',
  description: 'Greets.',
  license: 'Apache-2.0',
  type: 'module',
  exports: { '.': './src/index.ts', './more': './src/more/farewell.ts' },
  nx: { name: 'greeting' },
  scripts: { test: 'jest' },
  dependencies: { '@sample/names': '1.0.0', ranged: '>=1 <4' },
  peerDependencies: { '@sample/words': '0.2.0' },
  devDependencies: { typescript: '6.0.3' },
};

const FILES: Readonly<Record<string, string>> = {
  LICENSE: 'Do what you like.',
  'package.json': JSON.stringify({ private: true }),
  'libs/greeting/package.json': JSON.stringify(MANIFEST),
  'libs/greeting/README.md': '# Greeting',
  'libs/greeting/tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      lib: ['ES2022'],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
    },
    include: ['src'],
  }),
  'libs/greeting/src/index.ts': `import { NAME } from '@sample/names';
    import { hello } from './hello.ts';
    /** Greets whom it knows. */
    export const greeting = (): string => hello(NAME);
    export type { Greeted } from './hello.ts';`,
  'libs/greeting/src/hello.ts': `export type Greeted = string;
    export const hello = (name: Greeted): string => \`hello \${name}\`;`,
  'libs/greeting/src/more/farewell.ts': `import { hello } from '../hello.ts';
    export const farewell = (): string => hello('and goodbye');`,
  'libs/greeting/src/hello.test.ts': `import './hello.ts'; const wrong: number = 'text';`,
  // Another package of the workspace, in sources; its faults are its own.
  'node_modules/@sample/names/package.json': JSON.stringify({
    name: '@sample/names',
    type: 'module',
    exports: './src/index.ts',
  }),
  'node_modules/@sample/names/src/index.ts': `export const NAME = 'Ada'; export const fault: number = 'text';`,
};

let workspaceRoot: string;

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspaceRoot, path)), { recursive: true });
    await writeFile(join(workspaceRoot, path), text);
  }
}

const build = () => buildPackage({ workspaceRoot, libRoot: 'libs/greeting' });

const listed = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
};

beforeEach(async () => {
  workspaceRoot = await mkdtemp(join(tmpdir(), 'build-package-'));
  await write(FILES);
});

afterEach(() => rm(workspaceRoot, { recursive: true, force: true }));

describe('buildPackage', () => {
  it('writes what the exports reach, the manifest, the README and the licence', async () => {
    const folder = await build();

    expect(folder).toBe(join(workspaceRoot, 'dist/libs/greeting'));
    expect(await listed(folder)).toEqual([
      'LICENSE',
      'README.md',
      'dist/hello.d.ts',
      'dist/hello.js',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/more/farewell.d.ts',
      'dist/more/farewell.js',
      'package.json',
    ]);
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toEqual({
      name: '@sample/greeting',
      version: '1.2.3',
      description: 'Greets.',
      license: 'Apache-2.0',
      type: 'module',
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './more': { types: './dist/more/farewell.d.ts', default: './dist/more/farewell.js' },
      },
      files: ['dist'],
      engines: { node: '^20.19.0 || >=22.12.0' },
      dependencies: { '@sample/names': '^1.0.0', ranged: '>=1 <4' },
      peerDependencies: { '@sample/words': '^0.2.0' },
      publishConfig: { access: 'public', provenance: true },
    });
    expect(await readFile(join(folder, 'dist/index.d.ts'), 'utf8')).toContain('/** Greets whom it knows. */');
  });

  it('says where the library is developed once the workspace does, and takes its changelog along', async () => {
    const repository = { type: 'git', url: 'git+https://git.example/notes.git' };
    await write({
      'package.json': JSON.stringify({
        repository,
        homepage: 'https://notes.example',
        bugs: { email: 'a@b.example' },
      }),
      'libs/greeting/CHANGELOG.md': '# 1.2.3',
    });

    const folder = await build();

    expect(await listed(folder)).toContain('CHANGELOG.md');
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      repository: { ...repository, directory: 'libs/greeting' },
      homepage: 'https://notes.example',
      bugs: { email: 'a@b.example' },
    });
  });

  it('leaves imports of other packages as they are', async () => {
    const folder = await build();

    const index = await readFile(join(folder, 'dist/index.js'), 'utf8');
    expect(index).toMatch(/from ['"]@sample\/names['"]/);
    expect(index).toMatch(/from ['"]\.\/hello\.js['"]/);
    const other = pathToFileURL(join(folder, 'dist/more/farewell.js')).href;
    const script = `import(${JSON.stringify(other)}).then(({ farewell }) => console.log(farewell()))`;
    expect(await run(workspaceRoot, process.execPath, '-e', script)).toBe('hello and goodbye\n');
  });

  it('takes tsconfig.lib.json and the library’s own engines where there are any', async () => {
    await write({
      'libs/greeting/package.json': JSON.stringify({ ...MANIFEST, engines: { node: '>=22' } }),
      'libs/greeting/tsconfig.lib.json':
        '{ "extends": "./tsconfig.json", "compilerOptions": { "removeComments": true } }',
    });

    const folder = await build();

    expect(await readFile(join(folder, 'package.json'), 'utf8')).toContain('"node": ">=22"');
    expect(await readFile(join(folder, 'dist/index.d.ts'), 'utf8')).not.toContain('Greets');
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'does not compile',
      { 'src/hello.ts': `export const hello = (name: number): string => name;` },
      'src/hello.ts(1,',
    ],
    ['cannot be parsed', { 'src/hello.ts': `export const hello = ;` }, 'TS1109'],
    ['is private', { 'package.json': JSON.stringify({ ...MANIFEST, private: true }) }, 'is private'],
    ['exports nothing', { 'package.json': JSON.stringify({ ...MANIFEST, exports: {} }) }, 'exports nothing'],
    [
      'exports what is no module of its own',
      { 'package.json': JSON.stringify({ ...MANIFEST, exports: { '.': './main.js' } }) },
      'exports ./main.js',
    ],
    [
      'imports what it does not depend on',
      { 'package.json': JSON.stringify({ ...MANIFEST, dependencies: {} }) },
      '@sample/greeting imports what it does not depend on: @sample/names.',
    ],
    [
      'has a tsconfig.json that is none',
      { 'tsconfig.json': '{ "compilerOptions": { "strict": "yes" } }' },
      'TS5024',
    ],
    [
      'has options that contradict',
      { 'tsconfig.json': '{ "compilerOptions": { "module": "preserve", "moduleResolution": "nodenext" } }' },
      'TS5110',
    ],
  ])('keeps the last package when the library %s', async (_, changes, message) => {
    const folder = await build();
    const before = await listed(folder);
    await write(
      Object.fromEntries(Object.entries(changes).map(([path, text]) => [`libs/greeting/${path}`, text])),
    );

    await expect(build()).rejects.toThrow(message);

    expect(await listed(folder)).toEqual(before);
  });

  it.each(['README.md', 'tsconfig.json'])('needs a %s', async (file) => {
    await rm(join(workspaceRoot, 'libs/greeting', file));

    await expect(build()).rejects.toThrow(file);
  });

  it('replaces what was built before', async () => {
    const folder = await build();
    await cp(join(folder, 'dist/index.js'), join(folder, 'dist/left-over.js'));

    await build();

    expect(await listed(folder)).not.toContain('dist/left-over.js');
  });
});

describe('the command', () => {
  const main = join(WORKSPACE, 'tools/package/src/main.ts');

  it('builds the library that it is given, and says where', async () => {
    const output = await run(workspaceRoot, process.execPath, main, 'libs/greeting');
    expect(output.trim()).toMatch(/dist\/libs\/greeting$/);
    expect(await listed(join(workspaceRoot, 'dist/libs/greeting'))).toContain('package.json');
  });

  it('says how it is used', async () => {
    await expect(run(workspaceRoot, process.execPath, main)).rejects.toThrow(
      'usage, from the workspace root',
    );
  });
});
