import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import type { Plugin } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The parts of a CycloneDX document (https://cyclonedx.org/docs/1.6/json/) that are put right here. */
interface Bom {
  readonly serialNumber?: string;
  readonly metadata: { readonly timestamp?: string; readonly component?: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string }[];
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
  /** Whether to hold the document to the schema of CycloneDX, which takes as long as all the rest of a build. */
  readonly validate?: boolean;
}

/** Writes the bill of materials of a bundle, CycloneDX 1.6. The same bundle has the same one, byte for byte. */
export function sbomPlugin({ file, appRoot, validate = false }: SbomOptions): Plugin {
  const generator = cyclonedxEsbuildPlugin({
    specVersion: '1.6',
    outputFile: file,
    validate,
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
            await write(result);
            await putRight(file, appRoot);
          }),
      }),
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
  // What esbuild was given on standard input is none of the materials.
  const components = bom.components.filter((one) => one !== app && !one.name.startsWith('VirtualComponent '));
  const refs = new Set([app, ...components].map((component) => component['bom-ref']));
  const dependencies = bom.dependencies.filter(({ ref }) => refs.has(ref));
  const about = { ...metadata, component: { ...app, type: 'application', scope: undefined } };
  await writeFile(
    file,
    `${JSON.stringify({ ...bom, metadata: about, components, dependencies }, undefined, 2)}\n`,
  );
}
