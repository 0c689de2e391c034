export { startHarness } from './start-harness.ts';
export type { Harness, HarnessInfo, HarnessOptions, OutsidePool } from './start-harness.ts';
