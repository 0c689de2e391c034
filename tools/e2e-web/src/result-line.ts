/** What Playwright's JSON report counts; a flaky test failed at first. */
export interface Counts {
  readonly expected: number;
  readonly unexpected: number;
  readonly flaky: number;
  readonly skipped: number;
}

/** The counts as Jest words its summary, such as `Tests:       1 failed, 35 passed, 36 total`. */
export function resultLine({ expected, unexpected, flaky, skipped }: Counts): string {
  const failed = unexpected + flaky;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(expected > 0 ? [`${expected} passed`] : []),
    `${expected + failed + skipped} total`,
  ];
  return `Tests:       ${parts.join(', ')}`;
}
