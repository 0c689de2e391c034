import type { GetNote } from '@notes/domain';
import { matchesIfNoneMatch } from '../http/entity-tag.ts';
import { empty, etagHeader, json, wireNote } from '../http/response.ts';
import { type AuthorizedRoute, notePathParameter } from '../http/route.ts';

/** `GET /notes/{noteid}` */
export function getNoteRoute(getNote: GetNote): AuthorizedRoute {
  return async (caller, request) => {
    const note = await getNote(caller, notePathParameter(request));
    if (matchesIfNoneMatch(request, note)) return empty(304, etagHeader(note));
    return json(200, wireNote(note), etagHeader(note));
  };
}
