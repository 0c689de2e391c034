import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import type { Goal, Report, Table } from './bench.ts';

/** The report as Markdown, without its charts. */
export function toMarkdown({ rounds, tables, goals }: Report): string {
  const processor = cpus()[0]?.model.trim() ?? 'an unknown processor';
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const where = `${availableParallelism()} cores of ${processor}, Node ${process.versions.node}, ${day}; medians of ${rounds} interleaved rounds.`;
  const parts = tables.map((table) => `${table.caption}:\n\n${tableMarkdown(table)}`);
  return [...parts, ...(goals.length > 0 ? [goalsMarkdown(goals)] : []), where].join('\n\n');
}

/**
 * Writes the report into its section of docs/performance.md, which stands between `<!-- bench:name -->` and `<!-- /bench:name -->`,
 * and its charts beside the document.
 * @throws Error when the document has no such section.
 */
export async function writeReport(docs: string, name: string, report: Report): Promise<void> {
  const file = join(docs, 'performance.md');
  const text = await readFile(file, 'utf8');
  await mkdir(join(docs, 'performance'), { recursive: true });
  // Loaded only where charts are wanted: it takes longer than some benches.
  const { drawChart } = await import('./chart.ts');
  const images: string[] = [];
  for (const [index, chart] of report.charts.entries()) {
    const image = `performance/${name}${index === 0 ? '' : `-${index + 1}`}.svg`;
    await writeFile(join(docs, image), `${await drawChart(chart)}\n`);
    images.push(`![${chart.title}](${image})`);
  }
  await writeFile(file, replaceSection(text, name, [toMarkdown(report), ...images].join('\n\n')));
}

/** @throws Error when the text has no section of that name. */
export function replaceSection(text: string, name: string, content: string): string {
  const begin = `<!-- bench:${name} -->`;
  const end = `<!-- /bench:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The document has no section between ${begin} and ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

function goalsMarkdown(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, limit, measured, isMet }) => [
    what,
    limit,
    measured,
    isMet ? 'yes' : '**no**',
  ]);
  return tableMarkdown({ caption: '', columns: ['goal', 'limit', 'measured', 'reached'], rows });
}

/** Cells padded as Prettier pads them. */
function tableMarkdown({ columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(3, ...[column, ...rows.map((row) => row[index] ?? '')].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  return [
    line(columns),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}
