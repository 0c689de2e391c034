import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleApp } from './bundle.ts';
import { writePackage } from './test-support/write-package.ts';

let workspaceRoot: string;

async function writeApp(files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(workspaceRoot, 'apps/sample/src'), { recursive: true });
  await writeFile(
    join(workspaceRoot, 'apps/sample/package.json'),
    '{"name":"@sample/app","version":"1.0.0"}',
  );
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(workspaceRoot, 'apps/sample/src', name), text);
  }
}

interface Sbom {
  readonly metadata: { readonly component: object };
  readonly components: readonly { readonly purl: string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const readSbom = () => readFile(join(workspaceRoot, 'dist/inspect/sample/sbom.cdx.json'), 'utf8');

const bundleSample = () => bundleApp({ workspaceRoot, appRoot: 'apps/sample' });

beforeEach(async () => {
  workspaceRoot = await mkdtemp(join(tmpdir(), 'bundle-'));
});

afterEach(async () => {
  await rm(workspaceRoot, { recursive: true, force: true });
});

describe('bundleApp', () => {
  it('writes one CommonJS file whose handler runs', async () => {
    await writeApp({
      'main.ts': `import { greet } from './greet.ts';
        export const handler = async (event: { name: string }): Promise<string> => greet(event.name);`,
      'greet.ts': `import { createHash } from 'node:crypto';
        export const greet = (name: string) => \`hello \${name} \${createHash('md5').update('').digest('hex').slice(0, 4)}\`;`,
    });

    const { file, bytes } = await bundleSample();

    expect(file).toBe(join(workspaceRoot, 'dist/apps/sample/main.cjs'));
    expect(bytes).toBe((await readFile(file)).length);
    const bundle = createRequire(file)(file) as { handler: (event: object) => Promise<string> };
    await expect(bundle.handler({ name: 'Ada' })).resolves.toBe('hello Ada d41d');
  });

  it('keeps the deployed directory to that file and what inspects it beside', async () => {
    await writeApp({ 'main.ts': `export const handler = () => 1;` });

    await bundleSample();

    await expect(readdir(join(workspaceRoot, 'dist/apps/sample'))).resolves.toEqual([
      'THIRD-PARTY-LICENSES.txt',
      'main.cjs',
    ]);
    await expect(readdir(join(workspaceRoot, 'dist/inspect/sample'))).resolves.toEqual(
      expect.arrayContaining(['main.cjs.map', 'meta.json', 'sbom.cdx.json']),
    );
    await expect(readFile(join(workspaceRoot, 'dist/apps/sample/main.cjs'), 'utf8')).resolves.not.toContain(
      'sourceMappingURL',
    );
  });

  it('hands on what esbuild warns about', async () => {
    await writeApp({ 'main.ts': `export const handler = () => import.meta.url;` });

    const { warnings } = await bundleSample();

    expect(warnings).toEqual([expect.stringContaining('"import.meta" is not available with the "cjs"')]);
  });

  it('loads what is imported when it is needed, and as CommonJS', async () => {
    await writeApp({
      'main.ts': `export const handler = async (): Promise<string> => typeof (await import('node:http')).request;`,
    });

    const { file } = await bundleSample();

    await expect(readFile(file, 'utf8')).resolves.not.toContain('import(');
    const bundle = createRequire(file)(file) as { handler: () => Promise<string> };
    await expect(bundle.handler()).resolves.toBe('function');
  });

  it('leaves out code that nothing uses', async () => {
    await writeApp({
      'main.ts': `import { used } from './parts.ts'; export const handler = () => used;`,
      'parts.ts': `export const used = 'kept-text'; export const unused = 'dropped-text';`,
    });

    const { file } = await bundleSample();

    const text = await readFile(file, 'utf8');
    expect(text).toContain('kept-text');
    expect(text).not.toContain('dropped-text');
  });

  it('refuses an app without a handler and leaves the last bundle alone', async () => {
    await writeApp({ 'main.ts': `export const handler = () => 'first';` });
    const { file } = await bundleSample();
    const before = await readFile(file, 'utf8');
    await writeApp({ 'main.ts': `export const handle = () => 'second';` });

    await expect(bundleSample()).rejects.toThrow(
      'No matching export in "apps/sample/src/main.ts" for import "handler"',
    );

    await expect(readFile(file, 'utf8')).resolves.toBe(before);
  });

  describe('with code of other people', () => {
    beforeEach(async () => {
      await writeApp({
        'main.ts': `import { pad } from 'pad'; import { trim } from '@tools/trim'; import { unused } from 'unused';
          export const handler = () => pad(trim(' a '));`,
      });
      await writePackage(workspaceRoot, {
        name: 'pad',
        files: {
          'index.js': `import { space } from '@tools/space'; export const pad = (text) => space() + text;`,
          LICENSE: 'The licence of pad.\r\n',
        },
      });
      await writePackage(workspaceRoot, {
        name: '@tools/space',
        license: 'ISC',
        files: {
          'index.js': `export const space = () => ' '.repeat(Math.random() * 9);`,
          'LICENSE.md': 'The licence of space.',
        },
      });
      await writePackage(workspaceRoot, {
        name: '@tools/trim',
        files: { 'index.js': `export const trim = (text) => text.trim();`, LICENSE: 'The licence of trim.' },
      });
      await writePackage(workspaceRoot, {
        name: 'unused',
        files: { 'index.js': `export const unused = 1;`, LICENSE: 'The licence of unused.' },
      });
    });

    it('lists what is in the bundle, and who asked for it', async () => {
      await bundleSample();

      const { metadata, components, dependencies } = JSON.parse(await readSbom()) as Sbom;
      expect(metadata.component).toMatchObject({ type: 'application', group: '@sample', name: 'app' });
      expect(components.map(({ purl }) => purl).sort()).toEqual([
        'pkg:npm/%40tools/space@1.0.0',
        'pkg:npm/%40tools/trim@1.0.0',
        'pkg:npm/pad@1.0.0',
      ]);
      expect(dependencies).toContainEqual({ ref: 'pad@1.0.0', dependsOn: ['@tools/space@1.0.0'] });
      expect(dependencies).toContainEqual({
        ref: '@sample/app@1.0.0',
        dependsOn: expect.arrayContaining(['pad@1.0.0', '@tools/trim@1.0.0']),
      });
    });

    it('writes the same list for the same bundle', async () => {
      await bundleSample();
      const first = await readSbom();
      await bundleSample();

      await expect(readSbom()).resolves.toBe(first);
      expect(first).not.toMatch(/serialNumber|timestamp/);
      expect(first).not.toContain(workspaceRoot);
    });

    it('hands on the licence of every package in the bundle, and of none that was left out', async () => {
      const { file } = await bundleSample();

      const text = await readFile(join(dirname(file), 'THIRD-PARTY-LICENSES.txt'), 'utf8');
      expect(text).toContain('pad@1.0.0 (MIT)\n\nThe licence of pad.\n');
      expect(text).toContain('@tools/space@1.0.0 (ISC)\n\nThe licence of space.\n');
      expect(text).toContain('@tools/trim@1.0.0 (MIT)\n\nThe licence of trim.\n');
      expect(text).not.toContain('unused');
    });

    it('refuses a licence that is not allowed and leaves the last bundle alone', async () => {
      const { file } = await bundleSample();
      const before = await readFile(file, 'utf8');
      await writePackage(workspaceRoot, {
        name: '@tools/trim',
        license: 'GPL-3.0-only',
        files: { 'index.js': `export const trim = (text) => text.trimEnd();` },
      });

      await expect(bundleSample()).rejects.toThrow(
        /allowed licence.*: @tools\/trim@1\.0\.0 \(GPL-3\.0-only\)/,
      );

      await expect(readFile(file, 'utf8')).resolves.toBe(before);
    });
  });
});
