import { type Note, NoteError, type Revision, noteId, noteText, revision, userId } from '@notes/domain';

export interface StoredNote {
  readonly note: Note;
  /** The revision that the stored one replaced; a created note has none. */
  readonly predecessor?: Revision;
}

/** What RevisionSource promises of a revision. */
const revisionForm = /^[A-Za-z0-9-]{1,64}$/;

/** The last millisecond that a Date can hold (ECMA-262, "Time Values and Time Range"). */
const MAX_TIME = 8.64e15;

/**
 * Takes a row of the table for a note: other programs can write to the file too.
 * @throws NoteError `internal`, naming the column that is no note's.
 */
export function parseRow(row: Readonly<Record<string, unknown>>): StoredNote {
  const predecessor = row['predecessor'];
  return {
    note: {
      owner: column(row, 'owner', (value) => userId(text(value))),
      id: column(row, 'id', (value) => noteId(text(value))),
      text: column(row, 'text', (value) => noteText(text(value))),
      createdAt: column(row, 'created_at', (value) => wholeNumber(value, -MAX_TIME, MAX_TIME)),
      updatedAt: column(row, 'updated_at', (value) => wholeNumber(value, -MAX_TIME, MAX_TIME)),
      version: column(row, 'version', (value) => wholeNumber(value, 1, Number.MAX_SAFE_INTEGER)),
      revision: column(row, 'revision', parseRevision),
    },
    ...(predecessor !== null && { predecessor: column(row, 'predecessor', parseRevision) }),
  };
}

function column<Value>(
  row: Readonly<Record<string, unknown>>,
  name: string,
  parse: (value: unknown) => Value,
): Value {
  try {
    return parse(row[name]);
  } catch {
    // The reason may quote the content, so the name has to do.
    throw new NoteError('internal', `A stored row is no note: its ${name} is missing or not valid.`);
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not text');
  return value;
}

function wholeNumber(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new RangeError('not a whole number in range');
  }
  return value;
}

function parseRevision(value: unknown): Revision {
  if (!revisionForm.test(text(value))) throw new RangeError('not a revision');
  return revision(text(value));
}
