import type { NoteRecord, ServedNote } from '../note-record.ts';
import * as change from '../transitions.ts';

export const NOW = Date.UTC(2026, 0, 1);
export const AT = new Date(NOW).toISOString();
export const UNDO = 8_000;

export const served = (text: string, version = 1, createdAt = AT): ServedNote => ({
  text,
  version,
  createdAt,
  updatedAt: new Date(NOW + version).toISOString(),
});

export const saved = (text: string): NoteRecord => ({
  noteid: 'n',
  revision: 1,
  createdAt: AT,
  base: served(text),
});

export const step = { id: 'send-1', now: NOW, undoMilliseconds: UNDO };

export const type = (record: NoteRecord, text: string, seen = record.revision) =>
  change.typed(record, { noteid: record.noteid, text, seen, now: NOW });

/** A record that is there, after a change that makes no copy. */
export function kept({ record, copy }: change.Change): NoteRecord {
  if (!record || copy !== undefined) throw new Error('The note is not kept, or has a copy.');
  return record;
}

export const sending = (record: NoteRecord): NoteRecord => kept({ record: change.begun(record, step) });
