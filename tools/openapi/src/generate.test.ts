import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openApiDocument } from '@notes/api';

const WORKSPACE = resolve(__dirname, '../../..');

let folder: string;
let paths: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'main.ts'), folder]);
  paths = stdout.trim().split('\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function read(root: string, path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

const GENERATED = ['docs/openapi.json', 'libs/client/src/schema.ts'];

it('writes these files and no other', () => {
  expect(paths).toEqual(GENERATED);
});

it.each(GENERATED)('%s is up to date', async (path) => {
  if ((await read(WORKSPACE, path)) !== (await read(folder, path))) {
    throw new Error(`${path} is not what the schemas say any more. Write it again: npm run openapi`);
  }
});

it('has the version of the package that describes the API', async () => {
  const { version } = JSON.parse(await read(WORKSPACE, 'libs/api/package.json'));
  expect(openApiDocument().info['version']).toBe(version);
});
