/** What the files of a new library speak of. */
export interface Library {
  /** E.g. `postgres`; the project's name. */
  readonly technology: string;
  /** E.g. `NoteRepository`. */
  readonly port: string;
  /** The service identifier that a composition root binds. */
  readonly identifier: string;
  readonly className: string;
  /** Of the class, without `.ts`. */
  readonly fileName: string;
  /** Of the workspace's libraries. */
  readonly version: string;
}

/** The files that every adapter has, by their paths below the library. */
export function libraryFiles(library: Library): Readonly<Record<string, string>> {
  const { className, fileName, technology } = library;
  return {
    'package.json': `${JSON.stringify(manifest(library), null, 2)}\n`,
    'tsconfig.json': `${JSON.stringify({ extends: '../../../tsconfig.base.json', include: ['src'] }, null, 2)}\n`,
    'jest.config.cjs': `module.exports = { ...require('../../../jest.preset.js'), displayName: '${technology}' };\n`,
    'src/index.ts': `export { ${className} } from './${fileName}.ts';\n`,
    'README.md': readme(library),
  };
}

function manifest({ technology, port, version }: Library): object {
  return {
    name: `@notes/adapter-${technology}`,
    version,
    description: `${port} on ${technology}.`,
    keywords: [technology, port === 'NoteRepository' ? 'repository' : 'token-validator'],
    license: 'Apache-2.0',
    type: 'module',
    sideEffects: false,
    exports: { '.': './src/index.ts' },
    nx: {
      name: technology,
      tags: ['type:adapter', `adapter:${technology}`],
      targets: { typecheck: {}, package: {} },
    },
    peerDependencies: { '@notes/domain': version },
    devDependencies: { '@notes/contracts': version },
  };
}

function readme({ technology, port, className, identifier }: Library): string {
  return `# @notes/adapter-${technology}

\`${port}\` on ${technology}.

## Usage

\`\`\`ts
import { ${className} } from '@notes/adapter-${technology}';
import { ${identifier} } from '@notes/wiring';
import { Container } from 'inversify';

const container = new Container();
container.bind(${identifier}).toConstantValue(new ${className}());
\`\`\`

## How it works

What it keeps or asks, and where; which errors become \`unavailable\`.

## Limits

What it does not do.

## Permissions

What whoever runs it must be allowed.

## Tests

\`npx nx test ${technology}\` runs the port's contract, \`src/contract.test.ts\`.
`;
}
