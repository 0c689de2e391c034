import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assertRecordedSize, recordSize } from './recorded-size.ts';

let workspaceRoot: string;
const appRoot = 'apps/sample';

beforeEach(async () => {
  workspaceRoot = await mkdtemp(join(tmpdir(), 'size-'));
  await mkdir(join(workspaceRoot, appRoot, 'src'), { recursive: true });
});

afterEach(async () => {
  await rm(workspaceRoot, { recursive: true, force: true });
});

describe('assertRecordedSize', () => {
  const assertSize = (bytes: number) => assertRecordedSize({ workspaceRoot, appRoot, bytes });

  it('lets a bundle grow by less than a twentieth', async () => {
    await recordSize({ workspaceRoot, appRoot, bytes: 1_000 });
    for (const bytes of [500, 1_000, 1_049]) await expect(assertSize(bytes)).resolves.toBeUndefined();
    await expect(assertSize(1_050)).rejects.toThrow(
      /1050 bytes, 5\.0 % more than recorded .*bundle-size\.json.*--accept-size$/,
    );
  });

  it('refuses a bundle of which no size is recorded, and a record that cannot be read', async () => {
    await expect(assertSize(1)).rejects.toThrow(/apps\/sample has 1 bytes.*--accept-size$/);
    await writeFile(join(workspaceRoot, appRoot, 'bundle-size.json'), '{');
    await expect(assertSize(1)).rejects.toThrow(SyntaxError);
  });
});

describe('the command', () => {
  const command = join(__dirname, 'main.ts');
  const bundle = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [command, appRoot, ...args], { cwd: workspaceRoot });

  const writeMain = (text: string) => writeFile(join(workspaceRoot, appRoot, 'src/main.ts'), text);

  it('fails where a bundle has grown, until its size is accepted', async () => {
    await symlink(join(__dirname, '../../../LICENSE'), join(workspaceRoot, 'LICENSE'));
    await writeFile(join(workspaceRoot, appRoot, 'package.json'), '{"name":"@sample/app","version":"1.0.0"}');
    await writeMain(`export const handler = () => 1;`);
    await bundle('--accept-size');
    await bundle();

    await writeMain(`export const handler = () => 'a good deal more than there was'.repeat(1);`);
    await expect(bundle()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--accept-size'),
    });
    await bundle('--accept-size');
    await bundle();
    const size = await readFile(join(workspaceRoot, appRoot, 'bundle-size.json'), 'utf8');
    expect(JSON.parse(size)).toEqual({
      bytes: (await readFile(join(workspaceRoot, 'dist/apps/sample/main.cjs'))).length,
    });
  });
});
