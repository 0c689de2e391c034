import {
  type NoteRecord,
  type Sending,
  type ServedNote,
  nextStep,
  textBelowDraft,
  textOf,
  updatedAtOf,
} from './note-record.ts';
import { textProblem } from './note-text.ts';
import type { Outcome } from './send.ts';

/** What becomes of a note. */
export interface Change {
  /** Undefined: the note is not kept any more. */
  readonly record: NoteRecord | undefined;
  /** A text that has no place in the note any more, and is to be kept as a note of its own. */
  readonly copy?: string;
}

/** Drops a draft that says what is there without it, and says of any other whether it can be sent. */
function settled({ draft, problem: _, ...rest }: NoteRecord): NoteRecord {
  if (draft === undefined) return rest;
  if (!rest.conflict && draft === textBelowDraft(rest)) return rest;
  const problem = textProblem(draft);
  return { ...rest, draft, ...(problem !== undefined && { problem }) };
}

const withBase = ({ base: _, ...rest }: NoteRecord, base: ServedNote | undefined): NoteRecord =>
  base ? { ...rest, base } : rest;

const theirsOf = (served: ServedNote | undefined): NonNullable<NoteRecord['conflict']> =>
  served ? { theirs: { text: served.text, updatedAt: served.updatedAt } } : {};

export function created(noteid: string, text: string, now: number): NoteRecord {
  const at = new Date(now).toISOString();
  return settled({ noteid, revision: now, createdAt: at, typedAt: at, draft: text });
}

/**
 * Typing that began from the revision `seen`. Where the text is another by now, both are kept: a conflict, or, in a note that already has two texts,
 * a copy of the one that was typed here before.
 */
export function typed(
  record: NoteRecord | undefined,
  { noteid, text, seen, now }: { noteid: string; text: string; seen: number; now: number },
): Change {
  const typedAt = new Date(now).toISOString();
  if (!record) {
    const revision = Math.max(now, seen + 1);
    return { record: settled({ noteid, revision, createdAt: typedAt, typedAt, draft: text, conflict: {} }) };
  }
  const before = textOf(record);
  if (text === before) return { record };
  // Whoever types into a note wants it.
  const { deletedAt: _, notice: __, ...kept } = record;
  const next = { ...kept, typedAt, draft: text, revision: record.revision + 1 };
  if (seen === record.revision) return { record: settled(next) };
  if (record.conflict) {
    const { theirs } = record.conflict;
    if (text !== theirs?.text) return { record: settled(next), copy: before };
    // The same two texts the other way round: what is being typed on is this tab's own.
    return { record: settled({ ...next, conflict: { theirs: { text: before, updatedAt: typedAt } } }) };
  }
  return {
    record: settled({ ...next, conflict: { theirs: { text: before, updatedAt: updatedAtOf(record) } } }),
  };
}

export const removed = (record: NoteRecord, now: number): NoteRecord => ({ ...record, deletedAt: now });

/** Undefined when the deletion is on its way. */
export function restored(record: NoteRecord): NoteRecord | undefined {
  if (record.sending?.kind === 'delete') return undefined;
  const { deletedAt: _, ...kept } = record;
  return kept;
}

export function resolved(record: NoteRecord, keep: 'mine' | 'theirs' | 'both'): Change {
  const { conflict, draft: _, ...rest } = record;
  if (!conflict) return { record };
  const mine = textOf(record);
  if (keep === 'mine') return { record: settled({ ...rest, draft: mine }) };
  const copy = keep === 'both' && { copy: mine };
  if (!conflict.theirs) return { record: undefined, ...copy };
  const theirs = { ...rest, draft: conflict.theirs.text, revision: record.revision + 1 };
  return { record: settled(theirs), ...copy };
}

/** Takes down the request that is to be sent next; unchanged where there is none. Undefined: the note never left this device. */
export function begun(
  record: NoteRecord,
  { id, now, undoMilliseconds }: { id: string; now: number; undoMilliseconds: number },
): NoteRecord | undefined {
  const step = nextStep(record, now, undoMilliseconds);
  if (step === 'drop') return undefined;
  if (step === 'delete' && record.base) {
    return { ...record, sending: { id, kind: 'delete', base: record.base } };
  }
  const { draft: text, ...rest } = record;
  if (step !== 'create' && step !== 'replace') return record;
  if (text === undefined) return record;
  const sending: Sending = rest.base
    ? { id, kind: 'replace', text, base: rest.base }
    : { id, kind: 'create', text };
  return { ...rest, sending };
}

