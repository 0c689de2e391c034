import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Package {
  readonly name: string;
  readonly license?: string | undefined;
  readonly author?: string | { readonly name: string };
  readonly files: Readonly<Record<string, string>>;
}

/** Puts version 1.0.0 of an ES module package, under MIT unless told otherwise, where npm would install it. */
export async function writePackage(workspaceRoot: string, { files, ...described }: Package): Promise<string> {
  const directory = join(workspaceRoot, 'node_modules', described.name);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const manifest = { version: '1.0.0', type: 'module', sideEffects: false, license: 'MIT', ...described };
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}
