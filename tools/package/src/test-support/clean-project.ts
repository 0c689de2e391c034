import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from '../manifest.ts';
import { WORKSPACE } from './run.ts';

const FIXTURES = join(__dirname, '../../test-fixtures/clean-project');

/** What the project has besides our packages, in the versions of the workspace. */
const TOOLS = ['jest', 'vitest', 'typescript', '@types/jest', '@types/node'];

const execute = promisify(execFile);

/** A library that is published. */
export interface Library {
  readonly name: string;
  /** Its folder, absolute. */
  readonly folder: string;
  /** What `nx run <project>:package` made of it. */
  readonly built: string;
}

export interface CleanProject {
  readonly folder: string;
  /** By package name. */
  readonly tarballs: ReadonlyMap<string, string>;
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;

/** Every library that is not private. @throws Error when one has not been built. */
export function publishedLibraries(): readonly Library[] {
  const manifests = globSync(['libs/*/package.json', 'libs/adapters/*/package.json'], {
    cwd: WORKSPACE,
  }).sort();
  return manifests.flatMap((path) => {
    const { name, private: isPrivate } = readJson(join(WORKSPACE, path));
    if (isPrivate) return [];
    const built = join(WORKSPACE, 'dist', dirname(path));
    if (!existsSync(join(built, 'package.json'))) {
      throw new Error(
        `${name} has not been built. Run "npx nx run-many -t package", or "npm run test:package".`,
      );
    }
    return [{ name, folder: join(WORKSPACE, dirname(path)), built }];
  });
}

/**
 * A project with the packages of all libraries installed. What they depend on comes from npm's cache or the registry.
 * @param parent an empty folder outside of the workspace, for the project and the tarballs
 */
export async function createCleanProject(
  libraries: readonly Library[],
  parent: string,
): Promise<CleanProject> {
  const folder = join(parent, 'project');
  await mkdir(folder);
  const packed = await execute(
    'npm',
    [
      'pack',
      '--json',
      '--ignore-scripts',
      '--pack-destination',
      parent,
      ...libraries.map(({ built }) => built),
    ],
    { cwd: parent },
  );
  const tarballs = new Map(
    (JSON.parse(packed.stdout) as { name: string; filename: string }[]).map(({ name, filename }) => [
      name,
      join(parent, filename),
    ]),
  );
  const manifest = { private: true, type: 'module', dependencies: exactVersions(libraries) };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await execute('npm', ['install', ...options, ...tarballs.values()], { cwd: folder }).catch(
    (error: unknown) => {
      const said = (error as { stderr?: string }).stderr ?? String(error);
      throw new Error(`npm did not install the packages; it needs the registry, or its cache.\n${said}`);
    },
  );
  await cp(FIXTURES, folder, { recursive: true });
  return { folder, tarballs };
}

/** The versions that the workspace pins, of the tools and of all that our packages depend on. */
function exactVersions(libraries: readonly Library[]): Readonly<Record<string, string>> {
  const manifests = libraries.map(({ folder }) => readJson(join(folder, 'package.json')));
  const needed = manifests.flatMap(({ dependencies, peerDependencies }) =>
    Object.keys({ ...dependencies, ...peerDependencies }),
  );
  const wanted = new Set([...TOOLS, ...needed]);
  const pinned = [readJson(join(WORKSPACE, 'package.json')), ...manifests].flatMap((manifest) =>
    Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies }),
  );
  return Object.fromEntries(pinned.filter(([name]) => wanted.has(name) && !name.startsWith('@notes/')));
}
