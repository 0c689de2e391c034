export interface Segment {
  readonly text: string;
  readonly match: boolean;
}

/** Whether every word of a query is somewhere in a text, whatever the case. A query without words matches everything. */
export function matches(text: string, query: string): boolean {
  const words = wordsOf(query);
  if (words.length === 0) return true;
  const folded = text.toLowerCase();
  return words.every((word) => folded.includes(word));
}

/** A text cut where the words of a query are in it; the segments joined are the text. */
export function highlight(text: string, query: string): readonly Segment[] {
  const words = wordsOf(query);
  if (words.length === 0) return [{ text, match: false }];

  const anyWord = new RegExp(words.map(escapeForRegExp).join('|'), 'giu');
  const segments: Segment[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(anyWord)) {
    if (index > from) segments.push({ text: text.slice(from, index), match: false });
    segments.push({ text: found, match: true });
    from = index + found.length;
  }
  if (from < text.length) segments.push({ text: text.slice(from), match: false });
  return segments;
}

/** The part of a text around the first word of a query, so that a match far down shows in a list. */
export function excerpt(text: string, query: string, length = 160): string {
  const folded = text.toLowerCase();
  const positions = wordsOf(query)
    .map((word) => folded.indexOf(word))
    .filter((position) => position >= 0);
  const start = Math.max(0, Math.min(...positions, text.length) - 40);
  const part = text
    .slice(start, start + length)
    .replace(/\s+/gu, ' ')
    .trim();
  return start > 0 ? `…${part}` : part;
}

function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/u).filter(Boolean);
}

function escapeForRegExp(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
