import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WORKSPACE } from './test-support/run.ts';

interface LibraryManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly nx: { readonly targets: object };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (path: string) =>
  JSON.parse(readFileSync(join(WORKSPACE, path), 'utf8')) as LibraryManifest;

const libraries = globSync(['libs/*/package.json', 'libs/adapters/*/package.json'], { cwd: WORKSPACE })
  .map((path) => ({ folder: dirname(path), manifest: readManifest(path) }))
  .filter(({ manifest }) => !manifest.private)
  .map(({ folder, manifest }) => [folder, manifest] as const);

const domain = readManifest('libs/domain/package.json');

describe('every library that is not private', () => {
  it('is found', () => {
    const folders = libraries.map(([folder]) => folder);
    expect(folders).toEqual(expect.arrayContaining(['libs/domain', 'libs/adapters/oidc']));
  });

  it.each(libraries)('%s says what a package must say of itself', (_, manifest) => {
    expect(manifest).toMatchObject({
      name: expect.stringMatching(/^@notes\/[a-z-]+$/),
      version: domain.version,
      description: expect.stringMatching(/^.{20,}\.$/s),
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      exports: { '.': './src/index.ts' },
      nx: { targets: { package: {} } },
    });
    expect(manifest).toHaveProperty('keywords.0');
  });

  it.each(libraries)(
    '%s has a page with an example, how it works, limits and permissions',
    (folder, { name }) => {
      const path = join(WORKSPACE, folder, 'README.md');
      expect(existsSync(path)).toBe(true);
      const page = readFileSync(path, 'utf8');
      expect(page.startsWith(`# ${name}\n`)).toBe(true);
      expect(page).toContain('\n```ts\n');
      expect(page).toMatch(/^##+ How it works/m);
      expect(page).toMatch(/^## Limits$/m);
      expect(page).toMatch(/permission/i);
    },
  );

  // Two copies of the domain would have two classes NoteError.
  it.each(libraries)(
    '%s shares the domain, and takes our other packages in this very version',
    (_, manifest) => {
      const { dependencies = {}, peerDependencies = {}, devDependencies = {} } = manifest;
      expect(dependencies).not.toHaveProperty([domain.name]);
      const own = Object.entries({ ...devDependencies, ...dependencies, ...peerDependencies }).filter(
        ([name]) => name.startsWith('@notes/') && name !== '@notes/test-kit',
      );
      for (const [, version] of own) expect(version).toBe(domain.version);
    },
  );
});
