import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePackage } from './test-support/write-package.ts';
import { thirdPartyLicences } from './third-party-licences.ts';

let workspaceRoot: string;

const install = async (described: Parameters<typeof writePackage>[1]) =>
  join(await writePackage(workspaceRoot, described), 'index.js');
const licencesOf = (...files: readonly string[]) => thirdPartyLicences({ files, workspaceRoot });

beforeEach(async () => {
  workspaceRoot = await mkdtemp(join(tmpdir(), 'licences-'));
  await writeFile(join(workspaceRoot, 'LICENSE'), 'The text of Apache-2.0.\n');
});

afterEach(async () => {
  await rm(workspaceRoot, { recursive: true, force: true });
});

describe('thirdPartyLicences', () => {
  it('gives a text once, under all the packages that it is for', async () => {
    const files = { LICENSE: 'Shared text.' };
    const zebra = await install({ name: 'zebra', files });
    const ape = await install({ name: 'ape', files });

    const text = licencesOf(zebra, zebra, ape);

    expect(text).toContain('ape@1.0.0 (MIT)\nzebra@1.0.0 (MIT)\n\nShared text.\n');
    expect(text.match(/Shared text/g)).toHaveLength(1);
  });

  it('hands a notice on beside the licence (Apache License 2.0, section 4(d))', async () => {
    const files = { LICENSE: 'Its licence.', NOTICE: 'Its notice.' };
    const text = licencesOf(await install({ name: 'noted', license: 'Apache-2.0', files }));

    expect(text).toContain('Its licence.');
    expect(text).toContain('Its notice.');
    expect(text).not.toContain('The text of Apache-2.0.');
  });

  it.each(['LICENSE', 'LICENCE', 'license.md', 'License.txt', 'COPYING'])(
    'finds the text in %s',
    async (name) => {
      expect(licencesOf(await install({ name: 'named', files: { [name]: 'Found.' } }))).toContain('Found.');
    },
  );

  it.each([{}, { NOTICE: 'Its notice.' }])(
    'has the text of Apache-2.0 for a package that leaves it out: %j',
    async (files) => {
      const text = licencesOf(await install({ name: 'bare', license: 'Apache-2.0', files }));

      expect(text).toContain('The text of Apache-2.0.');
    },
  );

  it.each(['Ada Lovelace', { name: 'Ada Lovelace' }])(
    'has the text of MIT in the name of the author %j for a package that leaves it out',
    async (author) => {
      const text = licencesOf(await install({ name: 'bare', author, files: {} }));

      expect(text).toMatch(/Copyright \(c\) Ada Lovelace\n\nPermission is hereby granted/);
    },
  );

  it.each([{ license: 'MIT' }, { license: 'ISC', author: 'Ada' }])(
    'does not do without a text: %j',
    async (described) => {
      const file = await install({ name: 'bare', ...described, files: {} });

      expect(() => licencesOf(file)).toThrow('There is no text of the licence of bare@1.0.0.');
    },
  );

  it.each(['GPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN LICENSE', '(MIT OR GPL-3.0-only)', 'mit', ''])(
    'refuses the licence %j',
    async (license) => {
      const file = await install({ name: 'strange', license, files: { LICENSE: 'A text.' } });

      expect(() => licencesOf(file)).toThrow(`: strange@1.0.0 (${license}).`);
    },
  );

  it('refuses a package that declares no licence, whatever its files say', async () => {
    const file = await install({ name: 'mute', license: undefined, files: { LICENSE: 'A text.' } });

    expect(() => licencesOf(file)).toThrow(': mute@1.0.0 (none declared).');
  });

  it('asks of a package inside of another what is its own', async () => {
    await install({ name: 'outer', license: 'GPL-3.0-only', files: {} });
    const inner = await install({ name: 'outer/node_modules/@in/ner', files: { LICENSE: 'Inner.' } });

    expect(licencesOf(inner)).toContain('Inner.');
  });

  it('asks nothing of our own files', () => {
    expect(licencesOf(join(workspaceRoot, 'apps/sample/src/main.ts'))).not.toContain('MIT');
  });
});
