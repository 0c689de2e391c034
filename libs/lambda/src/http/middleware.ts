import type { MiddlewareObj } from '@middy/core';
import { type Log, millisecondsSince, summarise } from '../log.ts';
import { corsHeaders } from './cors.ts';
import { problemOf } from './problem-error.ts';
import type { HttpRequest } from './request.ts';
import { type HttpResponse, problemResponse } from './response.ts';

type Middleware = MiddlewareObj<HttpRequest, HttpResponse>;

/** Turns an error into its problem details. */
export function problemResponses(): Middleware {
  return {
    onError: (run) => {
      const { code, errors } = problemOf(run.error);
      run.response = problemResponse(code, run.event.requestId, errors);
    },
  };
}

/** Adds what every answer carries. */
export function commonHeaders(allowedOrigins: readonly string[]): Middleware {
  const add: NonNullable<Middleware['after']> = ({ event, response }) => {
    if (!response) return;
    Object.assign(response.headers, {
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'x-request-id': event.requestId,
      ...corsHeaders(event, allowedOrigins),
    });
  };
  return { after: add, onError: add };
}

/** Writes one line for each request. */
export function requestLog(log: Log): Middleware {
  const write: NonNullable<Middleware['after']> = ({ event, response, error }) => {
    const status = response?.statusCode ?? 0;
    log({
      requestId: event.requestId,
      route: routeOf(event),
      status,
      ...(error && { code: problemOf(error).code }),
      duration: millisecondsSince(event.receivedAt),
      ...(status >= 500 && { error: summarise(error) }),
    });
  };
  return { after: write, onError: write };
}

/** The template rather than the path: log lines are counted by route. */
function routeOf({ httpMethod, pathParameters }: HttpRequest): string {
  return `${httpMethod} /notes${pathParameters ? '/{noteid}' : ''}`;
}
