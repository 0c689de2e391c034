import type { RestApi } from '@notes/api';
import type { Clock } from '@notes/domain';
import type { Authorizer } from './authorizer.ts';
import { GatewayError } from './gateway-error.ts';
import { gatewayReply } from './gateway-response.ts';
import { type Invocation, type LambdaFunction, MAX_PAYLOAD_BYTES, invoke } from './lambda.ts';
import { mappedEvent, mappedReply } from './mapped-integration.ts';
import { proxyEvent } from './proxy-event.ts';
import { proxyReply } from './proxy-integration.ts';
import type { GatewayRequest, RequestHead } from './read-request.ts';
import type { Reply } from './reply.ts';
import { type Deployment, type Exchange, requestContext } from './request-context.ts';
import type { RequestValidator } from './request-validation.ts';
import { matchRoute } from './route-table.ts';

/** What became of a request; one per request, for the access log. Holds no token and no body. */
export interface AccessLogEntry {
  readonly requestId: string;
  readonly method: string;
  /** The route's path; absent when there was no route. */
  readonly route?: string;
  readonly status: number;
  readonly authorizer: 'none' | 'allowed' | 'allowed-from-cache' | 'denied' | 'unauthorized' | 'failed';
  /** Milliseconds. */
  readonly duration: number;
  /** Why the gateway itself answered. */
  readonly reason?: string;
}

export interface Pipeline {
  readonly api: RestApi;
  readonly deployment: Deployment;
  readonly authorize: Authorizer;
  readonly validate: RequestValidator;
  readonly integration: LambdaFunction;
  readonly clock: Clock;
  readonly lambdaTimeoutMs: number;
}

export interface Outcome {
  readonly reply: Reply;
  readonly log: Omit<AccessLogEntry, 'requestId' | 'method' | 'status' | 'duration'>;
}

/**
 * Takes a request through the gateway's steps, in the service's order: route, authorizer, validation, integration. Whatever goes
 * wrong becomes a gateway response; it rejects only for an API that does not describe that response.
 *
 * @param readRequest the request with its body, or the error that reading it ended with
 */
export async function handleRequest(
  pipeline: Pipeline,
  head: RequestHead,
  readRequest: () => Promise<GatewayRequest>,
): Promise<Outcome> {
  let exchange: Exchange | undefined;
  let authorizer: AccessLogEntry['authorizer'] = 'none';
  const logOf = (reason?: string): Outcome['log'] => ({
    ...(exchange && { route: exchange.match.route.path }),
    authorizer,
    ...(reason !== undefined && { reason }),
  });
  try {
    const request = await readRequest();
    const match = matchRoute(pipeline.api.routes, request.method, request.path);
    exchange = { request, match, deployment: pipeline.deployment };
    if (match.route.authorized) {
      authorizer = 'failed';
      const { context, cached } = await pipeline.authorize(exchange);
      authorizer = cached ? 'allowed-from-cache' : 'allowed';
      exchange = { ...exchange, authorizer: context };
    }
    pipeline.validate(request, match);
    return { reply: await integrate(pipeline, exchange), log: logOf() };
  } catch (error) {
    const failure = asGatewayError(error);
    if (failure.type === 'UNAUTHORIZED') authorizer = 'unauthorized';
    if (failure.type === 'ACCESS_DENIED') authorizer = 'denied';
    const context = exchange
      ? requestContext(exchange)
      : { requestId: head.requestId, extendedRequestId: head.extendedRequestId };
    return { reply: gatewayReply(pipeline.api, failure, context), log: logOf(failure.message) };
  }
}

async function integrate(pipeline: Pipeline, exchange: Exchange): Promise<Reply> {
  const { integration } = exchange.match.route;
  if (integration.type === 'mapped') {
    const invocation = await callFunction(pipeline, mappedEvent(exchange, integration));
    return mappedReply(exchange, integration, invocation);
  }
  return proxyReply(await callFunction(pipeline, JSON.stringify(proxyEvent(exchange))));
}

async function callFunction(pipeline: Pipeline, event: string): Promise<Invocation> {
  if (Buffer.byteLength(event) > MAX_PAYLOAD_BYTES) {
    throw new GatewayError('REQUEST_TOO_LARGE', 'the event is longer than Lambda takes', {
      message: 'Request Too Long',
    });
  }
  return invoke(pipeline.integration, event, {
    ...pipeline.deployment,
    functionName: 'notes-api',
    clock: pipeline.clock,
    timeoutMs: pipeline.lambdaTimeoutMs,
    giveUpAfterMs: pipeline.api.integrationTimeout,
  });
}

function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  return new GatewayError('DEFAULT_5XX', 'a defect of this gateway', {
    cause: error,
    message: 'Internal server error',
  });
}
