import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import type { Note, NoteRepository, UserId } from '@notes/domain';
import { type ListQuery, NotesApi, type WirePage } from './notes-api.ts';
import type { Population } from './populations.ts';

/** Something that a user does again and again. */
export interface Operation {
  readonly name: string;
  /** Does it once and gives the milliseconds that it took. @throws Error for a wrong answer. */
  readonly run: () => Promise<number>;
  /** Takes back what the last run changed. */
  readonly undo?: () => Promise<void>;
}

export const DEFAULT_LIMIT = 20;
/** Shows what the caches make of it. */
export const ANY_NOTE = 'get, any note';
export const PAGE_LIMITS = [10, DEFAULT_LIMIT, 100];

interface Page {
  readonly query: ListQuery;
  readonly ids: readonly string[];
}

/**
 * What the population's caller does on a store. It goes for the same few notes at the beginning, in the middle and at the end of all its
 * notes, however many there are: so what is compared is the size of the table, and not how often the processor's caches miss.
 */
export async function operationsOn(
  notes: NoteRepository,
  population: Population,
): Promise<readonly Operation[]> {
  const { caller } = population;
  const own = [...population.notes()].filter(({ owner }) => owner === caller).sort(byId);
  const api = new NotesApi(notes, caller);
  const visited = (await pagesOf(own, caller, DEFAULT_LIMIT)).flatMap(({ ids }) => ids);
  const lists = PAGE_LIMITS.map(async (limit) => ({
    name: listName(limit),
    run: listing(api, await pagesOf(own, caller, limit)),
  }));
  const texts = new Map<string, string>(own.map(({ id, text }) => [id, text]));
  return [
    { name: 'get', run: getting(api, visited, texts) },
    { name: ANY_NOTE, run: getting(api, [...texts.keys()], texts) },
    creating(api, visited),
    ...(await Promise.all(lists)),
  ];
}

export function listName(limit: number): string {
  return limit === DEFAULT_LIMIT ? 'list' : `list, limit ${limit}`;
}

function getting(api: NotesApi, ids: readonly string[], texts: ReadonlyMap<string, string>) {
  const next = takingTurns(ids);
  return async () => {
    const id = next();
    const { noteid, note } = await api.get(id);
    if (noteid !== id || note !== texts.get(id)) throw new Error(`${id} came back as another note.`);
    return api.milliseconds;
  };
}

/** Deletes what it created, so that the table stays as large as it is. */
function creating(api: NotesApi, neighbours: readonly string[]): Operation {
  const next = takingTurns(neighbours);
  let count = 0;
  let id = '';
  return {
    name: 'create',
    run: async () => {
      id = `${next()}.${++count}`;
      const text = `The text of note ${count}.`;
      const { noteid, note } = await api.create({ noteid: id, note: text });
      if (noteid !== id || note !== text) throw new Error('Another note was created.');
      return api.milliseconds;
    },
    undo: () => api.delete(id),
  };
}

function listing(api: NotesApi, pages: readonly Page[]) {
  const next = takingTurns(pages);
  return async () => {
    const { query, ids } = next();
    const page = await api.list(query);
    if (idsOf(page).join() !== ids.join()) throw new Error('A page holds other notes, or in another order.');
    return api.milliseconds;
  };
}

function takingTurns<Value>(values: readonly Value[]): () => Value {
  let turn = 0;
  return () => {
    const value = values[turn++ % values.length];
    if (value === undefined) throw new RangeError('There is nothing to take turns with.');
    return value;
  };
}

/** The first page, one from the middle and, in the other order, the last one. */
async function pagesOf(own: readonly Note[], caller: UserId, limit: number): Promise<readonly Page[]> {
  const ids = own.map(({ id }) => id);
  const limited = limit === DEFAULT_LIMIT ? {} : { limit: String(limit) };
  const middle = Math.floor(Math.max(0, ids.length - limit) / 2);
  const cursor = await cursorBehind(own.slice(middle - 1, middle + 1), caller);
  return [
    { query: limited, ids: ids.slice(0, limit) },
    {
      query: { ...limited, ...(cursor !== undefined && { cursor }) },
      ids: ids.slice(middle, middle + limit),
    },
    { query: { ...limited, order: 'desc' }, ids: ids.slice(-limit).reverse() },
  ];
}

/** The cursor of a page that ends with the first of two notes: a cursor says nothing of the table that it came from. */
async function cursorBehind(two: readonly Note[], caller: UserId): Promise<string | undefined> {
  const { nextCursor } = await new NotesApi(new InMemoryNoteRepository(two), caller).list({ limit: '1' });
  return nextCursor;
}

function idsOf({ notes }: WirePage): string[] {
  return notes.map(({ noteid }) => noteid);
}

function byId(left: Note, right: Note): number {
  return left.id < right.id ? -1 : 1;
}
