import { build, formatMessages } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

interface BundleOptions {
  /** Absolute path of the directory that receives `dist/`. */
  readonly workspaceRoot: string;
  /** Path of the app, relative to the workspace root; its entry is `src/main.ts`. */
  readonly appRoot: string;
}

interface Bundle {
  /** Absolute path of the deployed file. It is alone in its directory, so that directory is the content of the zip. */
  readonly file: string;
  readonly bytes: number;
  readonly warnings: readonly string[];
}

/**
 * Bundles an app into `dist/apps/<app>/main.cjs`, a CommonJS module that exports `handler`.
 *
 * What helps to inspect the bundle but must not be deployed goes to `dist/inspect/<app>/`: the metafile
 * (https://esbuild.github.io/api/#metafile), the source map and the licence comments of the bundled packages.
 *
 * @throws when the app does not compile or does not export `handler`
 */
export async function bundleApp({ workspaceRoot, appRoot }: BundleOptions): Promise<Bundle> {
  const app = basename(appRoot);
  const deployed = join(workspaceRoot, 'dist/apps', app);
  const inspected = join(workspaceRoot, 'dist/inspect', app);

  const result = await build({
    absWorkingDir: workspaceRoot,
    // Naming the export here makes an app without a handler a build error, and drops whatever else main.ts exports.
    stdin: { contents: `export { handler } from './${appRoot}/src/main.ts';`, resolveDir: workspaceRoot },
    outfile: join(deployed, 'main.cjs'),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    // require() loads node:http without undici, which the import of an ES module does not: 26 ms of a cold start.
    format: 'cjs',
    minify: true,
    // Without this, platform node takes a package's `main` and with it CommonJS that cannot be tree-shaken.
    mainFields: ['module', 'main'],
    // A map that the bundle does not name costs nothing at run time and still decodes a stack trace.
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'external',
    logLevel: 'silent',
  });

  await Promise.all(
    [deployed, inspected].map((directory) => rm(directory, { recursive: true, force: true })),
  );
  await Promise.all([deployed, inspected].map((directory) => mkdir(directory, { recursive: true })));
  for (const { path, contents } of result.outputFiles) {
    await writeFile(join(path.endsWith('.cjs') ? deployed : inspected, basename(path)), contents);
  }
  await writeFile(join(inspected, 'meta.json'), JSON.stringify(result.metafile));

  const bytes = result.outputFiles.find(({ path }) => path.endsWith('.cjs'))?.contents.length ?? 0;
  const warnings = await formatMessages(result.warnings, { kind: 'warning' });
  return { file: join(deployed, 'main.cjs'), bytes, warnings };
}
