import fc from 'fast-check';

/**
 * Each Unicode character, as `unit: 'binary'` of fast-check has them: that one writes all of them down first, to find out which texts are made
 * of them, which takes a second.
 */
export const character = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map(String.fromCodePoint, codeOf);

function codeOf(text: unknown): number {
  const code = typeof text === 'string' ? (text.codePointAt(0) ?? -1) : -1;
  return code >= 0 && text === String.fromCodePoint(code) ? code : -1;
}
