import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly exports?: unknown;
  readonly nx?: {
    readonly name?: string;
    readonly tags?: readonly string[];
    readonly targets?: Readonly<Record<string, unknown>>;
  };
}

const workspaceRoot = resolve(__dirname, '../../..');
const readManifest = (path: string) =>
  JSON.parse(readFileSync(resolve(workspaceRoot, path), 'utf8')) as Manifest;

const patterns = (readManifest('package.json').workspaces ?? []).map((pattern) => `${pattern}/package.json`);
const projects = globSync(patterns, { cwd: workspaceRoot }).sort();

const types: Readonly<Record<string, readonly string[]>> = {
  apps: ['type:app'],
  tools: ['type:tool'],
  'libs/adapters': ['type:adapter'],
  libs: [
    'type:domain',
    'type:util',
    'type:jwt',
    'type:api',
    'type:contracts',
    'type:lambda',
    'type:wiring',
    'type:constructs',
    'type:client',
    'type:test-kit',
  ],
};

describe('every project', () => {
  it('is found', () => {
    expect(projects).toEqual(
      expect.arrayContaining([
        'apps/harness/package.json',
        'libs/domain/package.json',
        'tools/boundaries/package.json',
      ]),
    );
  });

  it.each(projects)('%s is named after its folder and has the one type its place gives it', (path) => {
    const folder = dirname(path);
    const { nx } = readManifest(path);
    const tags = (nx?.tags ?? []).filter((tag) => tag.startsWith('type:'));

    expect(nx?.name).toBe(basename(folder));
    expect(tags).toHaveLength(1);
    expect(types[dirname(folder)]).toContain(tags[0]);
  });

  it.each(projects)('%s is type-checked', (path) => {
    expect(readManifest(path).nx?.targets).toHaveProperty('typecheck');
  });

  // Without an entry Nx cannot tell whose package is imported, and would let the import pass.
  it.each(projects.filter((path) => !path.startsWith('tools/')))(
    '%s names what others would import',
    (path) => {
      expect(readManifest(path).exports).toEqual({
        '.': expect.stringMatching(/^\.\/src\/(index|main)\.ts$/),
      });
    },
  );
});
