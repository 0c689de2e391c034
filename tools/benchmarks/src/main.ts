import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from './benches.ts';
import type { Report } from './core/bench.ts';
import { toMarkdown, writeReport } from './core/document.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const usage = `npm run bench                  all benches, one after the other
npm run bench -- <name>...     these
  --dry-run                    print the figures, and leave docs/performance.md as it is
  --check                      few rounds of those that have ratios as goals; fails when one is clearly missed

Names: ${Object.keys(benches).join(', ')}`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'dry-run': { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function runOne(name: string): Promise<void> {
  const bench = await benches[name]?.();
  if (!bench) throw new Error(`There is no bench "${name}".\n\n${usage}`);
  if (options.check && bench.checkRounds === undefined) return;
  console.log(`\n## ${name}\n`);
  const report = await bench.run(...(options.check ? [bench.checkRounds] : []));
  console.log(toMarkdown(report));
  await mkdir(resolve(workspace, 'dist/bench'), { recursive: true });
  await writeFile(resolve(workspace, 'dist/bench', `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  if (options.check) refuseLosses(report);
  else if (!options['dry-run']) await writeReport(resolve(workspace, 'docs'), name, report);
}

function refuseLosses({ goals }: Report): void {
  const lost = goals.filter(({ isClearlyMissed }) => isClearlyMissed);
  if (lost.length === 0) return;
  throw new Error(
    `Clearly missed: ${lost.map(({ what, limit, measured }) => `${what} is ${measured}, not ${limit}`).join('; ')}.`,
  );
}

/** A process each: no bench meets the heap or the compiled code of another. */
function runEach(names: readonly string[]): void {
  const flags = (['dry-run', 'check'] as const).filter((flag) => options[flag]).map((flag) => `--${flag}`);
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
