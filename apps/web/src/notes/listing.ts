import type { NotePage, NotesClient } from '@notes/client';
import type { LocalNotes } from './local-notes.ts';
import type { Replaced } from './notes-database.ts';
import { servedNote } from './send.ts';
import { listed, unlisted } from './transitions.ts';

/** How far down a walk through the list has come: all ids from `below` up are seen; all at all without a `cursor`. */
interface Position {
  readonly below?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface ListingOptions {
  readonly client: NotesClient;
  readonly local: LocalNotes;
  readonly now: () => number;
  /** Notes of a page, 1 to 100. */
  readonly pageSize: number;
}

/** The service's list of notes, newest first, as far as somebody wanted to see it. */
export class Listing {
  readonly #options: ListingOptions;
  #reached: Position | undefined;

  constructor(options: ListingOptions) {
    this.#options = options;
  }

  get more(): boolean {
    return this.#reached?.cursor !== undefined;
  }

  /** Takes in what has changed down to where the list was loaded before; the first page, to begin with. */
  async refresh(signal: AbortSignal): Promise<void> {
    let position = await this.#page({}, signal);
    while (position.cursor !== undefined && this.#wasBelow(position))
      position = await this.#page(position, signal);
    this.#reached = position;
  }

  /** Takes in the next page, if there is one. */
  async loadMore(signal: AbortSignal): Promise<void> {
    if (!this.#reached) return this.refresh(signal);
    if (this.more) this.#reached = await this.#page(this.#reached, signal);
  }

  #wasBelow({ below = '' }: Position): boolean {
    const reached = this.#reached;
    if (!reached) return false;
    return reached.cursor === undefined || (reached.below ?? '') < below;
  }

  /** Until there is a note or the end: a page may be empty although others follow it. */
  async #page(position: Position, signal: AbortSignal): Promise<Position> {
    const { client, pageSize: limit } = this.#options;
    let cursor = position.cursor;
    let page: NotePage;
    do {
      page = await client.list({ limit, order: 'desc', ...(cursor !== undefined && { cursor }) }, { signal });
      cursor = page.nextCursor;
    } while (page.notes.length === 0 && cursor !== undefined);
    const last = page.notes.at(-1)?.noteid;
    const from = cursor === undefined ? undefined : last;
    await this.#take(page, { from, below: position.below });
    return { below: last ?? position.below, cursor };
  }

  async #take(
    { notes }: NotePage,
    range: { from: string | undefined; below: string | undefined },
  ): Promise<void> {
    const { local, now } = this.#options;
    await local.takePage(range, (known) => {
      const onPage = new Set(notes.map(({ noteid }) => noteid));
      const replaced: Replaced[] = notes.map((note) => ({
        noteid: note.noteid,
        record: listed(known.get(note.noteid), note.noteid, servedNote(note), now()),
      }));
      for (const [noteid, record] of known) {
        if (!onPage.has(noteid)) replaced.push({ noteid, record: unlisted(record) });
      }
      return replaced.filter(({ noteid, record }) => record !== known.get(noteid));
    });
  }
}
