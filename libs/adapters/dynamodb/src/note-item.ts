import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  type NewNote,
  type Note,
  NoteError,
  type NoteId,
  type Revision,
  type UserId,
  noteId,
  noteText,
  revision,
  userId,
} from '@notes/domain';

/** A note as the table holds it. */
export interface NoteItem {
  readonly userId: string;
  readonly noteId: string;
  readonly note: string;
  /** RFC 3339, UTC, with milliseconds, as are all times: people read them in the console, and they sort. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
  readonly revision: string;
  /** The revision that this one replaced; absent from a note that was only created. */
  readonly predecessor?: string;
}

export interface StoredNote {
  readonly note: Note;
  readonly predecessor?: Revision;
}

/** What RevisionSource promises of a revision. */
const revisionForm = /^[A-Za-z0-9-]{1,64}$/;

export function toItem(owner: UserId, { id, text, createdAt, revision }: NewNote): NoteItem {
  const time = toTimestamp(createdAt);
  return { userId: owner, noteId: id, note: text, createdAt: time, updatedAt: time, version: 1, revision };
}

/** Milliseconds since the Unix epoch as the table holds them. */
export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/**
 * Takes what the table holds for a note; attributes that are not ours are left alone.
 * @throws NoteError `internal`, naming the attribute that is no note's.
 */
export function parseItem(item: Readonly<Record<string, unknown>>): StoredNote {
  const predecessor = item['predecessor'];
  const owner = attribute(item, 'userId', (value) => userId(string(value)));
  const id = parseNoteId(item);
  const text = attribute(item, 'note', (value) => noteText(string(value)));
  const createdAt = attribute(item, 'createdAt', timestamp);
  return {
    note: {
      owner,
      id,
      text,
      createdAt,
      // Most notes are as they were created: one time less to read.
      updatedAt:
        item['updatedAt'] === item['createdAt'] ? createdAt : attribute(item, 'updatedAt', timestamp),
      version: attribute(item, 'version', version),
      revision: attribute(item, 'revision', parseRevision),
    },
    ...(predecessor !== undefined && { predecessor: attribute(item, 'predecessor', parseRevision) }),
  };
}

/**
 * The note id of an item or of a key.
 * @throws NoteError `internal` when it is none.
 */
export function parseNoteId(item: Readonly<Record<string, unknown>>): NoteId {
  return attribute(item, 'noteId', (value) => noteId(string(value)));
}

/**
 * An item as the document client would give it, from the form in which errors carry it: the document client translates answers, but not
 * errors. A note's attributes are strings and numbers; any other value stays something that no attribute of a note may be.
 */
export function fromAttributeValues(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  const native = ({ S, N }: AttributeValue): unknown => S ?? (N === undefined ? null : Number(N));
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, native(value)]));
}

function attribute<Value>(
  item: Readonly<Record<string, unknown>>,
  name: keyof NoteItem,
  parse: (value: unknown) => Value,
): Value {
  try {
    return parse(item[name]);
  } catch {
    // The reason may quote the content, so the name has to do.
    throw new NoteError(
      'internal',
      `A stored item is no note: its attribute ${name} is missing or not valid.`,
    );
  }
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a string');
  return value;
}

/** Times with days that every month has: they can be read in one way only, and need not be written again to be sure of it. */
const plainTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

function timestamp(value: unknown): number {
  const text = string(value);
  const milliseconds = Date.parse(text);
  if (!plainTime.test(text) && toTimestamp(milliseconds) !== text) throw new RangeError('not a time of ours');
  return milliseconds;
}

function version(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw new RangeError('not a version');
  return value;
}

function parseRevision(value: unknown): Revision {
  if (!revisionForm.test(string(value))) throw new RangeError('not a revision');
  return revision(string(value));
}
