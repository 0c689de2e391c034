import type { Clock, UserId } from '@notes/domain';
import { callerOf } from './caller.ts';
import { invalid } from './problem-error.ts';
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

/** @throws RequestError `invalid-request` when the percent-encoding is broken. */
export function notePathParameter(request: HttpRequest): string {
  try {
    return decodeURIComponent(request.pathParameters?.['noteid'] ?? '');
  } catch {
    throw invalid('#/path/noteid', 'is not percent-encoded UTF-8');
  }
}
