/** Most entries of a run: so few that moving them up by one costs next to nothing, so many that there are few runs. */
const MAX_RUN = 128;

/** Neighbours in key order; each value stands where its key does. */
interface Run<Value> {
  readonly keys: string[];
  readonly values: Value[];
}

/**
 * A map that also gives its values page by page in the order of their keys, by UTF-16 code units. Every operation costs much the same
 * whether it holds a hundred entries or a hundred thousand.
 */
export class SortedMap<Value> {
  readonly #byKey = new Map<string, Value>();
  /** None is empty, and every key of a run comes before those of the next. */
  readonly #runs: Run<Value>[] = [];

  get(key: string): Value | undefined {
    return this.#byKey.get(key);
  }

  set(key: string, value: Value): void {
    const isNew = !this.#byKey.has(key);
    this.#byKey.set(key, value);
    // What comes after all others goes to the last run.
    const at = Math.min(this.#runOf(key), this.#runs.length - 1);
    const run = this.#runs[at];
    if (run === undefined) {
      this.#runs.push({ keys: [key], values: [value] });
      return;
    }
    const index = firstNotBefore(run.keys, key);
    run.values.splice(index, isNew ? 0 : 1, value);
    if (isNew) run.keys.splice(index, 0, key);
    if (run.keys.length > MAX_RUN) this.#runs.splice(at + 1, 0, takeUpperHalf(run));
  }

  delete(key: string): void {
    if (!this.#byKey.delete(key)) return;
    const at = this.#runOf(key);
    const { keys, values } = this.#run(at);
    const index = firstNotBefore(keys, key);
    keys.splice(index, 1);
    values.splice(index, 1);
    if (keys.length === 0) this.#runs.splice(at, 1);
  }

  /** At most `count` values, of the keys that follow `after` in that order; it need not be in the map. */
  page(count: number, order: 'asc' | 'desc', after?: string): Value[] {
    return order === 'asc' ? this.#ascending(count, after) : this.#descending(count, after);
  }

  #ascending(count: number, after: string | undefined): Value[] {
    const page: Value[] = [];
    let at = after === undefined ? 0 : this.#runOf(after);
    const { keys } = this.#run(at);
    let { values } = this.#run(at);
    let from = after === undefined ? 0 : firstNotBefore(keys, after);
    if (keys[from] === after) from++;
    while (page.length < count && values.length > 0) {
      page.push(...values.slice(from, from + count - page.length));
      ({ values } = this.#run(++at));
      from = 0;
    }
    return page;
  }

  #descending(count: number, after: string | undefined): Value[] {
    const page: Value[] = [];
    let at = after === undefined ? this.#runs.length : this.#runOf(after);
    let to = after === undefined ? 0 : firstNotBefore(this.#run(at).keys, after);
    while (page.length < count && at >= 0) {
      const { values } = this.#run(at);
      page.push(...values.slice(Math.max(0, to - count + page.length), to).reverse());
      to = this.#run(--at).keys.length;
    }
    return page;
  }

  /** The run that holds the key, or would; behind the last one when the key comes after all others. */
  #runOf(key: string): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const last = this.#runs[middle]?.keys.at(-1);
      if (last !== undefined && last < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #run(at: number): Run<Value> {
    return this.#runs[at] ?? { keys: [], values: [] };
  }
}

function takeUpperHalf<Value>({ keys, values }: Run<Value>): Run<Value> {
  return { keys: keys.splice(MAX_RUN / 2), values: values.splice(MAX_RUN / 2) };
}

function firstNotBefore(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle];
    if (found !== undefined && found < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
