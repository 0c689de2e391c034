const LONGEST_TITLE = 120;
const LONGEST_PREVIEW = 200;

export interface NoteSummary {
  /** The first line with something on it; empty for a blank note. */
  readonly title: string;
  /** What follows the title, as one line. */
  readonly preview: string;
}

/** How a note is shown in a list. */
export function summarise(text: string): NoteSummary {
  const start = text.trimStart();
  const end = start.search(/[\r\n]/);
  const title = end < 0 ? start : start.slice(0, end);
  const rest = end < 0 ? '' : start.slice(end, end + 2 * LONGEST_PREVIEW);

  return { title: shorten(title, LONGEST_TITLE), preview: shorten(rest, LONGEST_PREVIEW) };
}

/** The title of a note for headings, page titles and messages. */
export function titleOf(text: string): string {
  return summarise(text).title || 'Untitled';
}

function shorten(text: string, length: number): string {
  const line = text
    .slice(0, 4 * length)
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : line;
}
