/** The one note of this bench, in the forms that it has on its way. */

export const OWNER = '3a6f3d3e-5f8c-4c1b-9d0e-2f7b6a1c8d90';
export const NOTE_ID = 'note-0001';
export const TABLE = 'Notes';
export const REVISION = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const CREATED_AT = '2026-01-02T03:04:05.678Z';
/** One kilobyte of text that is more than ASCII. */
export const TEXT = 'Meet “Ada” at the café, 10:00 ☕. '.repeat(29);

/** How many notes a page has by default. */
export const PAGE = 20;

/** A note as the table holds it. */
export function item(noteId: string = NOTE_ID) {
  return {
    ...{ userId: OWNER, noteId, note: TEXT, createdAt: CREATED_AT, updatedAt: CREATED_AT },
    ...{ version: 1, revision: REVISION },
  };
}

/** The ids of a page of notes and of one more, which tells that there is a further page. */
export function pageIds(): readonly string[] {
  return Array.from({ length: PAGE + 1 }, (_, index) => `note-${String(index + 1).padStart(4, '0')}`);
}
