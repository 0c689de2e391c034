import { type ReadonlySignal, signal } from '@preact/signals';
import type { NoteRecord } from './note-record.ts';
import type { IdRange, NotesDatabase, Replaced } from './notes-database.ts';
import type { Channel, Platform } from './platform.ts';
import { type Change, created } from './transitions.ts';

type Message = { readonly type: 'changed'; readonly noteids: readonly string[] };

export interface LocalNotesOptions {
  readonly database: NotesDatabase;
  readonly channel: Channel;
  readonly platform: Pick<Platform, 'now' | 'newId'>;
}

/** The notes on this device: what the database has, at hand for the screen and the same in every tab. */
export class LocalNotes {
  readonly #database: NotesDatabase;
  readonly #channel: Channel;
  readonly #platform: LocalNotesOptions['platform'];
  readonly #records = signal<ReadonlyMap<string, NoteRecord>>(new Map());
  readonly #listed = signal(false);
  // Reads of what other tabs changed, one after another, so that none overtakes a later one.
  #following: Promise<void> = Promise.resolve();

  private constructor({ database, channel, platform }: LocalNotesOptions) {
    this.#database = database;
    this.#channel = channel;
    this.#platform = platform;
  }

  /** @param onForeignChange called when another tab has changed something */
  static async load(options: LocalNotesOptions, onForeignChange: () => void): Promise<LocalNotes> {
    const notes = new LocalNotes(options);
    // Listening first: what another tab changes from here on is read again.
    options.channel.listen((message) => {
      notes.#following = notes.#following.then(() => notes.#follow(message as Message)).then(onForeignChange);
    });
    const records = await options.database.all();
    notes.#listed.value = await options.database.wasListed();
    notes.#records.value = new Map(records.map((record) => [record.noteid, record]));
    return notes;
  }

  get records(): ReadonlySignal<ReadonlyMap<string, NoteRecord>> {
    return this.#records;
  }

  /** Whether a page of the list was ever taken in on this device. */
  get listed(): ReadonlySignal<boolean> {
    return this.#listed;
  }

  /** Adds a note of that text under a new id. */
  async create(text: string): Promise<NoteRecord> {
    const record = this.#newNote(text);
    await this.#written(this.#database.change(record.noteid, () => [{ noteid: record.noteid, record }]));
    return record;
  }

  /** @returns the note after the change, whatever other tabs have made of it before */
  async change(
    noteid: string,
    change: (record: NoteRecord | undefined) => Change,
  ): Promise<NoteRecord | undefined> {
    let after: NoteRecord | undefined;
    const replace = (before: NoteRecord | undefined): Replaced[] => {
      const { record, copy } = change(before);
      after = record;
      const replaced = record === before ? [] : [{ noteid, record }];
      if (copy === undefined) return replaced;
      const own = this.#newNote(copy);
      return [...replaced, { noteid: own.noteid, record: own }];
    };
    await this.#written(this.#database.change(noteid, replace));
    return after;
  }

  async takePage(
    range: IdRange,
    take: (known: ReadonlyMap<string, NoteRecord>) => readonly Replaced[],
  ): Promise<void> {
    await this.#written(this.#database.takePage(range, take));
    this.#listed.value = true;
  }

  /** Forgets what is shown, not what is kept. */
  clear(): void {
    this.#records.value = new Map();
  }

  #newNote(text: string): NoteRecord {
    return created(this.#platform.newId(), text, this.#platform.now());
  }

  async #written(writing: Promise<readonly Replaced[]>): Promise<void> {
    const replaced = await writing;
    if (replaced.length === 0) return;
    this.#show(replaced);
    const message: Message = { type: 'changed', noteids: replaced.map(({ noteid }) => noteid) };
    this.#channel.post(message);
  }

  async #follow({ noteids }: Message): Promise<void> {
    try {
      const read = async (noteid: string) => ({ noteid, record: await this.#database.get(noteid) });
      this.#show(await Promise.all(noteids.map(read)));
      this.#listed.value = await this.#database.wasListed();
    } catch {
      // The database was closed meanwhile; there is nothing left to show.
    }
  }

  #show(replaced: readonly Replaced[]): void {
    const records = new Map(this.#records.value);
    for (const { noteid, record } of replaced) {
      if (record) records.set(noteid, record);
      else records.delete(noteid);
    }
    this.#records.value = records;
  }
}
