import type { Revision } from '../note/note.ts';

/** Makes revisions. */
export interface RevisionSource {
  /** A revision that no call, in any process, has returned or will return again: 1 to 64 of `A-Z a-z 0-9 -`, as an ETag can hold it. */
  next(): Revision;
}
