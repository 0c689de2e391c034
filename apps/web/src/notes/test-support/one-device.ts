import type { NotesStore, NoteView } from '../notes-store.ts';
import type { NotesStoreOptions } from '../open-notes-store.ts';
import { Device } from './device.ts';
import type { FakeTab } from './fake-browser.ts';
import { NotesApi } from './notes-api.ts';

/** Longer than typing waits for more, in milliseconds. */
export const SOON = 1_000;
/** Longer than a deletion can be taken back. */
export const UNDO = 9_000;
/** Longer than any back-off. */
export const LATER = 120_000;

/** A device with one tab open, for each test anew. */
export class OneDevice {
  readonly api = new NotesApi();
  readonly device = new Device(this.api);
  #store: NotesStore | undefined;

  get store(): NotesStore {
    if (!this.#store) throw new Error('No tab is open.');
    return this.#store;
  }

  get tab(): FakeTab {
    const [tab] = this.device.tabs;
    if (!tab) throw new Error('No tab is open.');
    return tab;
  }

  async open(options?: Partial<NotesStoreOptions>): Promise<void> {
    this.#store = await this.device.open(options);
  }

  async reopen(options?: Partial<NotesStoreOptions>): Promise<void> {
    this.#store = await this.device.reopen(options);
  }

  /** As {@link open}, with nothing left of what this device knew. */
  async openAfresh(options?: Partial<NotesStoreOptions>): Promise<void> {
    await this.store.erase();
    await this.open(options);
  }

  async advance(milliseconds: number): Promise<void> {
    await this.device.browser.advance(milliseconds);
  }

  async settle(): Promise<void> {
    await this.device.browser.settle();
  }

  /** The one note that is shown. */
  onlyNote(): NoteView {
    const [note, ...others] = this.store.notes.value;
    if (!note || others.length > 0) throw new Error(`There are ${this.store.notes.value.length} notes.`);
    return note;
  }

  /** A note that the service has. */
  async saved(text: string): Promise<{ readonly noteid: string; readonly revision: number }> {
    const { noteid, revision } = await this.store.create(text);
    await this.advance(SOON);
    return { noteid, revision };
  }

  /** What another client of the same user does; undefined deletes. */
  async elsewhere(noteid: string, text: string | undefined): Promise<void> {
    const { client } = this.device;
    const note = await client.get(noteid);
    await (text === undefined ? client.delete(note) : client.replace(note, text));
  }

  async texts(): Promise<string[]> {
    return Object.values(await this.api.texts());
  }

  /** The requests that were to change something. */
  get written(): string[] {
    return this.api.requests.filter((request) => !request.startsWith('GET'));
  }
}

/** Opens the device before each test of the file, and closes it after. */
export function withOneDevice(): () => OneDevice {
  let one: OneDevice;
  beforeEach(async () => {
    one = new OneDevice();
    await one.open();
  });
  afterEach(() => one.device.close());
  return () => one;
}

/** Waits for what real work, such as a request, brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}
