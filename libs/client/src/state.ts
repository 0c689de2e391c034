import type { Note, TaggedNote } from './answer.ts';
import { NotesApiError } from './errors.ts';

/**
 * The note as it is now, if that is the given state, which has no etag to tell by.
 * @throws NotesApiError `version-mismatch`
 */
export function sameState(given: Note, now: TaggedNote): TaggedNote {
  const { version, createdAt, updatedAt } = given;
  if (now.version === version && now.createdAt === createdAt && now.updatedAt === updatedAt) return now;
  throw new NotesApiError({
    code: 'version-mismatch',
    status: 412,
    message: 'The note has been changed since the given state. Nothing was written.',
  });
}

/** Whether the state that followed the given one has that text already, as it does when the answer to the same replace was lost. */
export function isReplaced(given: Note, now: Note, text: string): boolean {
  return now.note === text && now.version === given.version + 1 && now.createdAt === given.createdAt;
}
