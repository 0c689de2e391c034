import type { NoteView } from './notes-store.ts';

/** A state of a note that the service has confirmed. */
export interface ServedNote {
  readonly text: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Absent where it came from a list. */
  readonly etag?: string;
}

/**
 * A request that is kept before it is sent, and sent again as it was until its answer is known: the HTTP contract makes exactly that safe.
 * `id` tells it from any other.
 */
export type Sending =
  | { readonly id: string; readonly kind: 'create'; readonly text: string }
  | { readonly id: string; readonly kind: 'replace'; readonly text: string; readonly base: ServedNote }
  | { readonly id: string; readonly kind: 'delete'; readonly base: ServedNote };

/** A note as it is kept in IndexedDB. */
export interface NoteRecord {
  readonly noteid: string;
  /** See NoteView; starts with a time, so that a note which went and came back never repeats one. */
  readonly revision: number;
  /** RFC 3339, of this device's clock; counts until the service has its own. */
  readonly createdAt: string;
  /** When its text was last typed here, RFC 3339. */
  readonly typedAt?: string;
  readonly base?: ServedNote;
  readonly sending?: Sending;
  /** What was typed since `sending`, or since `base` where nothing is being sent. In a conflict: the text typed here. */
  readonly draft?: string;
  /** When it was deleted here, in milliseconds since the Unix epoch. */
  readonly deletedAt?: number;
  /** The other text; without one, the note was deleted elsewhere. */
  readonly conflict?: { readonly theirs?: { readonly text: string; readonly updatedAt: string } };
  /** Why `draft` cannot be sent. */
  readonly problem?: string;
  /** What the person should know of a note with which all is well again. */
  readonly notice?: string;
}

const sentText = ({ sending }: NoteRecord): string | undefined =>
  sending && sending.kind !== 'delete' ? sending.text : undefined;

/** The text without what was typed since the last request began. */
export const textBelowDraft = (record: NoteRecord): string | undefined =>
  sentText(record) ?? record.base?.text;

export const textOf = (record: NoteRecord): string => record.draft ?? textBelowDraft(record) ?? '';

export const updatedAtOf = (record: NoteRecord): string => {
  const local = record.draft !== undefined || sentText(record) !== undefined;
  return (local ? record.typedAt : record.base?.updatedAt) ?? record.createdAt;
};

/** Whether the service has yet to confirm something of this note. */
export const isPending = ({ draft, sending, deletedAt, conflict }: NoteRecord): boolean =>
  draft !== undefined || sending !== undefined || deletedAt !== undefined || conflict !== undefined;

/** @param active whether this tab is waiting for the answer to `sending` */
export function viewOf(record: NoteRecord, active: boolean): NoteView {
  const { noteid, revision, conflict, problem = record.notice } = record;
  return {
    noteid,
    text: textOf(record),
    createdAt: record.base?.createdAt ?? record.createdAt,
    updatedAt: updatedAtOf(record),
    revision,
    state: stateOf(record, active),
    ...(problem !== undefined && { problem }),
    ...(conflict && { theirs: conflict.theirs }),
  };
}

function stateOf(record: NoteRecord, active: boolean): NoteView['state'] {
  if (record.conflict) return 'conflict';
  if (record.sending && active) return 'saving';
  if (record.problem !== undefined) return 'refused';
  return isPending(record) ? 'waiting' : 'saved';
}

export type Step = 'send' | 'create' | 'replace' | 'delete' | 'drop';

/** What is to be done for a note next; a number is the time at which to ask again. */
export function nextStep(
  record: NoteRecord,
  now: number,
  undoMilliseconds: number,
): Step | number | undefined {
  if (record.sending) return 'send';
  if (record.deletedAt !== undefined) {
    const due = record.deletedAt + undoMilliseconds;
    // A clock that was set back would otherwise put the deletion off for as long.
    if (now < due && now >= record.deletedAt) return due;
    return record.base ? 'delete' : 'drop';
  }
  if (record.conflict || record.draft === undefined || record.problem !== undefined) return undefined;
  return record.base ? 'replace' : 'create';
}
