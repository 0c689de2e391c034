import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const WORKSPACE = resolve(__dirname, '../../../..');

/** What a lock file says of a package (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json). */
interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** A workspace, found elsewhere. */
  readonly link?: boolean;
  /** Came inside of another package's archive, whose integrity covers it. */
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

/** The packages of a lock file by the place where they are installed; `''` and paths outside of `node_modules` are our own. */
export function lockedPackages(path: string): readonly (readonly [place: string, entry: LockedPackage])[] {
  const { packages } = readJson(path) as { readonly packages: Readonly<Record<string, LockedPackage>> };
  return Object.entries(packages);
}

/** Reads a JSON file of the workspace. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(resolve(WORKSPACE, path), 'utf8'));
}

/** The name of the package installed at a place such as `node_modules/a/node_modules/@b/c`. */
export function packageNameAt(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
