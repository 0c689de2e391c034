import { computed, effect, signal, untracked } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { NoteView, NotesStore } from '../notes/notes-store.ts';
import type { User } from '../session/session.ts';
import type { Navigation } from './navigation.ts';
import { NoteDraft } from './note-draft.ts';
import { titleOf } from './note-title.ts';
import type { Route } from './route.ts';
import { matches } from './search.ts';

export interface Notice {
  readonly text: string;
  readonly undo?: string;
}

export type Keep = 'mine' | 'theirs' | 'both';

const KEPT: Readonly<Record<Keep, string>> = {
  mine: 'Your version is kept',
  theirs: 'Their version is kept',
  both: 'Both versions are kept; yours is a note of its own',
};

export interface NotebookOptions {
  readonly user: User;
  readonly store: NotesStore;
  readonly navigation: Navigation;
}

/** One user's notes on the screen: which are listed, which is open, and what can be done with them. */
export class Notebook {
  readonly user: User;
  readonly store: NotesStore;
  readonly query = signal('');
  /** The notes that match the search; all that are loaded while nothing is searched for. */
  readonly listed: ReadonlySignal<readonly NoteView[]>;
  /** The text in the editor; undefined while none is open. */
  readonly draft = signal<NoteDraft | undefined>(undefined);
  /** The open note as the store has it; undefined for a new one. */
  readonly open: ReadonlySignal<NoteView | undefined>;
  /** Whether the note of the URL is still being looked for among older ones. */
  readonly looking = signal(false);
  /** Whether the two versions of the open note are shown side by side. */
  readonly comparing = signal(false);
  readonly notice = signal<Notice | undefined>(undefined);

  readonly #navigation: Navigation;
  readonly #stop: readonly (() => void)[];

  constructor({ user, store, navigation }: NotebookOptions) {
    this.user = user;
    this.store = store;
    this.#navigation = navigation;
    this.listed = computed(() => {
      const query = this.query.value;
      return store.notes.value.filter(({ text }) => matches(text, query));
    });
    this.open = computed(() => {
      const noteid = this.draft.value?.noteid.value;
      return noteid === undefined ? undefined : store.notes.value.find((note) => note.noteid === noteid);
    });
    const conflict = computed(() => (this.open.value?.state === 'conflict' ? this.draft.value : undefined));
    const compare = effect(() => {
      // A conflict shows itself, except to somebody who is typing: there the choice waits until it is asked for.
      this.comparing.value = conflict.value !== undefined && !conflict.value.touched;
    });
    const show = effect(() => {
      const route = navigation.route.value;
      const notes = store.notes.value;
      const { loaded, more, status } = store.sync.value;
      untracked(() => {
        this.#show(route, notes, status !== 'offline' && (more || !loaded));
      });
    });
    const follow = effect(() => {
      const note = this.open.value;
      if (note !== undefined && this.draft.value?.unsaved.value === false) this.draft.value.follow(note);
    });
    this.#stop = [compare, show, follow];
  }

  /** A new note of the first words that are typed. */
  startNew(): void {
    this.query.value = '';
    this.#navigation.go({ page: 'new' });
  }

  openNote(noteid: string): void {
    this.#navigation.go({ page: 'note', noteid });
  }

  close(): void {
    this.#navigation.toList();
  }

  /** The listed note so many places below the open one; the first or the last where none is open. */
  neighbour(step: 1 | -1): NoteView | undefined {
    const notes = this.listed.peek();
    const open = notes.findIndex(({ noteid }) => noteid === this.open.peek()?.noteid);
    return open < 0 ? notes.at(step > 0 ? 0 : -1) : notes[open + step];
  }

  /** Deletes the note, with a notice to take it back. */
  async remove(noteid: string): Promise<void> {
    const draft = this.draft.peek();
    if (draft?.noteid.peek() === noteid) {
      await draft.flush();
      this.#shut();
    }
    const note = this.store.notes.peek().find((candidate) => candidate.noteid === noteid);
    this.notice.value = await attempt(async () => {
      await this.store.remove(noteid);
      return { text: `Deleted “${titleOf(note?.text ?? '')}”`, undo: noteid };
    });
  }

