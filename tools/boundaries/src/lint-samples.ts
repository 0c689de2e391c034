/**
 * Lints samples of code with the workspace's own ESLint configuration, as if each were a file of a project.
 * No file is written. Type-aware rules are off, because they need files that exist; no boundary is one of them.
 *
 * A process of its own: ESLint imports its configuration dynamically, which Jest's module registry refuses.
 * Reads `{ file, code }[]` as JSON from standard input and writes, in the same order, the ids of the rules that
 * reported: `string[][]`.
 */
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import tseslint from 'typescript-eslint';

const workspaceRoot = resolve(import.meta.dirname, '../../..');
const samples = (await json(process.stdin)) as readonly { file: string; code: string }[];

// Without an up-to-date project graph in Nx's cache the boundary rule would pass everything.
await createProjectGraphAsync({ exitOnError: true });

const eslint = new ESLint({
  cwd: workspaceRoot,
  overrideConfig: { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
});

const reported: string[][] = [];
for (const { file, code } of samples) {
  const results = await eslint.lintText(code, { filePath: resolve(workspaceRoot, file) });
  const rules = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
  reported.push([...new Set(rules)]);
}
process.stdout.write(JSON.stringify(reported));
