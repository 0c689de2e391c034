import { View, parse } from 'vega';
import { type TopLevelSpec, compile } from 'vega-lite';
import type { Spread } from './rounds.ts';

export interface BarChart {
  readonly kind: 'bars';
  readonly title: string;
  /** What the length of a bar is, with its unit. */
  readonly measure: string;
  readonly bars: readonly (Spread & { readonly name: string; readonly isOurs: boolean })[];
}

export interface LineChart {
  readonly kind: 'lines';
  readonly title: string;
  /** Its values grow by factors, so the axis is logarithmic. */
  readonly x: string;
  readonly y: string;
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

export type Chart = BarChart | LineChart;

const OURS = '#0b6e4f';
const PEERS = '#9aa5b1';

/** The chart as an SVG document. */
export function drawChart(chart: Chart): Promise<string> {
  const spec = chart.kind === 'bars' ? barSpec(chart) : lineSpec(chart);
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}

function barSpec({ title, measure, bars }: BarChart): TopLevelSpec {
  const names = {
    field: 'name',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { labelLimit: 360 },
  } as const;
  return {
    title,
    width: 520,
    height: { step: 26 },
    background: 'white',
    data: { values: bars.map((bar) => ({ ...bar })) },
    layer: [
      {
        mark: { type: 'bar' },
        encoding: {
          y: names,
          x: { field: 'median', type: 'quantitative', title: measure },
          color: { condition: { test: 'datum.isOurs', value: OURS }, value: PEERS },
        },
      },
      {
        mark: { type: 'rule', color: '#1f2933' },
        encoding: { y: names, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
      },
    ],
  };
}

function lineSpec({ title, x, y, lines }: LineChart): TopLevelSpec {
  return {
    title,
    width: 520,
    height: 260,
    background: 'white',
    data: { values: lines.flatMap(({ name, points }) => points.map(([at, value]) => ({ name, at, value }))) },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'at', type: 'quantitative', scale: { type: 'log' }, title: x, axis: { tickCount: 4 } },
      y: { field: 'value', type: 'quantitative', title: y, scale: { zero: true } },
      color: { field: 'name', type: 'nominal', title: null, sort: null },
    },
  };
}
