import { build } from 'esbuild';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sbomPlugin } from './sbom.ts';
import { writePackage } from './test-support/write-package.ts';

interface Sbom {
  readonly components: readonly { readonly 'bom-ref': string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Validation {
  readonly JsonStrictValidator: new (version: string) => { validate(text: string): Promise<unknown> };
}

// The generator keeps the schemas of CycloneDX in a package of its own.
const fromGenerator = createRequire(require.resolve('@cyclonedx/cyclonedx-esbuild'));
const { JsonStrictValidator } = fromGenerator('@cyclonedx/cyclonedx-library/Validation') as Validation;

let workspaceRoot: string;

async function sbomOf(main: string): Promise<string> {
  const appRoot = join(workspaceRoot, 'app');
  const file = join(workspaceRoot, 'dist/sbom.cdx.json');
  await mkdir(appRoot, { recursive: true });
  await writeFile(join(appRoot, 'package.json'), '{"name":"@sample/app","version":"1.0.0"}');
  await writeFile(join(appRoot, 'main.ts'), main);
  await build({
    absWorkingDir: workspaceRoot,
    stdin: { contents: `export * from './app/main.ts';`, resolveDir: workspaceRoot },
    outfile: join(workspaceRoot, 'dist/main.js'),
    bundle: true,
    write: false,
    minify: true,
    logLevel: 'silent',
    plugins: [sbomPlugin({ file, appRoot })],
  });
  return readFile(file, 'utf8');
}

beforeEach(async () => {
  workspaceRoot = await mkdtemp(join(tmpdir(), 'sbom-'));
  await writePackage(workspaceRoot, {
    name: 'barrel',
    files: {
      'index.js': `export { inner } from './inner.js'; export { other } from 'other';`,
      'inner.js': `import { deep } from 'deep'; export const inner = () => deep() + 1;`,
    },
  });
  await writePackage(workspaceRoot, {
    name: 'deep',
    files: { 'index.js': `export const deep = () => Math.random();` },
  });
  await writePackage(workspaceRoot, {
    name: 'other',
    files: { 'index.js': `export const other = () => 1;` },
  });
});

afterEach(async () => {
  await rm(workspaceRoot, { recursive: true, force: true });
});

describe('sbomPlugin', () => {
  const main = `import { inner } from 'barrel'; export const handler = () => inner();`;

  it('writes what the schema of CycloneDX 1.6 asks for', async () => {
    const text = await sbomOf(main);
    const validator = new JsonStrictValidator('1.6');

    await expect(validator.validate(text)).resolves.toBeNull();
    await expect(validator.validate(text.replace('"components"', '"parts"'))).resolves.not.toBeNull();
  });

  it('follows imports through modules of which nothing remains, and lists no package of which nothing does', async () => {
    const { components, dependencies } = JSON.parse(await sbomOf(main)) as Sbom;

    expect(components.map((one) => one['bom-ref']).sort()).toEqual(['barrel@1.0.0', 'deep@1.0.0']);
    expect(dependencies).toHaveLength(3);
    expect(dependencies).toContainEqual({ ref: '@sample/app@1.0.0', dependsOn: ['barrel@1.0.0'] });
    expect(dependencies).toContainEqual({ ref: 'barrel@1.0.0', dependsOn: ['deep@1.0.0'] });
  });

  it('depends on nothing that is not listed, such as text that stands in the place of a module', async () => {
    const { components, dependencies } = JSON.parse(
      await sbomOf(
        `${main} export const other = () => left; import { left } from 'data:text/javascript,export const left = Math.random();';`,
      ),
    ) as Sbom;

    const listed = ['@sample/app@1.0.0', ...components.map((one) => one['bom-ref'])];
    expect(listed).toHaveLength(3);
    expect(listed).toEqual(
      expect.arrayContaining(dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])),
    );
  });

  it('adds nothing to the errors of a build that fails', async () => {
    await expect(sbomOf(`import './missing.ts';`)).rejects.toMatchObject({
      errors: [{ text: expect.stringContaining('Could not resolve') }],
    });
  });
});
