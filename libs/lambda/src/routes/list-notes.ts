import { listNotesQuery } from '@notes/api';
import type { ListNotes, UserId } from '@notes/domain';
import { check } from '../http/check.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { fittingPage } from '../http/note-page.ts';
import { invalid } from '../http/problem-error.ts';
import type { HttpRequest } from '../http/request.ts';
import { json, wireNote } from '../http/response.ts';
import type { AuthorizedRoute } from '../http/route.ts';

/** `GET /notes` */
export function listNotesRoute(listNotes: ListNotes): AuthorizedRoute {
  return async (caller, request) => json(200, await listWirePage(listNotes, caller, queryRecord(request)));
}

/** One page on the wire, from the query's parameters as they arrived. */
export async function listWirePage(listNotes: ListNotes, caller: UserId, query: unknown): Promise<object> {
  const { limit, order = 'asc', cursor } = check(query, listNotesQuery, '/query');
  const page = await listNotes(caller, {
    order,
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(cursor !== undefined && { after: decodeCursor(caller, order, cursor) }),
  });
  const { notes, next } = fittingPage(page);
  return {
    notes: notes.map(wireNote),
    ...(next !== undefined && { nextCursor: encodeCursor(caller, order, next) }),
  };
}

function queryRecord({ query }: HttpRequest): Record<string, string> {
  const repeated = query.find(([name], index) => query.findIndex(([other]) => other === name) !== index);
  if (repeated) throw invalid(`#/query/${encodeURIComponent(repeated[0])}`, 'appears twice');
  return Object.fromEntries(query);
}
