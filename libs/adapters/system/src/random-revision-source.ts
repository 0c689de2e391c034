import { randomUUID } from 'node:crypto';
import { type RevisionSource, revision } from '@notes/domain';

/** Revisions from 122 random bits each: UUIDs of version 4 (RFC 9562, section 5.4). */
export const randomRevisionSource: RevisionSource = { next: () => revision(randomUUID()) };
