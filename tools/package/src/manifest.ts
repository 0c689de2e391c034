/** As much of a package.json as publishing is about. https://docs.npmjs.com/cli/configuring-npm/package-json */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string>>;
  readonly engines?: Readonly<Record<string, string>>;
}

const PUBLISHED = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'repository',
  'type',
  'sideEffects',
  'dependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'optionalDependencies',
] as const;

const SOURCE = /^\.\/src\/(.+)\.ts$/;

/**
 * The modules of `src` that a library exports, by subpath.
 * @throws Error when it is private or exports nothing, or anything but modules of its `src`.
 */
export function exportedModules({ name, private: isPrivate, exports = {} }: Manifest): Map<string, string> {
  if (isPrivate) throw new Error(`${name} is private: it is not meant to be published.`);
  const modules = Object.entries(exports).map(([subpath, target]) => {
    const [, module] = SOURCE.exec(target) ?? [];
    if (module === undefined) throw new Error(`${name} exports ${target}, which is not a module of its src.`);
    return [subpath, module] as const;
  });
  if (modules.length === 0) throw new Error(`${name} exports nothing.`);
  return new Map(modules);
}

/** The package.json of the package: what npm and a dependent need, with `exports` that name the built files. */
export function publishedManifest(manifest: Manifest, workspace: Pick<Manifest, 'engines'>): object {
  const engines = manifest.engines ?? workspace.engines;
  const kept = Object.entries(manifest).filter(([key]) => (PUBLISHED as readonly string[]).includes(key));
  return {
    ...Object.fromEntries(kept),
    ...(engines && { engines }),
    exports: Object.fromEntries(
      [...exportedModules(manifest)].map(([subpath, module]) => [
        subpath,
        { types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` },
      ]),
    ),
    files: ['dist'],
  };
}
