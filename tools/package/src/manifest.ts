type Versions = Readonly<Record<string, string>>;

/** As much of a package.json as publishing is about. https://docs.npmjs.com/cli/configuring-npm/package-json */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Versions;
  readonly engines?: Versions;
  readonly dependencies?: Versions;
  readonly peerDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly devDependencies?: Versions;
}

/** What the libraries have in common: where they are developed, once that is known. */
export interface WorkspaceManifest {
  readonly repository?: { readonly type: string; readonly url: string };
  readonly homepage?: string;
  readonly bugs?: unknown;
}

const PUBLISHED = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'type',
  'sideEffects',
  'peerDependenciesMeta',
] as const;

const SOURCE = /^\.\/src\/(.+)\.ts$/;
const EXACT = /^\d+\.\d+\.\d+$/;

/** The first versions of Node that can `require` an ES module without a flag: no second build is needed for CommonJS. */
const NODE_THAT_REQUIRES_ES_MODULES = '^20.19.0 || >=22.12.0';

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

/**
 * The package.json of the package: what npm and a dependent need, with `exports` that name the built files.
 * @param libRoot the library's folder in the repository
 */
export function publishedManifest(
  manifest: Manifest,
  { repository, homepage, bugs }: WorkspaceManifest,
  libRoot: string,
): object {
  const kept = Object.entries(manifest).filter(([key]) => (PUBLISHED as readonly string[]).includes(key));
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  return {
    ...Object.fromEntries(kept),
    ...(homepage !== undefined && { homepage }),
    ...(bugs !== undefined && { bugs }),
    ...(repository && { repository: { ...repository, directory: libRoot } }),
    engines: manifest.engines ?? { node: NODE_THAT_REQUIRES_ES_MODULES },
    exports: Object.fromEntries(
      [...exportedModules(manifest)].map(([subpath, module]) => [
        subpath,
        { types: `./dist/${module}.d.ts`, default: `./dist/${module}.js` },
      ]),
    ),
    files: ['dist'],
    ...(dependencies && { dependencies: ranges(dependencies) }),
    ...(peerDependencies && { peerDependencies: ranges(peerDependencies) }),
    ...(optionalDependencies && { optionalDependencies: ranges(optionalDependencies) }),
    publishConfig: { access: 'public', provenance: true },
  };
}

/** The workspace pins what it tests with; a dependent chooses, and shares what several packages need. */
function ranges(versions: Versions): Versions {
  return Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [name, EXACT.test(version) ? `^${version}` : version]),
  );
}
