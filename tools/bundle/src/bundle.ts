import { build, formatMessages } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { assertLeftOut, stubs } from './left-out.ts';
import { assertReplaced, replacements } from './replacements.ts';
import { sbomPlugin } from './sbom.ts';
import { LICENCES_FILE, thirdPartyLicences } from './third-party-licences.ts';

interface BundleOptions {
  /** Absolute path of the directory that receives `dist/`. */
  readonly workspaceRoot: string;
  /** Path of the app, relative to the workspace root; its entry is `src/main.ts`. */
  readonly appRoot: string;
}

interface Bundle {
  /** Absolute path of the deployed file. Its directory, which holds only the licences besides, is the content of the zip. */
  readonly file: string;
  readonly bytes: number;
  readonly warnings: readonly string[];
}

/**
 * Bundles an app into `dist/apps/<app>/main.cjs`, a CommonJS module that exports `handler`, and writes the licences of the packages in
 * it to a file beside.
 *
 * What helps to inspect the bundle but must not be deployed goes to `dist/inspect/<app>/`: the metafile
 * (https://esbuild.github.io/api/#metafile), the source map, the licence comments of the bundled packages and the bill of materials,
 * `sbom.cdx.json`.
 *
 * @throws when the app does not compile, does not export `handler`, bundles a package whose licence is not allowed, or one that must be left
 * out
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
    // For the same reason: what the SDK imports only when it needs it becomes a require(), too.
    supported: { 'dynamic-import': false },
    minify: true,
    // Without this, platform node takes a package's `main` and with it CommonJS that cannot be tree-shaken.
    mainFields: ['module', 'main'],
    // A map that the bundle does not name costs nothing at run time and still decodes a stack trace.
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'external',
    logLevel: 'silent',
    alias: stubs,
    plugins: [
      replacements,
      sbomPlugin({ file: join(inspected, 'sbom.cdx.json'), appRoot: join(workspaceRoot, appRoot) }),
    ],
  });
  assertLeftOut(result.metafile);
  assertReplaced(result.metafile);
  // Those of no bytes, too: what they only re-export is in the bundle because of them, and the bill of materials lists them.
  const files = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const licences = thirdPartyLicences({
    files: files.map((file) => resolve(workspaceRoot, file)),
    workspaceRoot,
  });

  await rm(deployed, { recursive: true, force: true });
  await Promise.all([deployed, inspected].map((directory) => mkdir(directory, { recursive: true })));
  for (const { path, contents } of result.outputFiles) {
    await writeFile(join(path.endsWith('.cjs') ? deployed : inspected, basename(path)), contents);
  }
  await writeFile(join(deployed, LICENCES_FILE), licences);
  await writeFile(join(inspected, 'meta.json'), JSON.stringify(result.metafile));

  const bytes = result.outputFiles.find(({ path }) => path.endsWith('.cjs'))?.contents.length ?? 0;
  const warnings = await formatMessages(result.warnings, { kind: 'warning' });
  return { file: join(deployed, 'main.cjs'), bytes, warnings };
}
