import type { NavigationWindow } from '../navigation.ts';

interface Entry {
  readonly state: unknown;
  readonly hash: string;
}

/** A window's history, in which going back is heard of at once. */
export class FakeWindow extends EventTarget {
  readonly entries: Entry[];
  #at = 0;

  constructor(hash = '') {
    super();
    this.entries = [{ state: null, hash }];
  }

  get location(): { readonly hash: string } {
    return { hash: this.#entry.hash };
  }

  /** How many entries are before this one. */
  get position(): number {
    return this.#at;
  }

  get history() {
    return {
      state: this.#entry.state,
      pushState: (state: unknown, _title: string, hash: string) => {
        this.#at += 1;
        this.entries.splice(this.#at, Infinity, { state, hash });
      },
      replaceState: (state: unknown, _title: string, hash: string) => {
        this.entries[this.#at] = { state, hash };
      },
      back: () => {
        this.#at -= 1;
        this.dispatchEvent(new Event('popstate'));
      },
    };
  }

  get #entry(): Entry {
    const entry = this.entries[this.#at];
    if (entry === undefined) throw new Error('Nothing is before the first entry.');
    return entry;
  }
}

export const asWindow = (fake: FakeWindow): NavigationWindow => fake as unknown as NavigationWindow;
