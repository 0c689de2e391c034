import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { readTimer } from '../log.ts';

/** A request of any front door in one form. `httpMethod`, `path` and `pathParameters` are what middy's router reads and writes. */
export interface HttpRequest {
  readonly httpMethod: string;
  /** Percent-encoded, without stage or base path. */
  readonly path: string;
  /** The path as the client sent it: with the stage, or a custom domain's base path. */
  readonly urlPath: string;
  /** Written by the router from `path`, still percent-encoded. */
  pathParameters?: Record<string, string>;
  /** Decoded; a name that was sent twice has two entries. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Names in lower case; every value that was sent. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Text as the gateway decoded it, or bytes. */
  readonly body: string | Buffer | undefined;
  readonly requestId: string;
  /** A reading of {@link readTimer}. */
  readonly receivedAt: number;
  /** `requestContext.authorizer`, which differs by front door. */
  readonly authorizer: unknown;
}

export type ApiGatewayEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

/**
 * Brings a proxy event of a REST API (payload format 1.0) or an HTTP API (2.0) into one form.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function normaliseEvent(event: ApiGatewayEvent): HttpRequest {
  return 'routeKey' in event ? fromHttpApi(event) : fromRestApi(event);
}

function fromRestApi(event: APIGatewayProxyEvent): HttpRequest {
  return {
    httpMethod: event.httpMethod,
    path: routePath(event.resource, event.pathParameters) ?? event.path,
    urlPath: event.requestContext.path,
    query: queryOf(event.multiValueQueryStringParameters, event.queryStringParameters),
    headers: headersOf(event.multiValueHeaders, event.headers),
    body: decodeBody(event.body, event.isBase64Encoded),
    requestId: event.requestContext.requestId,
    receivedAt: readTimer(),
    authorizer: event.requestContext.authorizer,
  };
}

function fromHttpApi(event: APIGatewayProxyEventV2): HttpRequest {
  const { http, requestId, stage } = event.requestContext;
  const [, template = ''] = event.routeKey.split(' ');
  return {
    httpMethod: http.method,
    path: routePath(template, event.pathParameters) ?? withoutStage(event.rawPath, stage),
    urlPath: event.rawPath,
    // The map joins repeated parameters with commas; the raw string keeps them apart.
    query: [...new URLSearchParams(event.rawQueryString)],
    headers: headersOf(undefined, event.headers),
    body: decodeBody(event.body, event.isBase64Encoded),
    requestId,
    receivedAt: readTimer(),
    authorizer: 'authorizer' in event.requestContext ? event.requestContext.authorizer : undefined,
  };
}

/** The path of a matched route: unlike the event's own it has neither a stage nor a custom domain's base path in it. */
function routePath(
  template: string | undefined,
  parameters: Readonly<Record<string, string | undefined>> | null | undefined,
): string | undefined {
  if (!template?.startsWith('/') || template.includes('+}')) return undefined;
  const filled = (segment: string) =>
    segment.startsWith('{') ? encodeURIComponent(parameters?.[segment.slice(1, -1)] ?? '') : segment;
  return template.split('/').map(filled).join('/');
}

function withoutStage(path: string, stage: string): string {
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

/** What was sent, by name. */
type Sent<Value> = Readonly<Record<string, Value | undefined>> | null | undefined;

function queryOf(all: Sent<readonly string[]>, last: Sent<string>): [name: string, value: string][] {
  return Object.entries<readonly string[] | string | undefined>(all ?? last ?? {}).flatMap(
    ([name, value = []]) => [value].flat().map((each): [string, string] => [name, each]),
  );
}

function headersOf(all: Sent<readonly string[]>, last: Sent<string>): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries<readonly string[] | string | undefined>(all ?? last ?? {})) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const before = found.get(key);
    const values = typeof value === 'string' ? [value] : value;
    found.set(key, before ? [...before, ...values] : values);
  }
  return found;
}

function decodeBody(body: string | null | undefined, isBase64Encoded: boolean): string | Buffer | undefined {
  if (body === null || body === undefined || body === '') return undefined;
  return isBase64Encoded ? Buffer.from(body, 'base64') : body;
}
