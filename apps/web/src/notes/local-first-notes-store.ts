import { type ReadonlySignal, computed } from '@preact/signals';
import type { LocalNotes } from './local-notes.ts';
import { type NoteRecord, isPending, viewOf } from './note-record.ts';
import type { NoteView, NotesStore, SyncView } from './notes-store.ts';
import type { Platform } from './platform.ts';
import type { Synchroniser } from './synchroniser.ts';
import { type Change, removed, resolved, restored, typed } from './transitions.ts';

export interface LocalFirstNotesStoreOptions {
  readonly local: LocalNotes;
  readonly synchroniser: Synchroniser;
  readonly platform: Pick<Platform, 'now'>;
  /** Called when the store has stopped working. */
  readonly close: () => void;
  readonly erase: () => Promise<void>;
}

/** Writes to this device first and leaves the rest to the synchroniser. */
export class LocalFirstNotesStore implements NotesStore {
  readonly notes: ReadonlySignal<readonly NoteView[]>;
  readonly sync: ReadonlySignal<SyncView>;
  readonly #options: LocalFirstNotesStoreOptions;

  constructor(options: LocalFirstNotesStoreOptions) {
    this.#options = options;
    const { local, synchroniser } = options;
    const views = new WeakMap<NoteRecord, NoteView>();
    const view = (record: NoteRecord): NoteView => {
      if (record.noteid === synchroniser.active.value) return viewOf(record, true);
      const known = views.get(record) ?? viewOf(record, false);
      views.set(record, known);
      return known;
    };
    this.notes = computed(() =>
      [...local.records.value.values()]
        .filter(({ deletedAt }) => deletedAt === undefined)
        .sort((one, other) => (one.noteid < other.noteid ? 1 : -1))
        .map(view),
    );
    this.sync = computed(() => ({
      status: synchroniser.status.value,
      pending: [...local.records.value.values()].filter(isPending).length,
      more: synchroniser.more.value,
      loaded: local.listed.value,
    }));
  }

  async loadMore(): Promise<void> {
    await this.#options.synchroniser.run('more');
  }

  async refresh(): Promise<void> {
    await this.#options.synchroniser.run('refresh');
  }

  async create(text: string): Promise<NoteView> {
    const record = await this.#options.local.create(text);
    this.#options.synchroniser.wake();
    return viewOf(record, false);
  }

  async write(noteid: string, text: string, seen: number): Promise<number> {
    const input = { noteid, text, seen, now: this.#options.platform.now() };
    const record = await this.#options.local.change(noteid, (before) => typed(before, input));
    this.#options.synchroniser.wake();
    return record?.revision ?? seen;
  }

  async remove(noteid: string): Promise<void> {
    const now = this.#options.platform.now();
    await this.#decide(noteid, (before) => ({ record: removed(before, now) }));
  }

  async restore(noteid: string): Promise<boolean> {
    let back = false;
    await this.#options.local.change(noteid, (before) => {
      const after = before && restored(before);
      back = after !== undefined;
      return { record: after ?? before };
    });
    this.#options.synchroniser.wake();
    return back;
  }

  async resolve(noteid: string, keep: 'mine' | 'theirs' | 'both'): Promise<void> {
    await this.#decide(noteid, (before) => resolved(before, keep));
  }

  /** Does to a note what somebody chose who saw it here; nothing where another tab has changed it meanwhile, for nobody chose that. */
  async #decide(noteid: string, change: (record: NoteRecord) => Change): Promise<void> {
    const { local, synchroniser } = this.#options;
    const shown = local.records.peek().get(noteid);
    await local.change(noteid, (before) =>
      before && shown && saysTheSame(before, shown) ? change(before) : { record: before },
    );
    synchroniser.wake();
  }

  async erase(): Promise<void> {
    await this.#options.synchroniser.stop();
    await this.#options.erase();
    this.#options.local.clear();
  }

  async close(): Promise<void> {
    await this.#options.synchroniser.stop();
    this.#options.close();
  }
}

const saysTheSame = (one: NoteRecord, other: NoteRecord): boolean =>
  one.revision === other.revision && one.conflict?.theirs?.text === other.conflict?.theirs?.text;
