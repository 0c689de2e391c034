import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, Context } from 'aws-lambda';

export interface RequestSketch {
  readonly path?: string;
  readonly noteid?: string;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  readonly authorizer?: unknown;
  readonly isBase64Encoded?: boolean;
}

/** 2026-01-01T00:00:00.000Z */
export const NOW = Date.UTC(2026, 0, 1);

export const ADA = { principalId: 'ada', exp: String(NOW / 1000 + 60), integrationLatency: 1 };

export const lambdaContext = { awsRequestId: 'invocation-1' } as Context;

function text(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A proxy event of a REST API: payload format 1.0. */
export function restEvent(httpMethod: string, sketch: RequestSketch = {}): APIGatewayProxyEvent {
  const { noteid, query = {}, headers = {} } = sketch;
  const resource = sketch.path ?? (noteid === undefined ? '/notes' : '/notes/{noteid}');
  const path = sketch.path ?? (noteid === undefined ? '/notes' : `/notes/${encodeURIComponent(noteid)}`);
  const lists = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? [value] : [...value],
  ]);
  const multiValueHeaders = Object.fromEntries(lists) as Record<string, string[]>;
  const hasQuery = Object.keys(query).length > 0;
  return {
    resource,
    path,
    httpMethod,
    headers: Object.fromEntries(
      Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1)]),
    ),
    multiValueHeaders,
    queryStringParameters: hasQuery
      ? Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1)]))
      : null,
    multiValueQueryStringParameters: hasQuery
      ? Object.fromEntries(Object.entries(query).map(([name, values]) => [name, [...values]]))
      : null,
    pathParameters: noteid === undefined ? null : { noteid },
    stageVariables: null,
    body: text(sketch.body),
    isBase64Encoded: sketch.isBase64Encoded ?? false,
    requestContext: {
      requestId: 'request-1',
      path: `/prod${path}`,
      stage: 'prod',
      authorizer: 'authorizer' in sketch ? sketch.authorizer : ADA,
    } as unknown as APIGatewayProxyEvent['requestContext'],
  };
}

/** A proxy event of an HTTP API: payload format 2.0. */
export function httpApiEvent(method: string, sketch: RequestSketch = {}): APIGatewayProxyEventV2 {
  const { noteid, query = {}, headers = {} } = sketch;
  const resource = sketch.path ?? (noteid === undefined ? '/notes' : '/notes/{noteid}');
  const path = sketch.path ?? (noteid === undefined ? '/notes' : `/notes/${noteid}`);
  const body = text(sketch.body);
  return {
    version: '2.0',
    routeKey: sketch.path === undefined ? `${method} ${resource}` : '$default',
    rawPath: `/prod${path}`,
    rawQueryString: Object.entries(query)
      .flatMap(([name, values]) => values.map((value) => `${name}=${encodeURIComponent(value)}`))
      .join('&'),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(',')]),
    ),
    isBase64Encoded: sketch.isBase64Encoded ?? false,
    ...(body !== null && { body }),
    ...(noteid !== undefined && { pathParameters: { noteid } }),
    requestContext: {
      requestId: 'request-2',
      stage: 'prod',
      http: { method, path: `/prod${path}`, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      authorizer: 'authorizer' in sketch ? sketch.authorizer : { lambda: { sub: 'ada', exp: ADA.exp } },
    } as unknown as APIGatewayProxyEventV2['requestContext'],
  };
}
