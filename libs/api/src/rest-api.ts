import { type GatewayResponse, gatewayResponses, problemHeaders } from './gateway-responses.ts';
import {
  CALLER_VARIABLES,
  CREATED_TEMPLATE,
  LIST_TEMPLATE,
  type MappedOperation,
  NOTE_TEMPLATE,
  problemTemplate,
  requestTemplate,
  otherErrorPattern,
  selectionPattern,
} from './mapping-templates.ts';
import { MODELS, type Model, type ModelName } from './models.ts';
import { PROBLEMS, type ProblemCode } from './problems.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

export type Operation = MappedOperation | 'preflight';

/** Lambda proxy integration: the function gets the whole request and gives the whole answer. */
export interface ProxyIntegration {
  readonly type: 'proxy';
}

/** Lambda integration through mapping templates. */
export interface MappedIntegration {
  readonly type: 'mapped';
  readonly passthroughBehavior: 'NEVER';
  /** By content type. */
  readonly requestTemplates: Readonly<Record<'application/json', string>>;
  /** The one whose pattern matches the function's whole error message; without an error the one that has no pattern. One for each status. */
  readonly responses: readonly IntegrationResponse[];
}

export interface IntegrationResponse {
  /** A regular expression, in Java's dialect and JavaScript's alike. */
  readonly selectionPattern?: string;
  readonly statusCode: number;
  /** Header name to mapping expression: `'static'`, `context.<variable>` or `integration.response.body.<JSON path>`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  /** VTL; empty for an answer without a body. */
  readonly template: string;
  readonly model?: ModelName;
}

export interface Route {
  readonly operation: Operation;
  readonly method: HttpMethod;
  readonly path: '/notes' | '/notes/{noteid}';
  /** Whether the authorizer stands in front. */
  readonly authorized: boolean;
  /** `method.request.{path|querystring|header}.{name}` to whether the gateway requires it. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** What the gateway checks an `application/json` body against before the function runs. */
  readonly requestModel?: ModelName;
  readonly integration: ProxyIntegration | MappedIntegration;
}

/** The REST API `NotesService`, as the harness emulates it and the infrastructure deploys it. */
export interface RestApi {
  readonly name: 'NotesService';
  readonly routes: readonly Route[];
  readonly models: Readonly<Record<ModelName, Model>>;
  readonly gatewayResponses: readonly GatewayResponse[];
  /** What the `Authorization` header must look like for the authorizer to be called at all: the bare token, or with `Bearer`. */
  readonly identityValidationExpression: string;
  /** Milliseconds until the gateway gives up on the function (REST API quota). */
  readonly integrationTimeout: number;
  /** Most bytes of a request's body (REST API quota). */
  readonly maxRequestBytes: number;
}

export interface RestApiOptions {
  /** The Lambda authorizer, or the gateway's own for Cognito user pools (S13). */
  readonly authorizer: 'lambda' | 'cognito';
  readonly integration: 'proxy' | 'mapped';
  readonly tableName: string;
  /** Exact origins; the gateway's own answers can name one only, so they name the first. */
  readonly allowedOrigins: readonly string[];
}

/** A route and what it answers through mapping templates. */
interface RouteEntry {
  readonly route: Omit<Route, 'integration' | 'authorized'> & { readonly operation: MappedOperation };
  readonly success: Omit<IntegrationResponse, 'selectionPattern'>;
  readonly problems: readonly ProblemCode[];
}

const JSON_TYPE = 'application/json';
const ETAG = { ETag: 'integration.response.body.etag' };
const NOTE_PATH = { 'method.request.path.noteid': true };

