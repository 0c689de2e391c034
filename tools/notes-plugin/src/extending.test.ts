import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FsTree, flushChanges } from 'nx/src/generators/tree';
import { adapter } from './adapter/adapter.ts';

const workspace = resolve(__dirname, '../../..');
const page = readFileSync(join(workspace, 'docs/extending.md'), 'utf8');
const library = 'libs/adapters/json-files';

let copy: string;

/** A workspace whose only library of its own is the one under test. */
beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'extending-'));
  for (const name of readdirSync(workspace)) {
    if (/^(node_modules|tsconfig\.base\.json|jest\..*js)$/.test(name)) {
      symlinkSync(join(workspace, name), join(copy, name));
    }
  }
  mkdirSync(join(copy, 'libs'));
  symlinkSync(join(workspace, 'libs/domain'), join(copy, 'libs/domain'));
  const tree = new FsTree(copy, false);
  await adapter(tree, { port: 'note-repository', technology: 'json-files' });
  flushChanges(copy, tree.listChanges());
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function run(
  program: string,
  ...args: string[]
): { readonly status: number | null; readonly output: string } {
  const bin = join(workspace, 'node_modules/.bin', program);
  const cwd = join(copy, library);
  // Whoever runs this may have asked for colours.
  const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: '0', NO_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const passed = { status: 0, output: '' };

describe('what the generator makes', () => {
  it('compiles', () => {
    expect(run('tsc', '-p', '.')).toEqual(passed);
  });

  it('fails every case of the contract', () => {
    const { status, output } = run('jest');
    expect(status).toBe(1);
    expect(output).toContain('JsonFilesNoteRepository.create is not implemented yet.');
    expect(output).toMatch(/Tests: +(\d{2,}) failed, \1 total/);
  });
});

describe('docs/extending.md', () => {
  it('has the code of an adapter that compiles and passes the contract', () => {
    const blocks = [...page.matchAll(/`libs\/adapters\/json-files\/(src\/[^`]+)`:\n\n```ts\n([^]*?)```/g)];
    for (const [, path = '', code = ''] of blocks) writeFileSync(join(copy, library, path), code);
    expect(blocks.map(([, path]) => path)).toEqual([
      'src/json-files-note-repository.ts',
      'src/contract.test.ts',
    ]);
    expect(run('tsc', '-p', '.')).toEqual(passed);
    const { status, output } = run('jest');
    expect(output).toMatch(/Tests: +\d{2,} passed, \d+ total/);
    expect(status).toBe(0);
  });

  it('has a change of a composition root that applies to the one that there is', () => {
    const [, diff = ''] = /```diff\n([^]*?)```/.exec(page) ?? [];
    const git = spawnSync('git', ['apply', '--check', '-'], {
      cwd: workspace,
      input: diff,
      encoding: 'utf8',
    });
    expect({ status: git.status, errors: git.stderr }).toEqual({ status: 0, errors: '' });
  });
});
