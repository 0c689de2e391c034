import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from './benches.ts';
import { toMarkdown, writeReport } from './core/document.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const usage = `npm run bench                  all benches, one after the other
npm run bench -- <name>...     these
  --dry-run                    print the figures, and leave docs/performance.md as it is

Names: ${Object.keys(benches).join(', ')}`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function runOne(name: string): Promise<void> {
  const bench = await benches[name]?.();
  if (!bench) throw new Error(`There is no bench "${name}".\n\n${usage}`);
  console.log(`\n## ${name}\n`);
  const report = await bench.run();
  console.log(toMarkdown(report));
  await mkdir(resolve(workspace, 'dist/bench'), { recursive: true });
  await writeFile(resolve(workspace, 'dist/bench', `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  if (!options['dry-run']) await writeReport(resolve(workspace, 'docs'), name, report);
}

/** A process each: no bench meets the heap or the compiled code of another. */
function runEach(names: readonly string[]): void {
  const flags = options['dry-run'] ? ['--dry-run'] : [];
  for (const name of names) {
    const { status } = spawnSync(process.execPath, ['--expose-gc', import.meta.filename, name, ...flags], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}

if (options.help) console.log(usage);
else if (positionals.length === 1) {
  try {
    await runOne(positionals[0] ?? '');
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
} else runEach(positionals.length === 0 ? Object.keys(benches) : positionals);
