import { signal } from '@preact/signals';
import type { NoteView, NotesStore } from '../notes/notes-store.ts';

/** How long typing must rest before it is written, in milliseconds. */
const REST = 800;

export interface NoteDraftOptions {
  readonly store: Pick<NotesStore, 'create' | 'write'>;
  /** The note to go on with; without it, the first words make a new note. */
  readonly note?: NoteView;
  /** Called when the first words have made the note. */
  readonly onCreated?: (noteid: string) => void;
  /** Calls back after so many milliseconds; returns what cancels it. */
  readonly schedule?: (callback: () => void, delay: number) => () => void;
}

/**
 * The text that is being typed. It goes to the store when typing rests and when told to; what others do to the note is followed only
 * while nothing is typed here that the store does not have.
 */
export class NoteDraft {
  readonly noteid = signal<string | undefined>(undefined);
  readonly text = signal('');
  /** Whether something is typed that is not on disk yet. */
  readonly unsaved = signal(false);
  /** Why the last write failed. */
  readonly problem = signal<string | undefined>(undefined);

  readonly #store: NoteDraftOptions['store'];
  readonly #onCreated: (noteid: string) => void;
  readonly #schedule: NonNullable<NoteDraftOptions['schedule']>;
  #touched = false;
  #seen = 0;
  #cancel: () => void = nothing;
  #writes: Promise<void> = Promise.resolve();

  constructor({ store, note, onCreated = nothing, schedule = afterDelay }: NoteDraftOptions) {
    this.#store = store;
    this.#onCreated = onCreated;
    this.#schedule = schedule;
    if (note !== undefined) {
      this.noteid.value = note.noteid;
      this.text.value = note.text;
      this.#seen = note.revision;
    }
  }

  /** Whether anything was typed here since the note was opened. */
  get touched(): boolean {
    return this.#touched;
  }

  type(text: string): void {
    this.#touched = true;
    this.text.value = text;
    this.unsaved.value = true;
    this.#cancel();
    this.#cancel = this.#schedule(() => void this.flush(), REST);
  }

  /** Writes what is typed, after the writes before it. Never rejects: {@link problem} says what went wrong. */
  flush(): Promise<void> {
    this.#cancel();
    this.#cancel = nothing;
    this.#writes = this.#writes.then(() => this.#write());
    return this.#writes;
  }

  /** Takes over the note as the store has it now, unless that would take away what is being typed. */
  follow(note: NoteView): void {
    if (note.noteid !== this.noteid.value || this.unsaved.value || note.revision <= this.#seen) return;
    this.#seen = note.revision;
    this.text.value = note.text;
  }

  async #write(): Promise<void> {
    if (!this.unsaved.value) return;
    const text = this.text.value;
    try {
      await this.#keep(text);
      this.problem.value = undefined;
      if (this.text.value === text) this.unsaved.value = false;
    } catch (error) {
      this.problem.value = error instanceof Error ? error.message : 'this device could not keep the text.';
    }
  }

  async #keep(text: string): Promise<void> {
    const noteid = this.noteid.value;
    if (noteid !== undefined) {
      this.#seen = await this.#store.write(noteid, text, this.#seen);
    } else if (text.trim() !== '') {
      const note = await this.#store.create(text);
      this.#seen = note.revision;
      this.noteid.value = note.noteid;
      this.#onCreated(note.noteid);
    }
  }
}

function nothing(): void {
  // What there is to do before anything is scheduled.
}

function afterDelay(callback: () => void, delay: number): () => void {
  const timer = setTimeout(callback, delay);
  return () => {
    clearTimeout(timer);
  };
}
