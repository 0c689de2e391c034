import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleApp } from './bundle.ts';

let workspaceRoot: string;

async function writeApp(files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(workspaceRoot, 'apps/sample/src'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(workspaceRoot, 'apps/sample/src', name), text);
  }
}

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

    await expect(readdir(join(workspaceRoot, 'dist/apps/sample'))).resolves.toEqual(['main.cjs']);
    await expect(readdir(join(workspaceRoot, 'dist/inspect/sample'))).resolves.toEqual(
      expect.arrayContaining(['main.cjs.map', 'meta.json']),
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
});
