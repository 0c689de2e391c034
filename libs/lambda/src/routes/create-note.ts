import { createNoteBody } from '@notes/api';
import type { CreateNote } from '@notes/domain';
import { jsonBody } from '../http/body.ts';
import { etagHeader, json, noteLocation, wireNote } from '../http/response.ts';
import type { AuthorizedRoute } from '../http/route.ts';

/** `POST /notes` */
export function createNoteRoute(createNote: CreateNote): AuthorizedRoute {
  return async (caller, request) => {
    const { noteid, note: text } = jsonBody(request, createNoteBody);
    const note = await createNote(caller, { noteId: noteid, text });
    const headers = { Location: noteLocation(request.urlPath, note), ...etagHeader(note) };
    return json(201, { message: 'Note created', ...wireNote(note) }, headers);
  };
}
