import type { NoteId } from '@notes/domain';

/** Most ids of a run: so few that moving them up by one costs next to nothing, so many that there are few runs. */
const MAX_RUN = 512;

/**
 * A set of note ids in the order of their UTF-8 bytes, in which adding, deleting and paging cost much the same whether it holds a
 * hundred or a hundred thousand.
 */
export class SortedIds {
  /** Each is sorted, none is empty, and every id of a run comes before those of the next. */
  readonly #runs: NoteId[][] = [];

  /** @param id one that is not in the set */
  add(id: NoteId): void {
    const at = Math.min(this.#runOf(id), this.#runs.length - 1);
    const run = this.#runs[at];
    if (run === undefined) {
      this.#runs.push([id]);
      return;
    }
    run.splice(firstNotBefore(run, id), 0, id);
    if (run.length > MAX_RUN) this.#runs.splice(at + 1, 0, run.splice(MAX_RUN / 2));
  }

  /** @param id one that is in the set */
  delete(id: NoteId): void {
    const at = this.#runOf(id);
    const run = this.#runs[at] ?? [];
    run.splice(firstNotBefore(run, id), 1);
    if (run.length === 0) this.#runs.splice(at, 1);
  }

  /** At most `count` ids in that order, behind `after`, which need not be in the set. */
  page(count: number, order: 'asc' | 'desc', after?: NoteId): NoteId[] {
    return order === 'asc' ? this.#ascending(count, after) : this.#descending(count, after);
  }

  #ascending(count: number, after?: NoteId): NoteId[] {
    const page: NoteId[] = [];
    let at = after === undefined ? 0 : this.#runOf(after);
    let run = this.#runs[at] ?? [];
    let from = after === undefined ? 0 : firstNotBefore(run, after);
    if (run[from] === after) from++;
    while (page.length < count && run.length > 0) {
      page.push(...run.slice(from, from + count - page.length));
      run = this.#runs[++at] ?? [];
      from = 0;
    }
    return page;
  }

  #descending(count: number, after?: NoteId): NoteId[] {
    const page: NoteId[] = [];
    let at = after === undefined ? this.#runs.length : this.#runOf(after);
    let to = after === undefined ? 0 : firstNotBefore(this.#runs[at] ?? [], after);
    while (page.length < count && at >= 0) {
      const run = this.#runs[at] ?? [];
      page.push(...run.slice(Math.max(0, to - count + page.length), to).reverse());
      to = this.#runs[--at]?.length ?? 0;
    }
    return page;
  }

  /** The run that holds the id, or would; behind the last one when the id comes after all. */
  #runOf(id: NoteId): number {
    return partition(this.#runs.length, (index) => isBefore(this.#runs[index]?.at(-1), id));
  }
}

function firstNotBefore(run: readonly NoteId[], id: NoteId): number {
  return partition(run.length, (index) => isBefore(run[index], id));
}

/** Note ids are ASCII, where code units and UTF-8 bytes are the same. */
function isBefore(left: NoteId | undefined, right: NoteId): boolean {
  return left !== undefined && left < right;
}

/** How many of the indices from 0 on belong before, where all that do come first. */
function partition(length: number, belongsBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (belongsBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
