import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const domain = resolve(__dirname, '../../../libs/domain');

/** Compiles each piece of code, with the domain's own tsconfig.json, as if it were a file of the domain. */
function compile(pieces: readonly string[]): string[][] {
  const configFile = join(domain, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(configFile),
  );
  const files = new Map(pieces.map((code, index) => [join(domain, `src/sample-${index}.ts`), code]));
  const host = ts.createCompilerHost(options);
  const readFromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const code = files.get(file);
    return code === undefined
      ? readFromDisk(file, languageVersion, ...rest)
      : ts.createSourceFile(file, code, languageVersion);
  };

  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

const outside: readonly (readonly [what: string, code: string, error: string])[] = [
  ['process', `export const x = process.pid;`, `Cannot find name 'process'`],
  ['Buffer', `export const x = Buffer.from('');`, `Cannot find name 'Buffer'`],
  ['setTimeout', `export const x = setTimeout(() => {}, 1);`, `Cannot find name 'setTimeout'`],
  ['console', `console.log('');\nexport {};`, `Cannot find name 'console'`],
  ['fetch', `export const x = fetch('');`, `Cannot find name 'fetch'`],
  ['require', `export const x = require('crypto');`, `Cannot find name 'require'`],
  [
    'a Node built-in',
    `import { randomUUID } from 'node:crypto';\nexport const x = randomUUID;`,
    `'node:crypto'`,
  ],
  ['jest', `export const x = expect;`, `Cannot find name 'expect'`],
];

describe('the domain, compiled', () => {
  const errors = compile([
    ...outside.map(([, code]) => code),
    `export const x = new Map([[1, new Date(0)]]);`,
  ]);

  it.each(outside.map(([what, , error], index) => ({ what, error, index })))(
    'does not know $what',
    ({ error, index }) => {
      expect(errors[index]).toEqual([expect.stringContaining(error)]);
    },
  );

  it('knows what the language itself brings', () => {
    expect(errors.at(-1)).toEqual([]);
  });
});
