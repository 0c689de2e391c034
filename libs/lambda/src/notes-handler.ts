import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import { NoteError } from '@notes/domain';
import type { Context } from 'aws-lambda';
import { preflightRoute } from './http/cors.ts';
import { commonHeaders, problemResponses, requestLog } from './http/middleware.ts';
import { RequestError } from './http/problem-error.ts';
import { type ApiGatewayEvent, type HttpRequest, normaliseEvent } from './http/request.ts';
import type { HttpResponse } from './http/response.ts';
import { authorized } from './http/route.ts';
import { consoleLog } from './log.ts';
import type { NotesHandlerOptions } from './notes-handler-options.ts';
import {
  type OperationEvent,
  createOperationHandler,
  isOperationEvent,
} from './operations/operation-handler.ts';
import { createNoteRoute } from './routes/create-note.ts';
import { deleteNoteRoute } from './routes/delete-note.ts';
import { getNoteRoute } from './routes/get-note.ts';
import { listNotesRoute } from './routes/list-notes.ts';
import { replaceNoteRoute } from './routes/replace-note.ts';

/** Answers API Gateway's proxy events, and the unproxied event of the original system. */
export type NotesHandler = (event: ApiGatewayEvent | OperationEvent, context: Context) => Promise<unknown>;

/** Milliseconds kept back from the function's deadline, to answer 503 rather than be killed. */
const TIME_TO_ANSWER = 250;

export function createNotesHandler(options: NotesHandlerOptions): NotesHandler {
  const { clock, allowedOrigins, log = consoleLog } = options;
  const route = httpRouter({
    // The router reads httpMethod and path alone, so it may be given our own form of the event.
    routes: [
      { method: 'POST', path: '/notes', handler: authorized(clock, createNoteRoute(options.createNote)) },
      { method: 'GET', path: '/notes', handler: authorized(clock, listNotesRoute(options.listNotes)) },
      { method: 'GET', path: '/notes/{noteid}', handler: authorized(clock, getNoteRoute(options.getNote)) },
      {
        method: 'PUT',
        path: '/notes/{noteid}',
        handler: authorized(clock, replaceNoteRoute(options.replaceNote)),
      },
      {
        method: 'DELETE',
        path: '/notes/{noteid}',
        handler: authorized(clock, deleteNoteRoute(options.deleteNote)),
      },
      { method: 'OPTIONS', path: '/notes', handler: preflightRoute },
      { method: 'OPTIONS', path: '/notes/{noteid}', handler: preflightRoute },
    ] as never,
    notFoundResponse: () => {
      throw new RequestError('forbidden');
    },
  });
  const http: (event: HttpRequest, context: Context) => Promise<HttpResponse> = middy<
    HttpRequest,
    HttpResponse
  >({
    timeoutEarlyInMillis: TIME_TO_ANSWER,
    timeoutEarlyResponse: () => {
      throw new NoteError('unavailable', 'The store did not answer before the deadline.');
    },
  })
    .use(requestLog(log))
    .use(commonHeaders(allowedOrigins))
    .use(problemResponses())
    .handler(route as never);
  const operation = createOperationHandler(options, log);
  return async (event, context) =>
    isOperationEvent(event) ? operation(event, context) : http(readEvent(event), context);
}

/** @throws Error in the manner of the operations for an event that no front door sends: some other trigger was put before the function. */
function readEvent(event: ApiGatewayEvent): HttpRequest {
  let cause: unknown;
  try {
    const request = normaliseEvent(event);
    const { httpMethod, path, requestId } = request;
    if ([httpMethod, path, requestId].every((part: unknown) => typeof part === 'string')) return request;
  } catch (error) {
    cause = error;
  }
  const message = '[invalid-request] The event is neither a proxied request nor an operation.';
  throw new Error(message, { cause });
}
