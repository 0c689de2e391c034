import { replaceNoteBody } from '@notes/api';
import type { ReplaceNote } from '@notes/domain';
import { jsonBody } from '../http/body.ts';
import { ifMatch } from '../http/entity-tag.ts';
import { RequestError } from '../http/problem-error.ts';
import { etagHeader, json, wireNote } from '../http/response.ts';
import { type AuthorizedRoute, notePathParameter } from '../http/route.ts';

/** `PUT /notes/{noteid}` */
export function replaceNoteRoute(replaceNote: ReplaceNote): AuthorizedRoute {
  return async (caller, request) => {
    const expected = ifMatch(request);
    if (expected === undefined) throw new RequestError('precondition-required');
    const { note: text } = jsonBody(request, replaceNoteBody);
    const note = await replaceNote(caller, { noteId: notePathParameter(request), text, expected });
    return json(200, wireNote(note), etagHeader(note));
  };
}
