import { type Metafile, type Plugin, build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { REPLACED_MODULES, assertReplaced, replacements } from './replacements.ts';

const NODE_MODULES = resolve(__dirname, '../../../node_modules');

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'replacements-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Bundles what the installed packages export, and loads it. */
async function load<Exports>(contents: string): Promise<Exports> {
  const outfile = join(directory, 'main.cjs');
  await build({
    stdin: { contents, resolveDir: __dirname },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    plugins: [replacements],
  });
  return createRequire(outfile)(outfile) as Exports;
}

describe('replacements', () => {
  it('reads a setting from the environment once, or takes its default', async () => {
    interface Setting {
      readonly environmentVariableSelector: (env: NodeJS.ProcessEnv) => unknown;
      readonly default?: unknown;
    }
    const { loadConfig } = await load<{ loadConfig: (setting: Setting) => () => Promise<unknown> }>(
      `export { loadConfig } from '@smithy/core/config';`,
    );
    const found = jest.fn((env: NodeJS.ProcessEnv) => typeof env['PATH']);
    const setting = loadConfig({ environmentVariableSelector: found, default: 'unused' });
    expect([await setting(), await setting()]).toEqual(['string', 'string']);
    expect(found).toHaveBeenCalledTimes(1);

    const missing = () => undefined;
    await expect(loadConfig({ environmentVariableSelector: missing, default: false })()).resolves.toBe(false);
    const given = async () => 'made';
    await expect(loadConfig({ environmentVariableSelector: missing, default: given })()).resolves.toBe(
      'made',
    );
    const refused = () => {
      throw new Error('Region is missing');
    };
    await expect(loadConfig({ environmentVariableSelector: missing, default: refused })()).rejects.toThrow(
      'Region is missing',
    );
    await expect(loadConfig({ environmentVariableSelector: refused, default: 1 })()).resolves.toBe(1);
  });

  it('tells streams and blobs of the web from those of Node', async () => {
    interface Serde {
      readonly isReadableStream: (value: unknown) => boolean;
      readonly isBlob: (value: unknown) => boolean;
    }
    const { isReadableStream, isBlob } = await load<Serde>(
      `export { isReadableStream, isBlob } from '@smithy/core/serde';`,
    );
    const values = [new ReadableStream(), new Blob([]), Readable.from([]), {}, undefined];
    expect(values.map(isReadableStream)).toEqual([true, false, false, false, false]);
    expect(values.map(isBlob)).toEqual([false, true, false, false, false]);
  });

  it.each(REPLACED_MODULES)('exports what the installed %s does', async (module) => {
    const namesWith = async (plugins: Plugin[]) => {
      const { metafile } = await build({
        entryPoints: [join(NODE_MODULES, module)],
        outdir: directory,
        bundle: true,
        write: false,
        metafile: true,
        format: 'esm',
        platform: 'node',
        logLevel: 'silent',
        plugins,
      });
      return Object.values(metafile.outputs).flatMap((output) => output.exports);
    };
    const names = await namesWith([]);
    expect(names).not.toEqual([]);
    expect(await namesWith([replacements])).toEqual(names);
  });
});

describe('assertReplaced', () => {
  const metafile = (...files: string[]) =>
    ({ inputs: Object.fromEntries(files.map((file) => [file, {}])) }) as unknown as Metafile;

  it('names what has gone from a package that is bundled', () => {
    const bundled = metafile('node_modules/@smithy/core/dist-es/index.js');
    expect(() => {
      assertReplaced(bundled);
    }).toThrow(/replacements\.ts.*configLoader\.js, .*stream-type-check\.js any more/);
  });

  it('asks nothing of a bundle without the package', () => {
    expect(() => {
      assertReplaced(metafile('apps/sample/src/main.ts', 'node_modules/zod/index.js'));
    }).not.toThrow();
  });
});
