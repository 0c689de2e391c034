import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of which code is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json declares it: an SPDX identifier, or anything else, or nothing. */
  readonly licence: string | undefined;
  readonly author: string | undefined;
  /** Where it is installed. */
  readonly directory: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: string | { readonly name?: string };
}

/** `.../node_modules/name` or `.../node_modules/@scope/name`, the innermost one of a path. */
const PACKAGE_DIRECTORY = /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The packages that files come from, by name and version. Files outside of any `node_modules` are our own.
 * @param files absolute paths
 * @throws Error when a package's package.json cannot be read.
 */
export function packagesOf(files: readonly string[]): readonly BundledPackage[] {
  const directories = new Set(files.map(packageDirectory));
  return [...directories]
    .flatMap((directory) => (directory === undefined ? [] : readPackage(directory)))
    .sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

/** Where the package that a file comes from is installed; undefined for our own files. */
export function packageDirectory(file: string): string | undefined {
  return PACKAGE_DIRECTORY.exec(file)?.[0];
}

function readPackage(directory: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license, author } = manifest;
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : undefined,
    author: typeof author === 'object' ? author.name : author,
    directory,
  };
}

/** How a package and its version are written. */
export function identity({ name, version }: BundledPackage): string {
  return `${name}@${version}`;
}
