import type { Note, NotePage } from '@notes/domain';

/** Lambda takes 6 MB of answer. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ANSWER_BYTES = 5_500_000;

/** What a UTF-16 unit can grow to: a control character becomes `\u0000` in the body, and the body is escaped once more in the answer. */
const MAX_BYTES_A_UNIT = 7;

const MAX_BYTES_AROUND_TEXT = 512;

/** As much of a page as surely fits into a Lambda answer; at least one note, which always does. */
export function fittingPage(page: NotePage): NotePage {
  let bytes = 0;
  const count = page.notes.findIndex((note, index) => {
    bytes += weight(note);
    return index > 0 && bytes > MAX_ANSWER_BYTES;
  });
  const last = page.notes[count - 1];
  return count === -1 || !last ? page : { notes: page.notes.slice(0, count), next: last.id };
}

function weight(note: Note): number {
  return note.text.length * MAX_BYTES_A_UNIT + MAX_BYTES_AROUND_TEXT;
}
