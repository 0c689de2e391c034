import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { runProgram } from '@notes/test-kit';

const workspace = resolve(import.meta.dirname, '../../..');
const figuresFolder = resolve(workspace, 'dist/trust');

/** Runs one of the workspace's own programs; false when it failed. */
async function run(program: string, ...args: string[]): Promise<boolean> {
  const file = resolve(workspace, 'node_modules/.bin', program);
  return (await runProgram([process.execPath, file, ...args], { cwd: workspace })) === 0;
}

/** Prints what the areas recorded, an area each. */
function printFigures(): void {
  for (const file of readdirSync(figuresFolder).sort()) {
    console.log(`\n${file.replace('.json', '')}`);
    const figures = JSON.parse(readFileSync(resolve(figuresFolder, file), 'utf8')) as Record<string, unknown>;
    for (const [what, figure] of Object.entries(figures)) console.log(`  ${what}: ${String(figure)}`);
  }
}

rmSync(figuresFolder, { recursive: true, force: true });
const passed =
  (await run('nx', 'run-many', '-t', 'build', '-p', 'authorizer,notes-api')) &&
  (await run('jest', '--config', 'tools/trust/jest.tier.cjs', ...process.argv.slice(2)));
if (passed) printFigures();
process.exitCode = passed ? 0 : 1;