const ROUTES: readonly RouteEntry[] = [
  {
    route: {
      operation: 'create',
      method: 'POST',
      path: '/notes',
      requestParameters: {},
      requestModel: 'NoteCreateModel',
    },
    success: {
      statusCode: 201,
      headers: { ...ETAG, Location: 'integration.response.body.location' },
      contentType: JSON_TYPE,
      template: CREATED_TEMPLATE,
      model: 'Success',
    },
    problems: ['note-exists', 'note-too-large'],
  },
  {
    route: {
      operation: 'list',
      method: 'GET',
      path: '/notes',
      requestParameters: {
        'method.request.querystring.limit': false,
        'method.request.querystring.cursor': false,
        'method.request.querystring.order': false,
      },
    },
    success: { statusCode: 200, headers: {}, contentType: JSON_TYPE, template: LIST_TEMPLATE },
    problems: [],
  },
  {
    route: {
      operation: 'read',
      method: 'GET',
      path: '/notes/{noteid}',
      requestParameters: { ...NOTE_PATH, 'method.request.header.If-None-Match': false },
    },
    success: { statusCode: 200, headers: ETAG, contentType: JSON_TYPE, template: NOTE_TEMPLATE },
    problems: ['note-not-found'],
  },
  {
    route: {
      operation: 'update',
      method: 'PUT',
      path: '/notes/{noteid}',
      // Not required here: the gateway would answer 400, and the contract says 428.
      requestParameters: { ...NOTE_PATH, 'method.request.header.If-Match': false },
      requestModel: 'NoteReplaceModel',
    },
    success: { statusCode: 200, headers: ETAG, contentType: JSON_TYPE, template: NOTE_TEMPLATE },
    problems: ['note-not-found', 'version-mismatch', 'note-too-large', 'precondition-required'],
  },
  {
    route: {
      operation: 'delete',
      method: 'DELETE',
      path: '/notes/{noteid}',
      requestParameters: { ...NOTE_PATH, 'method.request.header.If-Match': false },
    },
    success: { statusCode: 204, headers: {}, contentType: JSON_TYPE, template: '' },
    problems: ['version-mismatch'],
  },
];

const COMMON_PROBLEMS: readonly ProblemCode[] = ['invalid-request', 'unauthorized', 'unavailable'];

/** The one description of routes, models, templates and the gateway's own answers. */
export function describeRestApi(options: RestApiOptions): RestApi {
  const headers = commonHeaders(options.allowedOrigins);
  const routes = ROUTES.map((entry) => describeRoute(entry, options, headers));
  return {
    name: 'NotesService',
    routes: [...routes, preflight('/notes'), preflight('/notes/{noteid}')],
    models: MODELS,
    gatewayResponses: gatewayResponses(headers),
    identityValidationExpression:
      '^(?:[Bb][Ee][Aa][Rr][Ee][Rr] +)?[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
    integrationTimeout: 29_000,
    maxRequestBytes: 10 * 1024 * 1024,
  };
}

function describeRoute(entry: RouteEntry, options: RestApiOptions, headers: Record<string, string>): Route {
  const authorized = true;
  if (options.integration === 'mapped') {
    return { ...entry.route, authorized, integration: mapped(entry, options, headers) };
  }
  // A proxied function checks the members itself and names each that is wrong, which the gateway's validator cannot.
  const requestModel = entry.route.requestModel && ('JsonObject' as const);
  return {
    ...entry.route,
    ...(requestModel && { requestModel }),
    authorized,
    integration: { type: 'proxy' },
  };
}

function mapped(
  { route, success, problems }: RouteEntry,
  options: RestApiOptions,
  headers: Record<string, string>,
): MappedIntegration {
  const caller = CALLER_VARIABLES[options.authorizer];
  const codes = [...problems, ...COMMON_PROBLEMS];
  return {
    type: 'mapped',
    passthroughBehavior: 'NEVER',
    requestTemplates: { 'application/json': requestTemplate(route.operation, caller, options.tableName) },
    responses: [
      ...codes.map((code) => ({
        selectionPattern: selectionPattern(code),
        ...problemResponse(code, headers),
      })),
      { selectionPattern: otherErrorPattern(codes), ...problemResponse('internal', headers) },
      { ...success, headers: { ...headers, ...success.headers } },
    ],
  };
}

function problemResponse(
  code: ProblemCode,
  headers: Record<string, string>,
): Omit<IntegrationResponse, 'selectionPattern'> {
  return {
    statusCode: PROBLEMS[code].status,
    headers: { ...headers, ...problemHeaders(code) },
    contentType: JSON_TYPE,
    template: problemTemplate(code),
  };
}

/** Preflight requests carry no token, and several exact origins need code: the function answers them in every variant. */
function preflight(path: Route['path']): Route {
  return {
    operation: 'preflight',
    method: 'OPTIONS',
    path,
    authorized: false,
    requestParameters: path === '/notes' ? {} : NOTE_PATH,
    integration: { type: 'proxy' },
  };
}

function commonHeaders([origin]: readonly string[]): Record<string, string> {
  return {
    'Cache-Control': `'no-store'`,
    'X-Content-Type-Options': `'nosniff'`,
    'x-request-id': 'context.requestId',
    ...(origin !== undefined && {
      'Access-Control-Allow-Origin': `'${origin}'`,
      'Access-Control-Expose-Headers': `'${EXPOSED_HEADERS}'`,
      Vary: `'Origin'`,
    }),
  };
}

/** Answer headers that a browser's script may read. API Gateway renames a proxied function's WWW-Authenticate. */
export const EXPOSED_HEADERS =
  'ETag, Location, Retry-After, WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate, x-request-id';
