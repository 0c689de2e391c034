import { type Metafile, build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertReplaced, replacements } from './replacements.ts';

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

  it('tells streams and blobs of the web from those of Node, and makes ids', async () => {
    interface Serde {
      readonly isReadableStream: (value: unknown) => boolean;
      readonly isBlob: (value: unknown) => boolean;
      readonly generateIdempotencyToken: () => string;
    }
    const serde = await load<Serde>(
      `export { isReadableStream, isBlob, generateIdempotencyToken } from '@smithy/core/serde';`,
    );
    expect([new ReadableStream(), new Blob([]), {}, undefined].map(serde.isReadableStream)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([new ReadableStream(), new Blob([]), {}, undefined].map(serde.isBlob)).toEqual([
      false,
      true,
      false,
      false,
    ]);
    const ids = [serde.generateIdempotencyToken(), serde.generateIdempotencyToken()];
    expect(ids[0]).not.toBe(ids[1]);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('says of what was left out that it was', async () => {
    type Constructor = new () => unknown;
    const { Sha256Js, DefaultRateLimiter } = await load<
      Record<'Sha256Js' | 'DefaultRateLimiter', Constructor>
    >(
      `export { Sha256Js } from '@smithy/core/checksum'; export { DefaultRateLimiter } from '@smithy/core/retry';`,
    );
    expect(() => new Sha256Js()).toThrow('that of node:crypto');
    expect(() => new DefaultRateLimiter()).toThrow('adaptive retry mode is not in this bundle');
  });

  it('keeps a container for values and what is made of them, and refuses classes', async () => {
    const { container, bindClass } = await load<{
      container: { get: (id: unknown) => unknown };
      bindClass: () => void;
    }>(`
      import { Container } from 'inversify';
      class Service {}
      export const container = new Container({ defaultScope: 'Singleton' });
      container.bind('port').toConstantValue(2);
      container.bind('double').toResolvedValue((port) => ({ value: 2 * port }), ['port']);
      export const bindClass = () => container.bind(Service).toSelf();`);
    expect(container.get('double')).toEqual({ value: 4 });
    expect(container.get('double')).toBe(container.get('double'));
    expect(() => container.get('nothing')).toThrow('No bindings found');
    expect(bindClass).toThrow('bind no classes');
  });
});

describe('assertReplaced', () => {
  const metafile = (...files: string[]) =>
    ({ inputs: Object.fromEntries(files.map((file) => [file, {}])) }) as unknown as Metafile;

  it('names what has gone from a package that is bundled', () => {
    const bundled = metafile('node_modules/@aws-sdk/client-dynamodb/dist-es/index.js');
    expect(() => {
      assertReplaced(bundled);
    }).toThrow(/replacements\.ts.*@aws-sdk\/client-dynamodb\/package\.json any more/);
  });

  it('asks nothing of a bundle without those packages', () => {
    expect(() => {
      assertReplaced(metafile('apps/sample/src/main.ts', 'node_modules/zod/index.js'));
    }).not.toThrow();
  });
});
