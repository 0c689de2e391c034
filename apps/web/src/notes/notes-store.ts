import type { ReadonlySignal } from '@preact/signals';

/** A note as this device has it: what the service last said of it, with what was typed here since. */
export interface NoteView {
  /** A UUID of version 7 for notes made here, so that the order of ids is the order of creation. */
  readonly noteid: string;
  readonly text: string;
  /** RFC 3339; for a note that the service has not seen yet, of this device's clock. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Grows whenever the text on this device changes, by typing here or in another tab, or from the service. */
  readonly revision: number;
  readonly state:
    | 'saved'
    /** Kept on this device, yet to be sent. */
    | 'waiting'
    | 'saving'
    /** Changed here and elsewhere: {@link NotesStore.resolve} says which text stays. */
    | 'conflict'
    /** The service will not take this text (`problem` says why); it stays on this device. */
    | 'refused';
  /** With `refused`, why; with `saved`, what the person should know of it, such as that it was not deleted. */
  readonly problem?: string;
  /** With `conflict`: the other text, or undefined where the note was deleted elsewhere. */
  readonly theirs?: { readonly text: string; readonly updatedAt: string } | undefined;
}

export interface SyncView {
  readonly status:
    | 'idle'
    | 'working'
    /** No connection, or the service does not answer; tried again by itself. */
    | 'offline'
    /** The user must sign in again first. */
    | 'signed-out';
  /** Notes with changes that the service has not confirmed. */
  readonly pending: number;
  /** Whether older notes are to be had by {@link NotesStore.loadMore}. */
  readonly more: boolean;
  /** Whether the first page has been seen on this device, now or before: until then an empty list says nothing. */
  readonly loaded: boolean;
}

/**
 * The notes of one user on this device. What is written is on disk when the promise resolves, and reaches the service when it can; nothing that
 * was typed is ever dropped without being asked about.
 *
 * What has to write to this device (`create`, `write`, `remove`, `restore`, `resolve`, `erase`) rejects with a NotesStoreError where that fails, and
 * nothing has changed then: `full` when the browser has no room left, `unavailable` when it has closed or deleted the database, as another tab's
 * `erase` does, or when the store was closed. Nothing else rejects.
 */
export interface NotesStore {
  /** Newest first; without notes that are being deleted. */
  readonly notes: ReadonlySignal<readonly NoteView[]>;
  readonly sync: ReadonlySignal<SyncView>;
  /** Loads the next page of older notes. Without a connection it does nothing. */
  loadMore(): Promise<void>;
  /** Sends what waits and asks for what is new, now. */
  refresh(): Promise<void>;
  /** A new note of that text. */
  create(text: string): Promise<NoteView>;
  /**
   * Keeps what was typed into a note.
   *
   * @param seen the revision that the typing began from, or that the last write returned. Where the text has changed since (another tab, the service),
   *   neither text is lost: the note goes into `conflict`, with the text typed here as its own.
   * @returns the note's revision now
   */
  write(noteid: string, text: string, seen: number): Promise<number>;
  /** Deletes a note, a few seconds from now. What is typed into it afterwards brings it back. */
  remove(noteid: string): Promise<void>;
  /** Takes {@link remove} back; false when it is too late. */
  restore(noteid: string): Promise<boolean>;
  /** `both` keeps the other text in place and the text typed here as a new note. */
  resolve(noteid: string, keep: 'mine' | 'theirs' | 'both'): Promise<void>;
  /** Forgets everything of this user on this device, unsent changes included. */
  erase(): Promise<void>;
  /** Stops working; what waits stays on disk. */
  close(): Promise<void>;
}
