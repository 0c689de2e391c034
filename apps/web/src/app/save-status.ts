import type { NoteView, SyncView } from '../notes/notes-store.ts';

export interface SaveStatus {
  readonly tone: 'calm' | 'busy' | 'waiting' | 'problem';
  readonly text: string;
}

export interface SaveStatusInput {
  /** What the device has of the note; undefined before the first write of a new one. */
  readonly note: Pick<NoteView, 'state' | 'problem'> | undefined;
  readonly sync: SyncView['status'];
  /** Typed, and not yet on this device's disk. */
  readonly unsaved: boolean;
  /** Why it could not be written to disk. */
  readonly problem: string | undefined;
}

/** What the line over the text says of its being kept; empty while there is nothing to say. */
export function saveStatus({ note, sync, unsaved, problem }: SaveStatusInput): SaveStatus {
  if (problem !== undefined) return { tone: 'problem', text: `Not saved: ${problem}` };
  if (note?.state === 'refused') {
    return { tone: 'problem', text: `Not saved: ${note.problem ?? 'the service does not take this text.'}` };
  }
  if (note?.state === 'conflict') return { tone: 'problem', text: 'Changed in two places' };
  if (unsaved) return { tone: 'busy', text: 'Saving…' };
  if (note === undefined) return { tone: 'calm', text: '' };
  if (note.state === 'saved') return { tone: 'calm', text: 'Saved' };
  if (sync === 'offline') return { tone: 'waiting', text: 'Waiting for connection' };
  if (sync === 'signed-out') return { tone: 'waiting', text: 'Waiting for sign-in' };
  return { tone: 'busy', text: 'Saving…' };
}
