import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Chart } from './chart.ts';

/** In a process of its own: Vega is made of ES modules, which Jest does not load. */
function drawChart(chart: Chart): string {
  const script = `import { drawChart } from ${JSON.stringify(join(__dirname, 'chart.ts'))};
    process.stdout.write(await drawChart(${JSON.stringify(chart)}));`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
}

describe('drawChart', () => {
  it('draws a bar for each contender, ours in a colour of its own', () => {
    const spread = { median: 2, low: 1, high: 3 };
    const svg = drawChart({
      kind: 'bars',
      title: 'Verification',
      measure: 'times raw',
      bars: [
        { name: 'ours', isOurs: true, ...spread },
        { name: 'a peer', isOurs: false, ...spread },
      ],
    });
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg).toContain('Verification');
    expect(svg.match(/fill="#0b6e4f"/g)).toHaveLength(1);
    expect(svg.match(/fill="#9aa5b1"/g)).toHaveLength(1);
  });

  it('draws a line for each store', () => {
    const points = [
      [100, 1],
      [1000, 1.5],
    ] as const;
    const svg = drawChart({
      kind: 'lines',
      title: 'Growth',
      x: 'notes',
      y: 'ms',
      lines: [
        { name: 'one', points },
        { name: 'other', points },
      ],
    });
    const drawn = [...svg.matchAll(/aria-label="[^"]*name: (\w+)"[^>]*aria-roledescription="line mark"/g)];
    expect(drawn.map(([, name]) => name)).toEqual(['one', 'other']);
    expect(svg).not.toContain('NaN');
  });
});
