import type { Sample } from './sample.ts';

const IMPORTS = 'no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

/** House rules on what a file may contain. */
export const codeSamples: readonly Sample[] = [
  {
    boundary: 'default export',
    file: 'libs/lambda/src/sample.ts',
    forbidden: `export default function handle() {}`,
    allowed: `export function handle() {}`,
    rule: SYNTAX,
  },
  {
    boundary: 'default export by another name',
    file: 'libs/lambda/src/sample.ts',
    forbidden: `const handle = 1;\nexport { handle as default };`,
    allowed: `const handle = 1;\nexport { handle };`,
    rule: SYNTAX,
  },
  {
    boundary: 'decorator',
    file: 'libs/wiring/src/sample.ts',
    forbidden: `@injectable()\nexport class Sample { a = 1; }`,
    allowed: `export class Sample { a = 1; }`,
    rule: SYNTAX,
  },
  {
    boundary: 'DynamoDB Scan',
    file: 'libs/adapters/dynamodb/src/sample.ts',
    forbidden: `export { ScanCommand } from '@aws-sdk/lib-dynamodb';`,
    allowed: `export { QueryCommand } from '@aws-sdk/lib-dynamodb';`,
    rule: SYNTAX,
  },
  {
    boundary: 'DynamoDB Scan through a namespace, in a test',
    file: 'libs/adapters/dynamodb/src/sample.test.ts',
    forbidden: `import * as ddb from '@aws-sdk/client-dynamodb';\nexport const command = new ddb.ScanCommand({});`,
    allowed: `import * as ddb from '@aws-sdk/client-dynamodb';\nexport const command = new ddb.QueryCommand({});`,
    rule: SYNTAX,
  },
  {
    boundary: 'process.env in a library',
    file: 'libs/adapters/dynamodb/src/sample.ts',
    forbidden: `export const region = process.env['AWS_REGION'];`,
    allowed: `export const platform = process.platform;`,
    rule: 'no-restricted-properties',
  },
  {
    boundary: 'env imported from node:process in an app',
    file: 'apps/harness/src/sample.ts',
    forbidden: `export { env } from 'node:process';`,
    allowed: `export { argv } from 'node:process';`,
    rule: IMPORTS,
  },
  {
    boundary: "inner file imported by an app's config.ts, though process.env is allowed",
    file: 'apps/notes-api/src/config.ts',
    forbidden: `import '@notes/domain/src/errors.ts';`,
    allowed: `export const table = process.env['NOTES_TABLE_NAME'];`,
    rule: IMPORTS,
  },
  {
    boundary: 'any',
    file: 'libs/api/src/sample.ts',
    forbidden: `export const parse = (text: string): any => JSON.parse(text);`,
    allowed: `export const parse = (text: string): unknown => JSON.parse(text);`,
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    boundary: 'ESLint suppression without a reason',
    file: 'libs/api/src/sample.ts',
    forbidden: `// eslint-disable-next-line eqeqeq\nexport const same = (a: unknown, b: unknown) => a == b;`,
    allowed: `// eslint-disable-next-line eqeqeq -- null and undefined are the same here\nexport const same = (a: unknown, b: unknown) => a == b;`,
    rule: '@eslint-community/eslint-comments/require-description',
  },
  {
    boundary: 'TypeScript suppression without a reason',
    file: 'libs/api/src/sample.ts',
    forbidden: `// @ts-expect-error\nexport const length = (1).length;`,
    allowed: `// @ts-expect-error a number has no length, which is the point of this line\nexport const length = (1).length;`,
    rule: '@typescript-eslint/ban-ts-comment',
  },
  {
    boundary: 'file longer than 300 lines',
    file: 'libs/api/src/sample.ts',
    forbidden: 'export {};\n'.repeat(301),
    allowed: `${'export {};\n'.repeat(300)}${'// a comment\n\n'.repeat(50)}`,
    rule: 'max-lines',
  },
];
