import { type Clock, type NoteId, type UserId, noteId } from '@notes/domain';
import { callerOf } from './caller.ts';
import { RequestError, invalid, problemOf } from './problem-error.ts';
import type { HttpRequest } from './request.ts';
import type { HttpResponse } from './response.ts';

/** Answers one request of a verified caller. */
export type AuthorizedRoute = (caller: UserId, request: HttpRequest) => Promise<HttpResponse>;

/** Lets a route run for a verified caller only. */
export function authorized(
  clock: Clock,
  route: AuthorizedRoute,
): (request: HttpRequest) => Promise<HttpResponse> {
  return async (request) => route(callerOf(request.authorizer, clock), request);
}

/** @throws RequestError `invalid-request` when it is no note id, or not percent-encoded. */
export function notePathParameter(request: HttpRequest): NoteId {
  const text = decoded(request.pathParameters?.['noteid'] ?? '');
  try {
    return noteId(text);
  } catch (error) {
    // What the domain calls a note's id is a part of the path here.
    const { errors } = problemOf(error);
    throw new RequestError('invalid-request', {
      errors: errors.map((each) => ({ ...each, pointer: POINTER })),
      cause: error,
    });
  }
}

const POINTER = '#/path/noteid';

function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    throw invalid(POINTER, 'is not percent-encoded UTF-8');
  }
}
