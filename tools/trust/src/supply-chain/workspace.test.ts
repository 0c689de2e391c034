import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WORKSPACE, lockedPackages, packageNameAt, readJson } from './lock-file.ts';

interface Manifest {
  readonly name: string;
  readonly workspaces: readonly string[];
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const RUNTIME_CLIENT = 'tools/lambda-runtime/runtime-client';
const readManifest = (path: string) => readJson(path) as Manifest;
const root = readManifest('package.json');
const find = (...patterns: readonly string[]) => globSync([...patterns], { cwd: WORKSPACE }).sort();

/** What tools install apart from the workspace, each from a lock file of its own. */
const apart = find('tools/*/*/package-lock.json');
const manifests = ['package.json', ...apart.map((path) => `${dirname(path)}/package.json`)].concat(
  find(...root.workspaces.map((pattern) => `${pattern}/package.json`)),
);
/** What is in the workspace has no version but that of the checkout. */
const ownNames = new Set(manifests.map((path) => readManifest(path).name));
const requirements = find('{apps,libs,tools}/*/requirements*.txt');
const leastPackages: Readonly<Record<string, number>> = {
  'package-lock.json': 1000,
  'tools/benchmarks/serverless-offline/package-lock.json': 100,
  'tools/dynamodb-local/emulator/package-lock.json': 1,
  [`${RUNTIME_CLIENT}/package-lock.json`]: 50,
};

describe('versions', () => {
  it('are looked for in every project', () => {
    expect(manifests).toEqual(
      expect.arrayContaining(['libs/domain/package.json', 'tools/trust/package.json']),
    );
    expect(requirements).toContain('tools/e2e-aws/requirements.txt');
  });

  it.each(manifests)('are exact in %s', (path) => {
    const { dependencies, devDependencies, optionalDependencies } = readManifest(path);
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const isExact = ([name, version]: [name: string, version: string]) =>
      /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) || (version === '*' && ownNames.has(name));

    expect(versions.filter((dependency) => !isExact(dependency))).toEqual([]);
  });

  it.each(requirements)('are exact in %s', (path) => {
    const lines = readFileSync(resolve(WORKSPACE, path), 'utf8').split('\n');
    const wanted = lines.filter((line) => line !== '' && !line.startsWith('#'));

    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((line) => !/^[\w.-]+(\[[\w,-]+\])?==[\w.]+$/.test(line))).toEqual([]);
  });
});

describe('lock files', () => {
  it('are looked for in every tool', () => {
    expect(['package-lock.json', ...apart]).toEqual(Object.keys(leastPackages).sort());
  });
});

describe.each(Object.entries(leastPackages))('%s', (path, least) => {
  const packages = lockedPackages(path);

  it('names no registry, so that each reader uses their own', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined && /:/.test(resolved))).toEqual([]);
    expect(readFileSync(resolve(WORKSPACE, path), 'utf8')).not.toMatch(/"resolved": "[a-z+]+:/);
  });

  it('holds the hash of every archive', () => {
    const installed = packages.filter(([place, { link }]) => place.includes('node_modules/') && !link);

    expect(installed.length).toBeGreaterThanOrEqual(least);
    expect(
      installed.filter(
        ([, { integrity = '', inBundle = false }]) => !inBundle && !/^sha512-[\w+/]{86}==/.test(integrity),
      ),
    ).toEqual([]);
  });
});

describe('lifecycle scripts', () => {
  const withScripts = (path: string) => {
    const packages = lockedPackages(path).filter(([, { hasInstallScript = false }]) => hasInstallScript);
    return [...new Set(packages.map(([place]) => packageNameAt(place)))].sort();
  };
  /** The rows of the table in the documentation: a package, and whether its script runs. */
  const documented = () => {
    const text = readFileSync(resolve(WORKSPACE, 'docs/supply-chain.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([^`]+)` +\| (runs|does not run) /gm)];
    return Object.fromEntries(rows.map(([, name = '', runs]) => [name, runs === 'runs']));
  };

  it('of every package that has any are decided on', () => {
    expect(Object.keys(root.allowScripts).sort()).toEqual(withScripts('package-lock.json'));
  });

  it("run for Node alone, and for Lambda's runtime client apart", () => {
    expect(Object.keys(root.allowScripts).filter((name) => root.allowScripts[name])).toEqual(['node']);
    const { allowScripts } = readManifest(`${RUNTIME_CLIENT}/package.json`);
    expect(allowScripts).toEqual({ 'aws-lambda-ric': true });
    expect(withScripts(`${RUNTIME_CLIENT}/package-lock.json`)).toEqual(['aws-lambda-ric']);
  });

  it('are documented as they are decided', () => {
    const { allowScripts } = readManifest(`${RUNTIME_CLIENT}/package.json`);

    expect(documented()).toEqual({ ...root.allowScripts, ...allowScripts });
  });
});
