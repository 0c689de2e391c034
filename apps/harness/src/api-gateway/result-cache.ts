import type { Clock } from '@notes/domain';

export interface ResultCacheOptions {
  readonly clock: Clock;
  /** Milliseconds; 0 keeps nothing. */
  readonly ttlMs: number;
  /** The oldest entry makes room. */
  readonly maxEntries: number;
}

/** Keeps authorizer results for a time. */
export class ResultCache<Result> {
  readonly #options: ResultCacheOptions;
  readonly #entries = new Map<string, { readonly result: Result; readonly until: number }>();

  constructor(options: ResultCacheOptions) {
    this.#options = options;
  }

  get(key: string): Result | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (this.#options.clock.now() < entry.until) return entry.result;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, result: Result): void {
    const { clock, ttlMs, maxEntries } = this.#options;
    if (ttlMs === 0) return;
    this.#entries.delete(key);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size < maxEntries) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, { result, until: clock.now() + ttlMs });
  }
}
