import { type RevisionSource, revision } from '@notes/domain';

/**
 * A RevisionSource that counts: `revision-1`, `revision-2` and so on, so that a test knows what comes. Two sources with the same prefix
 * repeat each other's revisions, so it is for tests only.
 * @param prefix of `A-Z a-z 0-9 -`.
 */
export function sequentialRevisions(prefix = 'revision'): RevisionSource {
  let count = 0;
  return { next: () => revision(`${prefix}-${++count}`) };
}
