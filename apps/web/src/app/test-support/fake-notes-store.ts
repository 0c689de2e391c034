import { signal } from '@preact/signals';
import type { NoteView, NotesStore, SyncView } from '../../notes/notes-store.ts';

export const noteView = (noteid: string, text: string, rest: Partial<NoteView> = {}): NoteView => ({
  noteid,
  text,
  revision: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  state: 'saved',
  ...rest,
});

/** Notes in memory, and a record of what was asked of them. */
export class FakeNotesStore implements NotesStore {
  readonly notes = signal<readonly NoteView[]>([]);
  readonly sync = signal<SyncView>({ status: 'idle', pending: 0, more: false, loaded: true });
  readonly calls: string[] = [];
  /** What the next writes fail with. */
  failure: Error | undefined;
  #removed: NoteView | undefined;

  constructor(...notes: readonly NoteView[]) {
    this.notes.value = notes;
  }

  /** Puts another state of a note in place, as the service or another tab would. */
  change(noteid: string, rest: Partial<NoteView>): void {
    this.notes.value = this.notes.value.map((note) =>
      note.noteid === noteid ? { ...note, revision: note.revision + 1, ...rest } : note,
    );
  }

  async loadMore(): Promise<void> {
    this.calls.push('loadMore');
  }

  async refresh(): Promise<void> {
    this.calls.push('refresh');
  }

  async create(text: string): Promise<NoteView> {
    this.calls.push(`create ${text}`);
    if (this.failure !== undefined) throw this.failure;
    const note = noteView('created', text);
    this.notes.value = [note, ...this.notes.value];
    return note;
  }

  async write(noteid: string, text: string, seen: number): Promise<number> {
    this.calls.push(`write ${noteid} ${text} ${seen}`);
    if (this.failure !== undefined) throw this.failure;
    this.change(noteid, { text });
    return this.notes.value.find((note) => note.noteid === noteid)?.revision ?? seen;
  }

  async remove(noteid: string): Promise<void> {
    this.calls.push(`remove ${noteid}`);
    if (this.failure !== undefined) throw this.failure;
    this.#removed = this.notes.value.find((note) => note.noteid === noteid);
    this.notes.value = this.notes.value.filter((note) => note.noteid !== noteid);
  }

  async restore(noteid: string): Promise<boolean> {
    this.calls.push(`restore ${noteid}`);
    if (this.failure !== undefined) throw this.failure;
    if (this.#removed?.noteid !== noteid) return false;
    this.notes.value = [this.#removed, ...this.notes.value];
    return true;
  }

  /** Too late for {@link restore} from now on. */
  forgetRemoved(): void {
    this.#removed = undefined;
  }

  async resolve(noteid: string, keep: 'mine' | 'theirs' | 'both'): Promise<void> {
    this.calls.push(`resolve ${noteid} ${keep}`);
    if (this.failure !== undefined) throw this.failure;
  }

  async erase(): Promise<void> {
    this.calls.push('erase');
    if (this.failure !== undefined) throw this.failure;
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }
}
