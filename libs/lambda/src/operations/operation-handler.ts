import type { Context } from 'aws-lambda';
import type { NotesHandlerOptions } from '../notes-handler-options.ts';
import { problemOf } from '../http/problem-error.ts';
import { type Log, millisecondsSince, readTimer, summarise } from '../log.ts';
import { type OperationEvent, createOperations } from './operations.ts';

export type { OperationEvent } from './operations.ts';

/** Whether an event is the original system's rather than a proxied request. */
export function isOperationEvent(event: unknown): event is OperationEvent {
  return typeof event === 'object' && event !== null && 'operation' in event && !('requestContext' in event);
}

/**
 * Carries out the event that the gateway's mapping templates make.
 * Fails with an Error whose message begins `[<code>]`, by which the integration responses choose the status. The message holds nothing
 * that the caller may not see.
 */
export function createOperationHandler(
  options: NotesHandlerOptions,
  log: Log,
): (event: OperationEvent, context: Context) => Promise<unknown> {
  const perform = createOperations(options);
  return async (event, context) => {
    const start = readTimer();
    const entry = (rest: { code?: string; error?: ReturnType<typeof summarise> }) =>
      log({
        requestId: typeof event.requestId === 'string' ? event.requestId : context.awsRequestId,
        route: typeof event.operation === 'string' ? event.operation.slice(0, 20) : typeof event.operation,
        ...rest,
        duration: millisecondsSince(start),
      });
    try {
      const result = await perform(event);
      entry({});
      return result;
    } catch (error) {
      const { code, errors } = problemOf(error);
      const serverSide = code === 'internal' || code === 'unavailable';
      entry({ code, ...(serverSide && { error: summarise(error) }) });
      const detail = errors.map((each) => `${each.pointer} ${each.detail}`).join('; ');
      throw new Error(`[${code}] ${detail}`.trimEnd(), { cause: error });
    }
  };
}
