import { readJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { type AdapterOptions, adapter } from './adapter.ts';

function workspace() {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'none' });
  tree.write('libs/domain/package.json', JSON.stringify({ name: '@notes/domain', version: '1.2.3' }));
  return tree;
}

const made = (root: string, port: string) =>
  [
    'README.md',
    'jest.config.cjs',
    'package.json',
    'src/contract.test.ts',
    'src/index.ts',
    `src/${port}.ts`,
    'tsconfig.json',
  ].map((path) => `${root}/${path}`);

describe('adapter', () => {
  it.each<[AdapterOptions, string, string, string]>([
    [
      { port: 'note-repository', technology: 'postgres' },
      'postgres-note-repository',
      'PostgresNoteRepository',
      'NOTE_REPOSITORY',
    ],
    [
      { port: 'token-validator', technology: 'entra-id' },
      'entra-id-token-validator',
      'EntraIdTokenValidator',
      'TOKEN_VALIDATOR',
    ],
  ])('makes the library of %j and nothing else', async (options, file, className, identifier) => {
    const tree = workspace();
    const before = tree.listChanges().map(({ path }) => path);
    await adapter(tree, options);

    const root = `libs/adapters/${options.technology}`;
    const changes = tree.listChanges().filter(({ path }) => !before.includes(path));
    expect(changes.map(({ path }) => path).sort()).toEqual(made(root, file).sort());
    expect(readJson(tree, `${root}/package.json`)).toMatchObject({
      name: `@notes/adapter-${options.technology}`,
      version: '1.2.3',
      exports: { '.': './src/index.ts' },
      nx: {
        name: options.technology,
        tags: ['type:adapter', `adapter:${options.technology}`],
        targets: { typecheck: {}, package: {} },
      },
      peerDependencies: { '@notes/domain': '1.2.3' },
      devDependencies: { '@notes/contracts': '1.2.3' },
    });
    expect(tree.read(`${root}/src/index.ts`, 'utf8')).toContain(
      `export { ${className} } from './${file}.ts'`,
    );
    expect(tree.read(`${root}/README.md`, 'utf8')).toContain(`bind(${identifier})`);
  });

  it.each(['', 'Postgres', 'my sql', '../domain', 'a--b', '1st', 'mysql-'])(
    'refuses %j as a technology',
    async (technology) => {
      const tree = workspace();
      await expect(adapter(tree, { port: 'note-repository', technology })).rejects.toThrow(
        `"${technology}" cannot name a library`,
      );
      expect(tree.exists('libs/adapters')).toBe(false);
    },
  );

  it('leaves a library alone that is there already', async () => {
    const tree = workspace();
    tree.write('libs/adapters/postgres/src/index.ts', 'mine');
    const again = adapter(tree, { port: 'note-repository', technology: 'postgres' });
    await expect(again).rejects.toThrow('libs/adapters/postgres is there already.');
    expect(tree.read('libs/adapters/postgres/src/index.ts', 'utf8')).toBe('mine');
  });
});
