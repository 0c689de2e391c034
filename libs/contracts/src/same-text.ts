import assert from 'node:assert/strict';

/** Asserts that the two are the same; says where they part instead of printing 256 KiB. */
export function assertSameText(actual: string, expected: string): void {
  if (actual === expected) return;
  const [left, right] = [Buffer.from(actual), Buffer.from(expected)];
  const position = right.findIndex((byte, index) => left[index] !== byte);
  const where = position === -1 ? `go on after byte ${right.length}` : `part at byte ${position}`;
  assert.fail(`${left.length} bytes came back for ${right.length}; they ${where}`);
}
