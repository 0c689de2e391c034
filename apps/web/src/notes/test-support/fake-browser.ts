import type { Platform, PlatformEvent } from '../platform.ts';

// The types of Node would change what the app's own timers are.
declare const setImmediate: (callback: () => void) => unknown;

interface Timer {
  readonly at: number;
  readonly tab: FakeTab;
  readonly callback: () => void;
}

let ids = 0;

/** Time, locks and channels of one browser, whose tabs share them. Nothing happens by itself but what was started. */
export class FakeBrowser {
  now = Date.UTC(2026, 0, 1);
  readonly tabs = new Set<FakeTab>();
  readonly timers = new Set<Timer>();
  readonly working = new Set<Promise<void>>();
  readonly locks = new Map<string, Promise<void>>();

  openTab(): FakeTab {
    const tab = new FakeTab(this);
    this.tabs.add(tab);
    return tab;
  }

  /** Ids in the order of creation in whatever browser, as UUIDs of version 7 are. */
  newId(): string {
    return `id-${String((ids += 1)).padStart(6, '0')}`;
  }

  /** Lets time pass; whatever it sets off is done when this resolves. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await this.settle();
    for (let next = this.#nextTimer(end); next; next = this.#nextTimer(end)) {
      this.now = Math.max(this.now, next.at);
      this.timers.delete(next);
      next.callback();
      await this.settle();
    }
    this.now = end;
  }

  /** Until no tab is at work and what they told each other has arrived. */
  async settle(): Promise<void> {
    do {
      await Promise.all(this.working);
      for (let turn = 0; turn < 25; turn += 1)
        await new Promise<unknown>((resolve) => setImmediate(() => resolve(undefined)));
    } while (this.working.size > 0);
  }

  #nextTimer(end: number): Timer | undefined {
    return [...this.timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
  }
}

/** A tab of a {@link FakeBrowser}. */
export class FakeTab implements Platform {
  readonly #browser: FakeBrowser;
  readonly #channels = new Map<string, (message: unknown) => void>();
  readonly #listeners = new Set<(event: PlatformEvent) => void>();
  readonly #gone = Promise.withResolvers<undefined>();
  alive = true;

  constructor(browser: FakeBrowser) {
    this.#browser = browser;
  }

  now(): number {
    return (this.#browser.now += 1);
  }

  random(): number {
    return 0.5;
  }

  newId(): string {
    return this.#browser.newId();
  }

  /** Ends the tab as a crash does: its locks are free, and nothing that it waited for comes back. */
  crash(): void {
    this.alive = false;
    this.#browser.tabs.delete(this);
    for (const timer of this.#browser.timers) if (timer.tab === this) this.#browser.timers.delete(timer);
    this.#listeners.clear();
    this.#channels.clear();
    this.#gone.resolve(undefined);
  }

  async exclusively(name: string, work: () => Promise<void>): Promise<void> {
    const { locks, working } = this.#browser;
    const held = (locks.get(name) ?? Promise.resolve()).then(() =>
      this.alive ? Promise.race([work(), this.#gone.promise]) : undefined,
    );
    const released = held.catch(() => undefined);
    locks.set(name, released);
    working.add(released);
    await released;
    working.delete(released);
    if (!this.alive) await new Promise(() => undefined);
    await held;
  }

  openChannel(name: string) {
    return {
      post: (message: unknown) => {
        for (const tab of this.#browser.tabs) {
          if (tab !== this) setImmediate(() => tab.#channels.get(name)?.(message));
        }
      },
      listen: (listener: (message: unknown) => void) => void this.#channels.set(name, listener),
      close: () => void this.#channels.delete(name),
    };
  }

  schedule(callback: () => void, delay: number): () => void {
    const timer = { at: this.#browser.now + delay, tab: this, callback };
    this.#browser.timers.add(timer);
    return () => void this.#browser.timers.delete(timer);
  }

  watch(listener: (event: PlatformEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  announce(event: PlatformEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
