import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import type { BuildResult, Metafile, Plugin } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageDirectory } from './bundled-packages.ts';

/** The parts of a CycloneDX document (https://cyclonedx.org/docs/1.6/json/) that are put right here. */
interface Bom {
  readonly serialNumber?: string;
  readonly metadata: { readonly timestamp?: string; readonly component?: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly type: string;
  readonly name: string;
  readonly 'bom-ref': string;
}

interface SbomOptions {
  /** Absolute path of the file to write. */
  readonly file: string;
  /** Absolute path of the app's directory, whose package.json names what the document is about. */
  readonly appRoot: string;
}

/** Writes the bill of materials of a bundle, CycloneDX 1.6. The same bundle has the same one, byte for byte. */
export function sbomPlugin({ file, appRoot }: SbomOptions): Plugin {
  const generator = cyclonedxEsbuildPlugin({
    specVersion: '1.6',
    outputFile: file,
    // It takes as long as all the rest of a build. The tests do it.
    validate: false,
    logLevel: 'silent',
    // Its own way to a reproducible document runs yarn and bun, wherever there are any.
    outputReproducible: false,
  });
  return {
    name: generator.name,
    setup: (build) =>
      generator.setup({
        ...build,
        onEnd: (write) =>
          build.onEnd(async (result) => {
            // Of a build that failed the generator would say, besides, that it has no metafile.
            if (result.errors.length > 0) return;
            await write(withEveryImport(result));
            await putRight(file, appRoot);
          }),
      }),
  };
}

/**
 * Adds to each output the modules of its packages that were left out of it. The generator knows no others, and would miss every import
 * that goes through a module such as an index.ts, of which nothing remains.
 */
function withEveryImport(result: BuildResult): BuildResult {
  const { metafile } = result;
  if (!metafile) return result;
  const extend = (output: Metafile['outputs'][string]) => {
    const present = new Set(Object.keys(output.inputs).map(packageDirectory));
    const leftOut = Object.keys(metafile.inputs).filter((path) => present.has(packageDirectory(path)));
    const nothing = Object.fromEntries(leftOut.map((path) => [path, { bytesInOutput: 0 }]));
    return { ...output, inputs: { ...nothing, ...output.inputs } };
  };
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => [path, extend(output)]);
  return {
    ...result,
    metafile: { ...metafile, outputs: Object.fromEntries(outputs) as Metafile['outputs'] },
  };
}

/** Takes out what differs from run to run, and makes the document be about the app rather than about the whole workspace. */
async function putRight(file: string, appRoot: string): Promise<void> {
  const { name, version } = JSON.parse(await readFile(join(appRoot, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const { serialNumber: _, ...bom } = JSON.parse(await readFile(file, 'utf8')) as Bom;
  const { timestamp: __, ...metadata } = bom.metadata;
  const app = bom.components.find((component) => component['bom-ref'] === `${name}@${version}`);
  if (!app) throw new Error(`The bundle holds nothing of ${name}.`);
  // What esbuild was given as text, on standard input or in the place of a module, is none of the materials.
  const components = bom.components.filter((one) => one !== app && !one.name.startsWith('VirtualComponent '));
  const refs = new Set([app, ...components].map((component) => component['bom-ref']));
  const dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ dependsOn, ...one }) =>
      dependsOn ? { ...one, dependsOn: dependsOn.filter((ref) => refs.has(ref)) } : one,
    );
  const about = { ...metadata, component: { ...app, type: 'application', scope: undefined } };
  await writeFile(
    file,
    `${JSON.stringify({ ...bom, metadata: about, components, dependencies }, undefined, 2)}\n`,
  );
}
