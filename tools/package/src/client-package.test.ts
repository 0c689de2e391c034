import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from './build-package.ts';
import { CONSUMER, RUNNER, WRONG_USES, wrongModule } from './test-support/consumer.ts';
import { WORKSPACE, installed, pack, run, tsc } from './test-support/run.ts';

const NOTE = {
  noteid: 'note1',
  note: 'one',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

// npm and the compiler run several times, each a process of its own.
jest.setTimeout(300_000);

let folder: string;
let project: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-package-'));
  const built = await buildPackage({
    workspaceRoot: WORKSPACE,
    libRoot: 'libs/client',
    outDir: join(folder, 'built'),
  });
  const fetcher = installed('openapi-fetch', join(WORKSPACE, 'libs/client'));
  const packages = [built, fetcher, installed('openapi-typescript-helpers', fetcher)];
  const tarballs = [];
  for (const each of packages) tarballs.push(await pack(each, folder));

  project = join(folder, 'project');
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run(project, 'npm', 'install', '--ignore-scripts', '--offline', ...tarballs);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

async function writeProject(name: string, files: readonly string[], options: object): Promise<string> {
  const compilerOptions = {
    target: 'es2022',
    lib: ['ES2022', 'DOM'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    ...options,
  };
  await writeFile(join(project, name), JSON.stringify({ compilerOptions, files }));
  return name;
}

describe('the package of the client', () => {
  it('holds what a user needs and nothing else', async () => {
    const root = join(project, 'node_modules/@notes/client');
    expect((await readdir(root)).toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    const files = await readdir(join(root, 'dist'), { recursive: true });
    expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'schema.d.ts']));
    expect(files.filter((file) => !/^[a-z-]+\.(js|d\.ts)$/.test(file))).toEqual([]);
    expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).toEqual({
      name: '@notes/client',
      version: expect.any(String),
      description: expect.any(String),
      keywords: expect.any(Array),
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      files: ['dist'],
      engines: { node: '^20.19.0 || >=22.12.0' },
      dependencies: { 'openapi-fetch': '^0.17.0' },
      publishConfig: { access: 'public', provenance: true },
    });
  });

  it.each(Object.entries(RESOLUTIONS))(
    'compiles strictly with moduleResolution %s, but for a wrong use',
    async (name, options) => {
      await writeFile(join(project, 'consumer.ts'), CONSUMER);
      const wrong = Object.values(WRONG_USES).map((use, index) => ({ file: `wrong-${index}.ts`, ...use }));
      for (const { file, statement } of wrong) await writeFile(join(project, file), wrongModule(statement));
      const files = ['consumer.ts', ...wrong.map(({ file }) => file)];
      const config = await writeProject(`tsconfig.${name}.json`, files, { ...options, noEmit: true });
      const complaints = await tsc(project, config).catch((error: unknown) => String(error));
      const found = complaints.match(/^[^ (]+\(\d+|error TS\d+/gm) ?? [];
      // Each on the line of the wrong statement, and nowhere else.
      expect(found).toEqual(wrong.flatMap(({ file, error }) => [`${file}(5`, `error ${error}`]));
    },
  );

  it('does what its README shows, as far as the compiler can tell', async () => {
    const readme = await readFile(join(project, 'node_modules/@notes/client/README.md'), 'utf8');
    const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
      file: `readme-${index}.ts`,
      code,
    }));
    expect(examples.length).toBeGreaterThan(1);
    for (const { file, code } of examples) await writeFile(join(project, file), code);
    const amplify = join(project, 'node_modules/@aws-amplify');
    await mkdir(amplify);
    await symlink(installed('@aws-amplify/auth', join(WORKSPACE, 'apps/web')), join(amplify, 'auth'));
    const files = examples.map(({ file }) => file);
    const config = await writeProject('tsconfig.readme.json', files, {
      ...RESOLUTIONS.nodenext,
      lib: ['ES2022', 'DOM', 'DOM.AsyncIterable'],
      types: ['node'],
      typeRoots: [join(WORKSPACE, 'node_modules/@types')],
      noPropertyAccessFromIndexSignature: true,
      skipLibCheck: true,
      noEmit: true,
    });
    await tsc(project, config);
  });

  it('runs under Node', async () => {
    await writeFile(join(project, 'consumer.ts'), CONSUMER);
    await writeFile(join(project, 'run.js'), RUNNER);
    await tsc(project, await writeProject('tsconfig.run.json', ['consumer.ts'], RESOLUTIONS.nodenext));
    const server = createServer(serveNotes).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const output = await run(project, process.execPath, 'run.js', `http://127.0.0.1:${port}/prod/`);
      expect(JSON.parse(output)).toEqual({
        created: { ...NOTE, etag: '"r1"' },
        replaced: { ...NOTE, note: 'two', version: 2, etag: '"r2"' },
        all: ['two'],
        code: 'note-not-found',
      });
    } finally {
      await close(server);
    }
  });
});

const ANSWERS: Readonly<Record<string, readonly [status: number, body: object, etag?: string]>> = {
  'POST /prod/notes': [201, { message: 'Note created', ...NOTE }, '"r1"'],
  'PUT /prod/notes/note1 if "r1"': [200, { ...NOTE, note: 'two', version: 2 }, '"r2"'],
  'GET /prod/notes?limit=100&order=desc': [200, { notes: [{ ...NOTE, note: 'two', version: 2 }] }],
};

/** As much of the API as the consumer asks for. It takes the fresh token only. */
function serveNotes({ method, url, headers }: IncomingMessage, response: ServerResponse): void {
  const condition = headers['if-match'] ? ` if ${headers['if-match']}` : '';
  const [status, body, etag] =
    headers.authorization === 'Bearer fresh'
      ? (ANSWERS[`${method} ${url}${condition}`] ?? [404, { code: 'note-not-found', status: 404 }])
      : [401, { code: 'unauthorized', status: 401 }];
  response.writeHead(status, {
    'Content-Type': 'application/json',
    ...(etag !== undefined && { ETag: etag }),
  });
  response.end(JSON.stringify(body));
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
