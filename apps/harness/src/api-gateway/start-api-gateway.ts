import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { RestApi } from '@notes/api';
import type { Clock } from '@notes/domain';
import type { Authorizer, LambdaAuthorizerOptions, UserPoolAuthorizerOptions } from './authorizer.ts';
import { Connections } from './connections.ts';
import { type AccessLogEntry, type Pipeline, handleRequest } from './handle-request.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';
import type { LambdaFunction } from './lambda.ts';
import { type RequestHead, extendedRequestId, readBody, readHead } from './read-request.ts';
import type { Reply } from './reply.ts';
import { createRequestValidator } from './request-validation.ts';
import { createUserPoolAuthorizer } from './user-pool-authorizer.ts';

export interface ApiGatewayOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  readonly api: RestApi;
  readonly authorizer: LambdaAuthorizerOptions | UserPoolAuthorizerOptions;
  /** The function behind every route. */
  readonly integration: LambdaFunction;
  /** `v1` by default. */
  readonly stage?: string;
  readonly accountId?: string;
  readonly apiId?: string;
  readonly region?: string;
  readonly clock: Clock;
  /** Called before anything else. True when it has answered, or will. */
  readonly local?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  /** Milliseconds that a function may take, 10,000 by default. Where it is more than the integration time-out, that one ends the wait. */
  readonly lambdaTimeoutMs?: number;
  /** Milliseconds that a client may take to send its request, also while the gateway closes; 30,000 by default. */
  readonly clientTimeoutMs?: number;
  /** Called once for each request of the API that was answered. */
  readonly log?: (entry: AccessLogEntry) => void;
}

export interface ApiGateway {
  /** `http://127.0.0.1:PORT`, as at a custom domain name. With the stage behind it, as at the service's own host names, it works too. */
  readonly invokeUrl: string;
  /** Takes no new request, answers those it has, and ends; after `clientTimeoutMs` whatever its clients still owe or do not take. */
  close(): Promise<void>;
}

/** The quota for request line and headers together. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_HEADER_BYTES = 10_240;
/** How long a client may go on sending a body that was refused, in milliseconds. */
const LINGER_MS = 1000;

/**
 * An emulation of an Amazon API Gateway REST API, on loopback. docs/api-gateway-emulator.md says what it covers and where it differs.
 * Rejects when the port is taken.
 */
export async function startApiGateway(options: ApiGatewayOptions): Promise<ApiGateway> {
  const { port, host = '127.0.0.1', clientTimeoutMs = 30_000 } = options;
  const pipeline = createPipeline(options);
  let closing: Promise<void> | undefined;

  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: clientTimeoutMs,
    requestTimeout: clientTimeoutMs,
    connectionsCheckingInterval: Math.min(clientTimeoutMs, 1000),
  });
  const connections = new Connections(server);
  server.on('request', onRequest);
  // An unknown expectation; Node would answer 417, the service ignores the header.
  server.on('checkExpectation', onRequest);
  server.on('clientError', answerMalformed);

  function onRequest(message: IncomingMessage, response: ServerResponse): void {
    connections.begin(message.socket, response);
    // The client is gone; there is nobody to tell.
    response.on('error', () => undefined);
    response.on('close', () => {
      if (closing) server.closeIdleConnections();
    });
    serve(message, response).catch(() => response.destroy());
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await options.local?.(message, response)) return;
    const head = readHead(message, pipeline.deployment.stage, options.clock.now());
    const { reply, log } = await handleRequest(pipeline, head, async () => ({
      ...head,
      body: await readBody(message, options.api.maxRequestBytes),
    }));
    if (response.destroyed) return;
    send(message, response, head, reply, closing !== undefined);
    options.log?.({
      requestId: head.requestId,
      method: head.method,
      status: reply.statusCode,
      duration: options.clock.now() - head.receivedAt,
      ...log,
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    invokeUrl: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () =>
      (closing ??= new Promise((resolve) => {
        // A server that has been closed checks no time-outs any more.
        const timer = setTimeout(() => server.closeAllConnections(), clientTimeoutMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        connections.closeUnused();
      })),
  };
}

function createPipeline(options: ApiGatewayOptions): Pipeline {
  const { api, clock, integration, lambdaTimeoutMs = 10_000 } = options;
  return {
    api,
    clock,
    integration,
    lambdaTimeoutMs,
    deployment: {
      accountId: options.accountId ?? '123456789012',
      apiId: options.apiId ?? 'harness000',
      region: options.region ?? 'us-east-1',
      stage: options.stage ?? 'v1',
    },
    authorize: createAuthorizer(options.authorizer, {
      clock,
      identityValidationExpression: api.identityValidationExpression,
      lambdaTimeoutMs,
      integrationTimeoutMs: api.integrationTimeout,
    }),
    validate: createRequestValidator(api.models),
  };
}

function createAuthorizer(
  options: ApiGatewayOptions['authorizer'],
  settings: Parameters<typeof createLambdaAuthorizer>[1],
): Authorizer {
  return options.type === 'lambda'
    ? createLambdaAuthorizer(options, settings)
    : createUserPoolAuthorizer(options);
}

function send(
  message: IncomingMessage,
  response: ServerResponse,
  head: RequestHead,
  reply: Reply,
  closing: boolean,
): void {
  const unread = !message.complete;
  response.writeHead(reply.statusCode, {
    ...reply.headers,
    'x-amzn-RequestId': head.requestId,
    'x-amz-apigw-id': head.extendedRequestId,
    ...((closing || unread) && { Connection: 'close' }),
  });
  response.end(reply.body);
  if (unread) discardRest(message);
}

/** Lets the client finish sending for a moment: a socket closed with unread bytes is reset, and the answer lost with it. */
function discardRest(message: IncomingMessage): void {
  message.on('error', () => undefined);
  message.resume();
  const timer = setTimeout(() => message.destroy(), LINGER_MS);
  message.once('close', () => {
    clearTimeout(timer);
  });
}

const MALFORMED: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'Request Timeout'],
};

/** What cannot be read as HTTP never becomes a request of the API; the service's front end words these answers, no API can. */
function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = MALFORMED[error.code ?? ''] ?? ['400 Bad Request', 'Bad Request'];
  const body = JSON.stringify({ message });
  const headers = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `x-amzn-RequestId: ${randomUUID()}`,
    `x-amz-apigw-id: ${extendedRequestId()}`,
    'Connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
