import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const PEERS = resolve(import.meta.dirname, '../peers');
const APPS = resolve(import.meta.dirname, '../../../../apps');

/** Where the bundles of a run are written; a file name there is the peer's. */
const OUTPUT = resolve(import.meta.dirname, '../../../../dist/bench/cold-start');

/** The settings of our own bundles: see tools/bundle. */
const AS_OURS: BuildOptions = {
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
};

/** How a team that has read esbuild's "Getting started" for Node, and no more, bundles. */
export const USUAL: BuildOptions = {
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
};

/**
 * Bundles a module of ../peers/ that exports `handler`, or `createHandler` which makes one from the environment.
 * @returns the bundle's path
 */
export function bundlePeer(
  name: string,
  exported: 'handler' | 'createHandler',
  settings: BuildOptions = AS_OURS,
): Promise<string> {
  const from = `from './${name}.ts';`;
  const contents =
    exported === 'handler'
      ? `export { handler } ${from}`
      : `import { createHandler } ${from} export const handler = createHandler(process.env);`;
  return bundle(name, { ...settings, stdin: { contents, resolveDir: PEERS, sourcefile: `${name}.js` } });
}

/**
 * Bundles an app of ours as it is, but for one package, in whose place a module of ../peers/ stands.
 * @returns the bundle's path
 */
export function bundleAppWith(app: string, packageName: string, name: string): Promise<string> {
  return bundle(`${app}-${name}`, {
    ...AS_OURS,
    entryPoints: [join(APPS, app, 'src/main.ts')],
    alias: { [packageName]: join(PEERS, `${name}.ts`) },
  });
}

async function bundle(name: string, options: BuildOptions): Promise<string> {
  const outfile = join(OUTPUT, `${name}.cjs`);
  await build({ ...options, bundle: true, outfile, logLevel: 'silent' });
  return outfile;
}
