import { NoteError } from '../errors.ts';

declare const brand: unique symbol;
/** A string that only the function named for it makes; another string does not compile in its place. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The never-reassigned id of a user: the `sub` claim of a verified token (OpenID Connect Core 1.0, section 2). */
export type UserId = Branded<'UserId'>;

/** The id of a note, unique among its owner's notes; chosen by the client, see {@link noteId}. */
export type NoteId = Branded<'NoteId'>;

/** Names one write of one note. Never repeats, not even for a note that was deleted and created again. */
export type Revision = Branded<'Revision'>;

/** A note as its owner last wrote it. Times are whole milliseconds since the Unix epoch, UTC. */
export interface Note {
  readonly owner: UserId;
  readonly id: NoteId;
  readonly text: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts the writes from 1. */
  readonly version: number;
  /** The write that made this state. */
  readonly revision: Revision;
}

/** Most UTF-8 bytes that a note's text may have: 256 KiB. */
export const MAX_NOTE_BYTES = 256 * 1024;

/** What a note id looks like, as the source of a regular expression that matches the whole id. */
export const NOTE_ID_PATTERN = '^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}$';

const noteIdForm = new RegExp(NOTE_ID_PATTERN);

/** Most bytes of a user id: what a DynamoDB partition key holds. Cognito's are 36 characters. */
const MAX_USER_ID_BYTES = 2048;

/**
 * Takes a string for a note id.
 * @throws NoteError `invalid-request` unless it matches {@link NOTE_ID_PATTERN}.
 */
export function noteId(value: string): NoteId {
  // `$` without the m flag matches only at the end, so a trailing newline is refused too.
  if (noteIdForm.test(value)) return value as NoteId;
  const detail = 'must be 1 to 128 of A-Z a-z 0-9 . _ ~ - and not begin with a dot';
  throw new NoteError('invalid-request', 'The note id is not valid.', {
    violations: [{ field: 'noteId', detail }],
  });
}

/**
 * Takes the subject of a verified token for a user id.
 * @throws NoteError `internal` when it is empty, longer than a store can hold, or not well-formed Unicode: the caller did not choose it.
 */
export function userId(subject: string): UserId {
  if (subject === '' || utf8Length(subject) > MAX_USER_ID_BYTES || !subject.isWellFormed()) {
    throw new NoteError('internal', 'The subject of the token cannot be used as a user id.');
  }
  return subject as UserId;
}

/** Takes a string made by a RevisionSource, or read back from a store or an ETag, for a revision. */
export function revision(value: string): Revision {
  return value as Revision;
}

/**
 * Checks a note's text and returns it unchanged: 1 byte to {@link MAX_NOTE_BYTES} of UTF-8, no lone surrogates. Anything else
 * that Unicode can say is allowed and kept byte for byte.
 * @throws NoteError `invalid-request` or `note-too-large`.
 */
export function noteText(value: string): string {
  const detail =
    value === '' ? 'must not be empty' : value.isWellFormed() ? undefined : 'must not hold a lone surrogate';
  if (detail) {
    throw new NoteError('invalid-request', 'The text is not valid.', {
      violations: [{ field: 'text', detail }],
    });
  }
  // No unit of a string takes more than three bytes, so most texts need no counting.
  if (value.length > MAX_NOTE_BYTES / 3 && utf8Length(value) > MAX_NOTE_BYTES) {
    throw new NoteError('note-too-large', `The text is longer than ${MAX_NOTE_BYTES} bytes of UTF-8.`);
  }
  return value;
}

/** The bytes that well-formed text takes in UTF-8 (RFC 3629). */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes: each half counts two.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
