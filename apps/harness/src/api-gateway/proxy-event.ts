import { type Exchange, requestContext } from './request-context.ts';
import type { GatewayRequest } from './read-request.ts';

/** Request headers that a Lambda integration never sees. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const DROPPED = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Most fields of an event of payload format 1.0. */
export interface RequestFields {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly stageVariables: null;
  readonly requestContext: Readonly<Record<string, unknown>>;
}

/**
 * The event of a proxy integration, payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(exchange: Exchange): Record<string, unknown> {
  const { body } = exchange.request;
  return { ...requestFields(exchange), body: body === '' ? null : body, isBase64Encoded: false };
}

/** What the proxy event and the event of a REQUEST authorizer have in common. */
export function requestFields(exchange: Exchange): RequestFields {
  const { request, match } = exchange;
  const headers = forwardedHeaders(request);
  return {
    resource: match.route.path,
    path: request.path,
    httpMethod: request.method,
    headers: lastOfEach(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: orNull(lastOfEach(request.query)),
    multiValueQueryStringParameters: orNull(Object.fromEntries(request.query)),
    pathParameters: orNull(match.pathParameters),
    stageVariables: null,
    requestContext: requestContext(exchange),
  };
}

/** The client's headers in its own spelling, without those that end at the gateway, and those that the gateway adds. */
export function forwardedHeaders(request: GatewayRequest): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  for (const [key, { name, values }] of request.headers) {
    if (!DROPPED.has(key) && !ADDED.has(key)) headers.set(name, values);
  }
  const forwardedFor = [...(request.headers.get('x-forwarded-for')?.values ?? []), request.sourceIp];
  headers.set('X-Amzn-Trace-Id', [`Root=1-${traceId(request)}`]);
  headers.set('X-Forwarded-For', [forwardedFor.join(', ')]);
  headers.set('X-Forwarded-Port', [portOf(request)]);
  headers.set('X-Forwarded-Proto', ['http']);
  return headers;
}

const ADDED = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

function traceId({ receivedAt, requestId }: GatewayRequest): string {
  const seconds = Math.floor(receivedAt / 1000).toString(16);
  return `${seconds.padStart(8, '0')}-${requestId.replaceAll('-', '').slice(0, 24)}`;
}

function portOf(request: GatewayRequest): string {
  return /:(\d+)$/.exec(request.headers.get('host')?.values[0] ?? '')?.[1] ?? '80';
}

function lastOfEach(fields: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.at(-1) ?? '']));
}

function orNull<T extends object>(fields: T): T | null {
  return Object.keys(fields).length === 0 ? null : fields;
}
