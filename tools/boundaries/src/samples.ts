/** One boundary of the workspace, with code that breaks it and code of the same file that does not. */
export interface Sample {
  readonly boundary: string;
  /** The file the code pretends to be, relative to the workspace root. */
  readonly file: string;
  readonly forbidden: string;
  readonly allowed: string;
  /** The one ESLint rule that must report the forbidden code. */
  readonly rule: string;
}

const MODULES = '@nx/enforce-module-boundaries';
const IMPORTS = 'no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

/** Who may depend on whom, and on which packages. */
const dependencies: readonly Sample[] = [
  {
    boundary: 'domain -> npm package',
    file: 'libs/domain/src/sample.ts',
    forbidden: `import 'jose';`,
    allowed: `import './errors.ts';`,
    rule: MODULES,
  },
  {
    boundary: 'domain -> npm package by dynamic import',
    file: 'libs/domain/src/sample.ts',
    forbidden: `export const load = () => import('jose');`,
    allowed: `export const load = () => import('./errors.ts');`,
    rule: MODULES,
  },
  {
    boundary: 'domain -> Node built-in with its prefix',
    file: 'libs/domain/src/sample.ts',
    forbidden: `import 'node:fs';`,
    allowed: `import './errors.ts';`,
    rule: IMPORTS,
  },
  {
    boundary: 'domain -> Node built-in without its prefix',
    file: 'libs/domain/src/sample.ts',
    forbidden: `import 'fs/promises';`,
    allowed: `import './errors.ts';`,
    rule: IMPORTS,
  },
  {
    boundary: 'domain -> another library',
    file: 'libs/domain/src/sample.ts',
    forbidden: `import '@notes/wiring';`,
    allowed: `import './errors.ts';`,
    rule: MODULES,
  },
  {
    boundary: 'client -> the domain',
    file: 'libs/client/src/sample.ts',
    forbidden: `import '@notes/domain';`,
    allowed: `import 'openapi-fetch';`,
    rule: MODULES,
  },
  {
    boundary: "client's tests -> the infrastructure",
    file: 'libs/client/src/sample.test.ts',
    forbidden: `import '@notes/adapter-dynamodb';`,
    allowed: `import '@notes/lambda';`,
    rule: MODULES,
  },
  {
    boundary: "domain's tests -> npm package other than fast-check",
    file: 'libs/domain/src/sample.test.ts',
    forbidden: `import 'jose';`,
    allowed: `import 'fast-check';`,
    rule: MODULES,
  },
  {
    boundary: 'strict-json -> domain',
    file: 'libs/strict-json/src/sample.ts',
    forbidden: `import '@notes/domain';`,
    allowed: `import 'node:util';`,
    rule: MODULES,
  },
  {
    boundary: 'api -> lambda',
    file: 'libs/api/src/sample.ts',
    forbidden: `import '@notes/lambda';`,
    allowed: `import '@notes/domain';`,
    rule: MODULES,
  },
  {
    boundary: 'contracts -> adapter',
    file: 'libs/contracts/src/sample.ts',
    forbidden: `import '@notes/adapter-in-memory';`,
    allowed: `import '@notes/domain';`,
    rule: MODULES,
  },
  {
    boundary: 'adapter -> another adapter',
    file: 'libs/adapters/cognito/src/sample.ts',
    forbidden: `import '@notes/adapter-in-memory';`,
    allowed: `import '@notes/strict-json';`,
    rule: MODULES,
  },
  {
    boundary: 'adapter -> contracts outside its tests',
    file: 'libs/adapters/dynamodb/src/sample.ts',
    forbidden: `import '@notes/contracts';`,
    allowed: `import '@notes/domain';`,
    rule: MODULES,
  },
  {
    boundary: "adapter's tests -> another adapter",
    file: 'libs/adapters/dynamodb/src/sample.test.ts',
    forbidden: `import '@notes/adapter-in-memory';`,
    allowed: `import '@notes/contracts';`,
    rule: MODULES,
  },
  {
    boundary: "adapter's test support -> another adapter",
    file: 'libs/adapters/dynamodb/test-support/sample.ts',
    forbidden: `import '@notes/adapter-in-memory';`,
    allowed: `import '@notes/contracts';`,
    rule: MODULES,
  },
  {
    boundary: 'adapter -> its own test support outside its tests',
    file: 'libs/adapters/dynamodb/src/sample.ts',
    forbidden: `import '../test-support/dynalite.ts';`,
    allowed: `import './table.ts';`,
    rule: IMPORTS,
  },
  {
    boundary: 'lambda -> adapter outside its tests',
    file: 'libs/lambda/src/sample.ts',
    forbidden: `import '@notes/adapter-in-memory';`,
    allowed: `import '@notes/api';`,
    rule: MODULES,
  },
  {
    boundary: "lambda's tests -> adapter other than in-memory",
    file: 'libs/lambda/src/sample.test.ts',
    forbidden: `import '@notes/adapter-dynamodb';`,
    allowed: `import '@notes/adapter-in-memory';`,
    rule: MODULES,
  },
  {
    boundary: 'wiring -> adapter',
    file: 'libs/wiring/src/sample.ts',
    forbidden: `import '@notes/adapter-in-memory';`,
    allowed: `import '@notes/domain';`,
    rule: MODULES,
  },
  {
    boundary: 'library -> app',
    file: 'libs/api/src/sample.ts',
    forbidden: `import '@notes/harness';`,
    allowed: `import '@notes/domain';`,
    rule: MODULES,
  },
  {
    boundary: 'app -> another app',
    file: 'apps/harness/src/sample.ts',
    forbidden: `import '@notes/notes-api-app';`,
    allowed: `import '@notes/adapter-dynamodb';`,
    rule: MODULES,
  },
  {
    boundary: 'tool -> app',
    file: 'tools/bundle/src/sample.ts',
    forbidden: `import '@notes/authorizer-app';`,
    allowed: `import '@notes/api';`,
    rule: MODULES,
  },
  {
    boundary: 'lambda -> inversify',
    file: 'libs/lambda/src/sample.ts',
    forbidden: `import 'inversify';`,
    allowed: `import '@middy/core';`,
    rule: MODULES,
  },
  {
    boundary: 'adapter -> inversify',
    file: 'libs/adapters/cognito/src/sample.ts',
    forbidden: `import 'inversify';`,
    allowed: `import 'jose';`,
    rule: MODULES,
  },
  {
    boundary: 'app -> inversify outside its composition root',
    file: 'apps/harness/src/gateway/sample.ts',
    forbidden: `import 'inversify';`,
    allowed: `import 'velocityjs';`,
    rule: MODULES,
  },
  {
    boundary: "composition root's tests -> another app, though inversify is allowed",
    file: 'apps/harness/src/composition-root.test.ts',
    forbidden: `import '@notes/notes-api-app';`,
    allowed: `import 'inversify';`,
    rule: MODULES,
  },
  {
    boundary: 'composition root -> another app, though inversify is allowed',
    file: 'apps/harness/src/composition-root.ts',
    forbidden: `import '@notes/notes-api-app';`,
    allowed: `import 'inversify';`,
    rule: MODULES,
  },
  {
    boundary: 'relative import out of the project',
    file: 'libs/lambda/src/sample.ts',
    forbidden: `import '../../domain/src/errors.ts';`,
    allowed: `import './index.ts';`,
    rule: MODULES,
  },
  {
    boundary: 'import of an inner file of another project',
    file: 'libs/lambda/src/sample.ts',
    forbidden: `import '@notes/domain/src/errors.ts';`,
    allowed: `import '@notes/domain';`,
    rule: IMPORTS,
  },
];

/** House rules on what a file may contain. */
const code: readonly Sample[] = [
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

export const samples: readonly Sample[] = [...dependencies, ...code];
