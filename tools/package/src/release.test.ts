import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { publishedLibraries } from './test-support/clean-project.ts';
import { WORKSPACE } from './test-support/run.ts';

// Nx reads the history, and npm packs every library.
jest.setTimeout(300_000);

const libraries = publishedLibraries();

/** A dry run: it prints what it would do, reaches no registry and changes nothing. */
function release(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { JEST_WORKER_ID: _id, ...env } = process.env;
  const nx = join(WORKSPACE, 'node_modules/.bin/nx');
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, 'release', ...args, '--dry-run'], {
    cwd: WORKSPACE,
    env: {
      ...env,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      npm_config_offline: 'true',
      npm_config_registry: 'http://127.0.0.1:9',
    },
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  return { status, output: stdout + stderr };
}

describe('nx release', () => {
  it('gives every library, and nothing else, one new version and a changelog', () => {
    const tags = spawnSync('git', ['tag', '--list', 'v*'], { cwd: WORKSPACE, encoding: 'utf8' }).stdout;
    const { status, output } = release('--skip-publish', ...(tags === '' ? ['--first-release'] : []));
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    const written = [...output.matchAll(/New version (\S+) written to manifest: (\S+)\/package\.json/g)];
    expect(written.map(([, , folder]) => join(WORKSPACE, String(folder))).toSorted()).toEqual(
      libraries.map(({ folder }) => folder).toSorted(),
    );
    expect(new Set(written.map(([, version]) => version)).size).toBe(1);
    for (const [, version, folder] of written) {
      expect(output).toContain(`Previewing an entry in ${folder}/CHANGELOG.md for v${version}`);
    }
  });

  it('publishes what was built, with provenance', () => {
    const { status, output } = release('publish');
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    for (const { name } of libraries) expect(output).toMatch(new RegExp(`name: +${name}\\s`));
    expect(output.match(/Would publish to/g)).toHaveLength(libraries.length);
    expect(output).not.toContain('.test.');
  });
});
