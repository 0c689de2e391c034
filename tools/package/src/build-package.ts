import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compile } from './compile.ts';
import { undeclaredPackages } from './imports.ts';
import { type Manifest, type WorkspaceManifest, exportedModules, publishedManifest } from './manifest.ts';

export interface PackageOptions {
  /** Absolute path of the workspace, whose `LICENSE` and, where there is one, `repository` go into the package. */
  readonly workspaceRoot: string;
  /** Path of the library, relative to the workspace's root. */
  readonly libRoot: string;
  /** Absolute path of the folder that receives the package; default `dist/<libRoot>` of the workspace. It is replaced. */
  readonly outDir?: string;
}

/**
 * Builds a library into a folder that `npm pack` and `npm publish` take: JavaScript, since Node strips no types below `node_modules`, declarations, a
 * package.json without what only the workspace needs, the library's README and changelog, and the licence.
 *
 * @returns the folder's absolute path
 * @throws Error when the library is private, does not compile, imports a package that it does not declare, or has no README; what was built before stays
 */
export async function buildPackage({ workspaceRoot, libRoot, outDir }: PackageOptions): Promise<string> {
  const lib = join(workspaceRoot, libRoot);
  const target = outDir ?? join(workspaceRoot, 'dist', libRoot);
  const manifest = await readManifest<Manifest>(lib);
  const published = publishedManifest(
    manifest,
    await readManifest<WorkspaceManifest>(workspaceRoot),
    libRoot,
  );
  const readme = await readFile(join(lib, 'README.md'), 'utf8');
  const changelog = join(lib, 'CHANGELOG.md');
  const entries = [...exportedModules(manifest).values()].map((module) => join(lib, 'src', `${module}.ts`));
  const files = compile({ libRoot: lib, entries });
  const undeclared = undeclaredPackages(manifest, files);
  if (undeclared.length > 0) {
    throw new Error(`${manifest.name} imports what it does not depend on: ${undeclared.join(', ')}.`);
  }

  await rm(target, { recursive: true, force: true });
  for (const [path, text] of files) {
    const file = join(target, 'dist', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await writeFile(join(target, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
  await writeFile(join(target, 'README.md'), readme);
  // There is none before the first release.
  if (existsSync(changelog)) await cp(changelog, join(target, 'CHANGELOG.md'));
  await cp(join(workspaceRoot, 'LICENSE'), join(target, 'LICENSE'));
  return target;
}

async function readManifest<Kind>(folder: string): Promise<Kind> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Kind;
}
