import type { DeleteNote } from '@notes/domain';
import { ifMatch } from '../http/entity-tag.ts';
import { empty } from '../http/response.ts';
import { type AuthorizedRoute, notePathParameter } from '../http/route.ts';

/** `DELETE /notes/{noteid}` */
export function deleteNoteRoute(deleteNote: DeleteNote): AuthorizedRoute {
  return async (caller, request) => {
    const expected = ifMatch(request);
    const noteId = notePathParameter(request);
    // `*` asks for any state, and a note that is gone already counts as deleted.
    await deleteNote(caller, { noteId, ...(expected !== undefined && expected !== '*' && { expected }) });
    return empty(204);
  };
}
