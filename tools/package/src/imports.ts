import { isBuiltin } from 'node:module';
import ts from 'typescript';
import type { CompiledFiles } from './compile.ts';
import type { Manifest } from './manifest.ts';

/**
 * Packages that compiled files, declarations included, import although the library neither depends on them nor asks its dependents for them. In
 * the workspace they are there anyway; whoever installs the library would not have them.
 */
export function undeclaredPackages(manifest: Manifest, files: CompiledFiles): readonly string[] {
  const { name, dependencies, peerDependencies, optionalDependencies } = manifest;
  const declared = new Set([
    name,
    ...Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }),
  ]);
  const imported = [...files.values()].flatMap((text) =>
    ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName),
  );
  const packages = imported.filter((path) => !path.startsWith('.') && !isBuiltin(path)).map(packageOf);
  return [...new Set(packages)]
    .filter((each) => !declared.has(each) && !declared.has(typesOf(each)))
    .toSorted();
}

const packageOf = (path: string) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

/** Where DefinitelyTyped keeps the types of a package that has none itself. */
const typesOf = (name: string) => `@types/${name.replace(/^@/, '').replace('/', '__')}`;
