import type { NotesStore, NoteView } from '../notes-store.ts';
import { Device, type Fault } from './device.ts';
import { NotesApi } from './notes-api.ts';

const OPTIONS = { pageSize: 2 };

/** What somebody does, or what befalls them; `tab` and `pick` are taken modulo what there is. */
export type Step =
  | {
      readonly act: 'create' | 'open' | 'type' | 'remove' | 'restore' | 'refresh';
      readonly tab: number;
      readonly pick: number;
    }
  | {
      readonly act: 'resolve';
      readonly tab: number;
      readonly pick: number;
      readonly keep: 'mine' | 'theirs' | 'both';
    }
  | { readonly act: 'wait'; readonly milliseconds: number }
  | { readonly act: 'faults'; readonly device: number; readonly faults: readonly Fault[] }
  | { readonly act: 'weather'; readonly device: number; readonly weather: Fault }
  | { readonly act: 'expire' | 'reload'; readonly device: number };

/** An editor: what its tab saw of a note when typing began. */
interface Editor {
  readonly noteid: string;
  readonly text: string;
  readonly revision: number;
}

/** Two tabs of one device and one of another, and the texts that somebody is owed. */
export class History {
  readonly api = new NotesApi();
  readonly #first = new Device(this.api);
  readonly #second = new Device(this.api);
  readonly devices = [this.#first, this.#second];
  readonly stores: NotesStore[] = [];
  readonly owed = new Set<string>();
  /** Texts in whose place somebody put another; for good, while a deletion can be taken back. */
  readonly #replaced = new Set<string>();
  readonly #editors = new Map<number, Editor>();
  readonly #removed = new Map<number, { readonly noteid: string; readonly texts: readonly string[] }>();
  /** The devices on which a text was removed; one of them takes back its own removal only. */
  readonly #removals = new Map<string, Set<Device>>();
  #typed = 0;

  async begin(): Promise<void> {
    const [first, second] = [this.#first, this.#second];
    this.stores.push(await first.open(OPTIONS), await first.open(OPTIONS), await second.open(OPTIONS));
    await this.take({ act: 'create', tab: 0, pick: 0 });
    await first.browser.advance(1_000);
    await this.take({ act: 'refresh', tab: 2, pick: 0 });
  }

  async take(step: Step): Promise<void> {
    switch (step.act) {
      case 'wait':
        for (const each of this.devices) await each.browser.advance(step.milliseconds);
        return;
      case 'faults':
        this.#device(step.device).faults.push(...step.faults);
        return;
      case 'weather':
        this.#device(step.device).weather = step.weather;
        return;
      case 'expire':
        this.#device(step.device).expired = true;
        return;
      case 'reload':
        return this.#reload(step.device);
      default:
        return this.#act(step);
    }
  }

  #device(index: number): Device {
    return index === 0 ? this.#first : this.#second;
  }

  #deviceOf(tab: number): Device {
    return tab < 2 ? this.#first : this.#second;
  }

  async #reload(index: number): Promise<void> {
    const device = this.#device(index);
    const store = await device.reopen(OPTIONS);
    const tabs = index === 0 ? [0, 1] : [2];
    for (const each of tabs) this.#editors.delete(each);
    if (index === 1) this.stores[2] = store;
    else this.stores.splice(0, 2, store, await device.open(OPTIONS));
  }

  async #act(step: Extract<Step, { tab: number }>): Promise<void> {
    const store = this.stores[step.tab];
    if (!store) throw new Error('There is no such tab.');
    const note = store.notes.value[step.pick % Math.max(1, store.notes.value.length)];
    if (step.act === 'create') {
      const text = this.#newText();
      await store.create(text);
      this.owed.add(text);
    } else if (step.act === 'refresh') {
      await store.refresh();
    } else if (step.act === 'type') {
      await this.#type(step.tab, store, note);
    } else if (step.act === 'restore') {
      await this.#restore(step.tab, store);
    } else if (note) {
      await this.#choose(step, store, note);
    }
  }

  async #type(index: number, store: NotesStore, note: NoteView | undefined): Promise<void> {
    const editor = this.#editors.get(index) ?? note;
    if (!editor) return;
    const text = this.#newText();
    const revision = await store.write(editor.noteid, text, editor.revision);
    this.#replace(editor.text);
    this.owed.add(text);
    this.#editors.set(index, { noteid: editor.noteid, text, revision });
  }

  async #restore(index: number, store: NotesStore): Promise<void> {
    const removed = this.#removed.get(index);
    if (removed && (await store.restore(removed.noteid))) {
      for (const each of this.devices) await each.browser.settle();
      const note = store.notes.value.find(({ noteid }) => noteid === removed.noteid);
      // Somebody may have typed into it since, which brought it back as well.
      const back = removed.texts.filter((text) => text === note?.text || text === note?.theirs?.text);
      for (const text of back) {
        const removals = this.#removals.get(text);
        removals?.delete(this.#deviceOf(index));
        if (!removals?.size && !this.#replaced.has(text)) this.owed.add(text);
      }
    }
    this.#removed.delete(index);
  }

  async #choose(step: Extract<Step, { tab: number }>, store: NotesStore, note: NoteView): Promise<void> {
    const { noteid, text, revision } = note;
    const texts = [text, ...(note.theirs ? [note.theirs.text] : [])];
    switch (step.act) {
      case 'open':
        this.#editors.set(step.tab, { noteid, text, revision });
        return;
      case 'remove':
        await store.remove(noteid);
        if (store.notes.value.some((each) => each.noteid === noteid)) return;
        for (const each of texts) this.#remove(each, this.#deviceOf(step.tab));
        this.#removed.set(step.tab, { noteid, texts });
        return;
      case 'resolve':
        if (note.state !== 'conflict') return;
        await store.resolve(noteid, step.keep);
        if (step.keep === 'mine' && note.theirs) this.#replace(note.theirs.text);
        if (step.keep === 'theirs') this.#replace(text);
        return;
      default:
    }
  }

  /** All is well again, and every conflict is resolved so that both texts stay. */
  async end(): Promise<void> {
    for (const each of this.devices) {
      each.faults.length = 0;
      each.weather = 'none';
      each.expired = false;
    }
    for (let round = 0; round < 20; round += 1) {
      for (const store of this.stores) await store.refresh();
      for (const each of this.devices) await each.browser.advance(130_000);
      if (this.stores.every(({ sync }) => sync.value.pending === 0)) return;
      for (const store of this.stores) {
        for (const { noteid, state } of store.notes.value) {
          if (state === 'conflict') await store.resolve(noteid, 'both');
        }
      }
    }
    throw new Error('It never comes to rest.');
  }

  async close(): Promise<void> {
    for (const each of this.devices) await each.close();
  }

  #replace(text: string): void {
    this.owed.delete(text);
    this.#replaced.add(text);
  }

  #remove(text: string, device: Device): void {
    this.owed.delete(text);
    const removals = this.#removals.get(text) ?? new Set();
    this.#removals.set(text, removals.add(device));
  }

  #newText(): string {
    return `text ${++this.#typed}`;
  }
}
