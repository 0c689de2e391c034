export { startHarness } from './start-harness.ts';
export type { Harness, HarnessInfo, HarnessOptions } from './start-harness.ts';
export type { OutsidePool } from './token-source.ts';
