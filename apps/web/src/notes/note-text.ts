/** 256 KiB of UTF-8: what the HTTP contract lets a note have. */
const MAX_NOTE_BYTES = 262_144;

/** Why the service would not take this text, for the person who typed it; undefined when it would. */
export function textProblem(text: string): string | undefined {
  if (text === '') return 'An empty note cannot be saved. Write something, or delete it.';
  if (!text.isWellFormed())
    return 'This note holds half a character, left over from a paste perhaps, and cannot be saved.';
  // No text has fewer bytes than UTF-16 units, or more than three for each.
  if (text.length * 3 <= MAX_NOTE_BYTES) return undefined;
  const bytes = text.length > MAX_NOTE_BYTES ? text.length : new TextEncoder().encode(text).length;
  return bytes > MAX_NOTE_BYTES ? 'This note is too long to be saved. Split it into several.' : undefined;
}
