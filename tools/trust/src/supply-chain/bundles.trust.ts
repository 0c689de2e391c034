import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recordFigures } from '../support/figures.ts';
import { WORKSPACE, lockedPackages, packageNameAt } from './lock-file.ts';

interface Sbom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly licenses?: readonly { readonly license: { readonly id?: string } }[];
}

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, object>> }>>;
}

const read = (path: string) => readFileSync(resolve(WORKSPACE, path), 'utf8');
const locked = new Map(lockedPackages('package-lock.json'));
const figures: Record<string, number | string> = {};

/** Where the packages of other people are installed of which a bundle holds code, by esbuild's account. */
function placesOf(app: string): readonly string[] {
  const { outputs } = JSON.parse(read(`dist/inspect/${app}/meta.json`)) as Metafile;
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const places = inputs.flatMap((path) => /^.*\bnode_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(places)];
}

const identities = (places: readonly string[]) =>
  places.map((place) => `${packageNameAt(place)}@${locked.get(place)?.version ?? 'not locked'}`).sort();
const identity = ({ group, name, version }: Component) => `${group ? `${group}/` : ''}${name}@${version}`;

afterAll(() => recordFigures('supply-chain', figures));

describe.each([
  { app: 'authorizer', name: '@notes/authorizer-app', leastPackages: 0, mostPackages: 0 },
  { app: 'notes-api', name: '@notes/notes-api-app', leastPackages: 6, mostPackages: Infinity },
])('the bundle of $app', ({ app, name, leastPackages, mostPackages }) => {
  const places = placesOf(app);
  const bundled = identities(places);
  const sbom = JSON.parse(read(`dist/inspect/${app}/sbom.cdx.json`)) as Sbom;
  const ours = sbom.components.filter(({ group }) => group === '@notes');
  const theirs = sbom.components.filter(({ group }) => group !== '@notes');

  it('holds nothing but packages that the lock file has the hash of', () => {
    expect(places.length).toBeGreaterThanOrEqual(leastPackages);
    expect(places.length).toBeLessThanOrEqual(mostPackages);
    expect(places.filter((place) => !locked.get(place)?.integrity?.startsWith('sha512-'))).toEqual([]);
  });

  it('has a bill of materials, of exactly the packages in the lock file that esbuild took code from', () => {
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(identity(sbom.metadata.component)).toBe(`${name}@0.1.0`);
    expect(theirs.map(identity).sort()).toEqual(bundled);
    expect(ours.map(identity)).toContain('@notes/domain@0.1.0');
    figures[`${app}: packages of other people in the bundle and in its bill of materials`] = theirs.length;
  });

  it('tells which package came with which', () => {
    const refs = new Set([sbom.metadata.component, ...sbom.components].map((one) => one['bom-ref']));
    const dependsOn = new Map(sbom.dependencies.map((one) => [one.ref, one.dependsOn ?? []]));
    expect(new Set(dependsOn.keys())).toEqual(refs);

    const reached = new Set<string>();
    const reach = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      dependsOn.get(ref)?.forEach(reach);
    };
    reach(sbom.metadata.component['bom-ref']);
    expect([...refs].filter((ref) => !reached.has(ref))).toEqual([]);
  });

  it('is deployed with the licences of all of them, and with nothing else', () => {
    const text = read(join('dist/apps', app, 'THIRD-PARTY-LICENSES.txt'));
    const listed = [...text.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+@\d[\w.-]*) \(([\w.-]+)\)$/gm)];

    expect([...new Set(listed.map(([, one]) => one))].sort()).toEqual(bundled);
    expect(readdirSync(resolve(WORKSPACE, 'dist/apps', app)).sort()).toEqual([
      'THIRD-PARTY-LICENSES.txt',
      'main.cjs',
    ]);
    figures[`${app}: licences in the zip`] = [...new Set(listed.map(([, , licence]) => licence))]
      .sort()
      .join(', ');
  });

  it('names no place of the machine that built it', () => {
    const files = [
      `dist/apps/${app}/main.cjs`,
      `dist/apps/${app}/THIRD-PARTY-LICENSES.txt`,
      `dist/inspect/${app}/sbom.cdx.json`,
    ];
    expect(files.filter((path) => read(path).includes(WORKSPACE))).toEqual([]);
  });
});
