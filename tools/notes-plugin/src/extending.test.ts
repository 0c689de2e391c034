import { spawnSync } from 'node:child_process';
import {
  cpSync,
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

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

function node(folder: string, ...args: readonly string[]): Outcome {
  // Whoever runs this may have asked for colours.
  const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: '0', NO_COLOR: undefined };
  const options = { cwd: join(copy, folder), env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, output: stdout + stderr };
}

const bin = (program: string) => join(workspace, 'node_modules/.bin', program);
const runJest = () => node(library, bin('jest'));
const compile = (folder: string) => node(folder, bin('tsc'), '-p', '.');

const passed: Outcome = { status: 0, output: '' };

describe('what the generator makes', () => {
  it('compiles', () => {
    expect(compile(library)).toEqual(passed);
  });

  it('fails every case of the contract', () => {
    const { status, output } = runJest();
    expect(status).toBe(1);
    expect(output).toContain('JsonFilesNoteRepository.create is not implemented yet.');
    expect(output).toMatch(/Tests: +(\d{2,}) failed, \1 total/);
  });
});

describe('docs/extending.md', () => {
  const blocks = [...page.matchAll(/`libs\/adapters\/json-files\/(src\/[^`]+)`:\n\n```ts\n([^]*?)```/g)];

  beforeAll(() => {
    for (const [, path = '', code = ''] of blocks) writeFileSync(join(copy, library, path), code);
  });

  it('has the code of an adapter that compiles and passes the contract', () => {
    expect(blocks.map(([, path]) => path)).toEqual([
      'src/json-files-note-repository.ts',
      'src/contract.test.ts',
    ]);
    expect(compile(library)).toEqual(passed);
    const { status, output } = runJest();
    expect(output).toMatch(/Tests: +\d{2,} passed, \d+ total/);
    expect(status).toBe(0);
  });

  describe('has changes of composition roots', () => {
    const apps = ['apps/notes-api', 'apps/authorizer'];
    const diffs = [...page.matchAll(/```diff\n([^]*?)```/g)].map(([, diff = '']) => diff);

    beforeAll(() => {
      for (const app of apps) {
        for (const part of ['package.json', 'tsconfig.json', 'src']) {
          cpSync(join(workspace, app, part), join(copy, app, part), { recursive: true });
        }
      }
      // What `npm install` does for a workspace.
      const scope = join(copy, 'apps/notes-api/node_modules/@notes');
      mkdirSync(scope, { recursive: true });
      symlinkSync(join(copy, library), join(scope, 'adapter-json-files'));
    });

    it('that apply to those that there are, and compile', () => {
      const applied = diffs.map((input) => {
        const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: copy, input, encoding: 'utf8' });
        return { status, output: stderr };
      });
      expect(applied).toEqual(apps.map(() => passed));
      expect(apps.map(compile)).toEqual(apps.map(() => passed));
    });

    it('by which the authorizer takes the tokens of an OpenID Provider', () => {
      const script = `
        import { createKeyFor, forgeToken, signerFor } from '@notes/contracts';
        import { composeAuthorizer } from './src/composition-root.ts';

        const issuer = 'https://login.example.com/tenant';
        const key = await createKeyFor('RS256', 'key');
        const handler = composeAuthorizer({ issuer, clientIds: ['web'], jwks: { keys: [key.jwk] } });
        console.info = () => undefined;

        async function principalOf(typ, aud) {
          const claims = { iss: issuer, sub: 'alice', aud, client_id: 'web', exp: Date.now() / 1000 + 60 };
          const token = forgeToken({ typ, alg: 'RS256', kid: 'key' }, claims, signerFor('RS256', key));
          const methodArn = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod/GET/notes';
          const answer = handler({ type: 'TOKEN', authorizationToken: token, methodArn }, { awsRequestId: 'r' });
          return answer.then(({ principalId }) => principalId, ({ message }) => message);
        }

        const api = 'https://api.example.com/notes';
        const principals = [principalOf('at+jwt', api), principalOf('at+jwt', 'web'), principalOf('JWT', api)];
        console.log(JSON.stringify(await Promise.all(principals)));`;
      expect(node('apps/authorizer', '--input-type=module', '--eval', script)).toEqual({
        status: 0,
        output: '["alice","Unauthorized","Unauthorized"]\n',
      });
    });
  });
});