  /** Takes the last deletion back; the note's id where that was possible. */
  async undoRemove(): Promise<string | undefined> {
    const noteid = this.notice.peek()?.undo;
    if (noteid === undefined) return undefined;
    try {
      const restored = await this.store.restore(noteid);
      this.notice.value = { text: restored ? 'The note is back' : 'Too late to undo: the note is deleted' };
      return restored ? noteid : undefined;
    } catch (error) {
      this.notice.value = { text: reasonOf(error), undo: noteid };
      return undefined;
    }
  }

  search(query: string): void {
    this.query.value = query;
  }

  dismiss(notice: Notice): void {
    if (this.notice.peek() === notice) this.notice.value = undefined;
  }

  /** Shows both versions of the open note. */
  async compare(): Promise<void> {
    await this.flush();
    this.comparing.value = this.open.peek()?.state === 'conflict';
  }

  /** Settles which version of the open note stays. */
  async resolve(keep: Keep): Promise<void> {
    await this.flush();
    const note = this.open.peek();
    if (note === undefined) return;
    const gone = keep === 'theirs' && note.theirs === undefined;
    if (gone) this.#shut();
    this.notice.value = await attempt(async () => {
      await this.store.resolve(note.noteid, keep);
      return { text: gone ? 'The note is deleted' : KEPT[keep] };
    });
  }

  /** What is typed goes to the store. */
  async flush(): Promise<void> {
    await this.draft.peek()?.flush();
  }

  /** Keeps what is typed and lets go of the store, which stays open. */
  async leave(): Promise<void> {
    await this.flush();
    for (const stop of this.#stop) stop();
    this.draft.value = undefined;
  }

  #show(route: Route, notes: readonly NoteView[], mayBeOlder: boolean): void {
    const draft = this.draft.peek();
    this.looking.value = false;
    if (route.page === 'list') {
      this.#replaceDraft(undefined);
      return;
    }
    if (route.page === 'new') {
      if (draft === undefined || draft.noteid.peek() !== undefined) this.#replaceDraft(this.#newDraft());
      return;
    }

    const note = notes.find(({ noteid }) => noteid === route.noteid);
    if (draft?.noteid.peek() === route.noteid) {
      if (note === undefined && !draft.unsaved.peek()) this.draft.value = undefined;
    } else if (note !== undefined) {
      this.#replaceDraft(new NoteDraft({ store: this.store, note }));
    } else {
      this.#replaceDraft(undefined);
      this.looking.value = mayBeOlder;
      if (mayBeOlder) void this.store.loadMore();
    }
  }

  /** Closes the editor over a note that goes away. */
  #shut(): void {
    this.draft.value = undefined;
    this.#navigation.go({ page: 'list' }, { replace: true });
  }

  #newDraft(): NoteDraft {
    const draft: NoteDraft = new NoteDraft({
      store: this.store,
      onCreated: (noteid) => {
        if (this.draft.peek() === draft) this.#navigation.go({ page: 'note', noteid }, { replace: true });
      },
    });
    return draft;
  }

  #replaceDraft(next: NoteDraft | undefined): void {
    const previous = this.draft.peek();
    if (previous === next) return;
    this.draft.value = next;
    void previous?.flush().then(() => {
      if (previous.problem.peek() !== undefined) this.#bringBack(previous);
    });
  }

  /** What the device could not keep stays on the screen, where it can be copied. */
  #bringBack(draft: NoteDraft): void {
    const noteid = draft.noteid.peek();
    this.draft.value = draft;
    this.#navigation.go(noteid === undefined ? { page: 'new' } : { page: 'note', noteid });
    this.notice.value = { text: `“${titleOf(draft.text.peek())}” could not be kept on this device` };
  }
}

/** What to say of it when it is done, or why it was not: nothing has changed then. */
async function attempt(work: () => Promise<Notice>): Promise<Notice> {
  try {
    return await work();
  } catch (error) {
    return { text: reasonOf(error) };
  }
}

/** Why the store did not do something, in the sentence that it has for the person. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'This could not be kept on this device.';
}
