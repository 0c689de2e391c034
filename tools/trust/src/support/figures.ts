import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What an area counted or measured, by a short description such as `tokens refused`. */
export type Figures = Readonly<Record<string, number | string>>;

const FOLDER = resolve(__dirname, '../../../../dist/trust');

/** Keeps the figures of an area of this run. */
export function recordFigures(area: string, figures: Figures): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(resolve(FOLDER, `${area}.json`), `${JSON.stringify(figures, undefined, 2)}\n`);
}