/** The service has stored what was sent. */
function confirmed(record: NoteRecord, served: ServedNote): NoteRecord {
  const { sending: _, ...rest } = record;
  return settled(withBase(rest, served));
}

/** The service has deleted the note, or had done so. What was typed meanwhile is asked about. */
function deleted(record: NoteRecord): NoteRecord | undefined {
  const { sending: _, base: __, ...rest } = record;
  if (record.deletedAt !== undefined || record.draft === undefined) return undefined;
  return settled({ ...rest, conflict: rest.conflict ?? {} });
}

/** The service will never take what was sent. */
function refused(record: NoteRecord, sent: Sending, sentence: string): NoteRecord {
  const { sending: _, deletedAt, ...rest } = record;
  if (sent.kind === 'delete') return { ...rest, notice: sentence };
  const kept = { ...rest, ...(deletedAt !== undefined && { deletedAt }) };
  // What was typed since may be another matter.
  if (rest.draft !== undefined) return settled(kept);
  return { ...kept, draft: sent.text, problem: sentence };
}

/** What was sent met a note in another state; `theirs` is that state, undefined where the note is gone. */
function changedElsewhere(record: NoteRecord, sent: Sending, theirs: ServedNote | undefined): Change {
  const { sending: _, ...rest } = record;
  if (sent.kind === 'delete') return { record: deletionMet(record, sent.base, theirs) };
  if (theirs && theirs.text === sent.text) return { record: confirmed(record, theirs) };
  if (!theirs && record.deletedAt !== undefined) return { record: undefined };

  const next = withBase({ ...rest, draft: record.draft ?? sent.text }, theirs);
  // Another write of the text that was there before: nothing of it can be lost.
  if (sent.kind === 'replace' && theirs?.text === sent.base.text) return { record: settled(next) };

  const { deletedAt: __, conflict, ...kept } = next;
  const agreed = theirs !== undefined && theirs.text === kept.draft;
  const met = settled(agreed ? kept : { ...kept, conflict: theirsOf(theirs) });
  const third = conflict?.theirs?.text;
  return third === undefined || third === theirs?.text ? { record: met } : { record: met, copy: third };
}

function deletionMet(record: NoteRecord, expected: ServedNote, theirs: ServedNote | undefined) {
  if (!theirs) return deleted(record);
  const { sending: _, ...rest } = record;
  const next = withBase(rest, theirs);
  if (theirs.text === expected.text) return settled(next);
  const { deletedAt: __, conflict: ___, ...back } = next;
  if (back.draft !== undefined && back.draft !== theirs.text) {
    return settled({ ...back, conflict: theirsOf(theirs) });
  }
  const notice = 'This note was changed on another device meanwhile, so it was not deleted.';
  return settled({ ...back, revision: record.revision + 1, notice });
}

/** A list has the note in this state. A note with something unconfirmed is left alone: sending that finds out what has become of it. */
export function listed(
  record: NoteRecord | undefined,
  noteid: string,
  served: ServedNote,
  now: number,
): NoteRecord {
  if (!record) return { noteid, revision: now, createdAt: served.createdAt, base: served };
  if (isUntouched(record) && record.base && isNews(served, record.base)) {
    const { notice: _, ...rest } = record;
    const changed = served.text !== record.base.text;
    return { ...rest, base: served, revision: record.revision + (changed ? 1 : 0) };
  }
  return record;
}

/** A list ought to have the note, and has not. */
export function unlisted(record: NoteRecord): NoteRecord | undefined {
  const { deletedAt: _, ...rest } = record;
  return record.base && isUntouched(rest) ? undefined : record;
}

const isUntouched = ({ draft, sending, conflict, deletedAt }: NoteRecord): boolean =>
  draft === undefined && !sending && !conflict && deletedAt === undefined;

function isNews(served: ServedNote, base: ServedNote): boolean {
  // Created again, a note counts its versions anew. Only a list that was asked for before the last write can be older than what is known.
  if (served.createdAt !== base.createdAt) return true;
  return served.version > base.version || served.updatedAt > base.updatedAt;
}

/** What an answer to the request of that id makes of a note; nothing, where another tab has settled it. */
export function settledBy(record: NoteRecord | undefined, id: string, outcome: Outcome): Change {
  if (record?.sending?.id !== id) return { record };
  switch (outcome.kind) {
    case 'confirmed':
      return { record: confirmed(record, outcome.served) };
    case 'deleted':
      return { record: deleted(record) };
    case 'refused':
      return { record: refused(record, record.sending, outcome.sentence) };
    case 'changed-elsewhere':
      return changedElsewhere(record, record.sending, outcome.theirs);
  }
}
