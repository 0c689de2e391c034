import { type HttpApiFault, inwards, outwards } from './fault.ts';
import type { ProxiedRequest } from './fault-proxy.ts';

const query = (request: ProxiedRequest, change: (query: URLSearchParams) => void): void => {
  const url = new URL(request.path, 'http://localhost');
  if (url.pathname !== '/notes' || request.method !== 'GET') return;
  change(url.searchParams);
  request.path = url.pathname + url.search;
};

const changeNotes = (change: (notes: unknown[], page: Record<string, unknown>) => unknown[]) =>
  outwards((answer) =>
    answer.changeJson((page) =>
      Array.isArray(page['notes']) ? { ...page, notes: change(page['notes'], page) } : page,
    ),
  );

/** Pages and parameters. */
export const listFaults: readonly HttpApiFault[] = [
  {
    fault: 'a note twice on a page',
    foundBy: 'list: pages asc give every note once, in order',
    exchange: changeNotes((notes) => [...notes, ...notes.slice(-1)]),
  },
  {
    fault: 'the last note of a page lost',
    foundBy: 'list: pages desc give every note once, in order',
    exchange: changeNotes((notes, page) => ('nextCursor' in page ? notes.slice(0, -1) : notes)),
  },
  {
    fault: 'no order but one',
    foundBy: 'list: is ordered by the bytes of the note id, ascending unless asked otherwise',
    exchange: inwards((request) => query(request, (parameters) => parameters.delete('order'))),
  },
  {
    fault: 'ids ordered by letters',
    foundBy: 'list: is ordered by the bytes of the note id, ascending unless asked otherwise',
    exchange: changeNotes((notes) =>
      (notes as { noteid: string }[]).toSorted((left, right) => left.noteid.localeCompare(right.noteid)),
    ),
  },
  {
    fault: 'longer pages by default',
    foundBy: 'list: has 20 notes a page unless asked otherwise, and at most 100',
    exchange: inwards((request) =>
      query(request, (parameters) => {
        if (!parameters.has('limit')) parameters.set('limit', '25');
      }),
    ),
  },
  {
    fault: 'a cursor behind an empty list',
    foundBy: 'list: without notes it is an empty list and no cursor',
    exchange: outwards((answer) =>
      answer.changeJson((page) =>
        Array.isArray(page['notes']) && page['notes'].length === 0 ? { ...page, nextCursor: 'more' } : page,
      ),
    ),
  },
  {
    fault: 'no more pages',
    foundBy: 'list: has 20 notes a page unless asked otherwise, and at most 100',
    exchange: outwards((answer) => answer.changeJson(({ nextCursor: _, ...page }) => page)),
  },
  {
    fault: 'unknown parameters are ignored',
    foundBy: 'list: an unknown parameter is 400',
    exchange: inwards((request) =>
      query(request, (parameters) => {
        for (const name of [...parameters.keys()])
          if (!['limit', 'cursor', 'order'].includes(name)) parameters.delete(name);
      }),
    ),
  },
  {
    fault: 'the last of repeated parameters counts',
    foundBy: 'list: a repeated parameter is 400',
    exchange: inwards((request) =>
      query(request, (parameters) => {
        for (const [name, value] of [...parameters]) parameters.set(name, value);
      }),
    ),
  },
  {
    fault: 'limits are rounded',
    foundBy: 'list: a bad limit is 400',
    exchange: inwards((request) =>
      query(request, (parameters) => {
        if (parameters.get('limit') === '101') parameters.set('limit', '100');
      }),
    ),
  },
];
