import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PREFLIGHT_HEADERS, corsHeaders } from './cors.ts';
import { CognitoError } from './errors.ts';
import { OPERATIONS } from './operations.ts';
import type { Pool } from './pool.ts';
import { parseRequest } from './request.ts';
import { readBody } from './request-body.ts';

const PROTOCOL = 'application/x-amz-json-1.1';
const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing is sent when it is undefined. */
  readonly body?: unknown;
}

type Route = (pool: Pool, request: IncomingMessage, query: URLSearchParams) => Answer | Promise<Answer>;

/** Answers the requests to a pool's port: the JSON protocol, the key set, and the harness's own commands. */
export function createRequestListener(pool: Pool, allowedOrigins?: readonly string[]) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerTo(pool, request).catch(errorAnswer);
    const headers = {
      'x-amzn-requestid': randomUUID(),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...corsHeaders(request, allowedOrigins),
      ...answer.headers,
    };
    response.writeHead(answer.status, headers);
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  };
}

async function answerTo(pool: Pool, request: IncomingMessage): Promise<Answer> {
  if (request.method === 'OPTIONS') {
    return { status: 200, headers: PREFLIGHT_HEADERS };
  }
  const [path = '', query] = String(request.url).split('?');
  const route = findRoute(pool, request.method === 'HEAD' ? 'GET' : request.method, path);
  return route === undefined ? notFound() : route(pool, request, new URLSearchParams(query));
}

function findRoute({ settings }: Pool, method: string | undefined, path: string): Route | undefined {
  const wellKnown = `/${settings.userPoolId}/.well-known`;
  const routes: Record<string, Route> = {
    'POST /': callOperation,
    [`GET ${wellKnown}/jwks.json`]: ({ tokens }) => json(tokens.jwks()),
    [`GET ${wellKnown}/openid-configuration`]: openIdConfiguration,
    'POST /_harness/rotate-keys': rotateKeys,
  };
  return routes[`${method} ${path}`];
}

async function callOperation(pool: Pool, request: IncomingMessage): Promise<Answer> {
  const target = request.headers['x-amz-target'];
  const name =
    typeof target === 'string' && target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
  const operation = OPERATIONS.get(name);
  const body = await readBody(request);
  if (operation === undefined || mediaType(request) !== PROTOCOL) {
    throw new CognitoError(
      'UnknownOperationException',
      'Unknown operation, or not sent as application/x-amz-json-1.1.',
    );
  }
  return { status: 200, headers: { 'content-type': PROTOCOL }, body: operation(pool, parseRequest(body)) };
}

/** The members of OpenID Connect Discovery 1.0 that hold without an authorization server. */
function openIdConfiguration({ tokens }: Pool): Answer {
  return json({
    issuer: tokens.issuer,
    jwks_uri: `${tokens.issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
  });
}

/** A page in a browser sends an Origin with every POST; none may rotate the keys behind the developer's back. */
async function rotateKeys(
  { tokens }: Pool,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Answer> {
  if (request.headers.origin !== undefined) {
    throw new CognitoError('ForbiddenException', 'Not for browsers.');
  }
  const keepPublished = query.get('keepPublished') ?? 'true';
  if (!['true', 'false'].includes(keepPublished)) {
    throw new CognitoError('InvalidParameterException', 'keepPublished is true or false.');
  }
  await tokens.rotateKeys({ keepPublished: keepPublished === 'true' });
  return json(tokens.jwks());
}

/** A fault of the emulator itself is logged and answered without detail. */
function errorAnswer(error: unknown): Answer {
  const known = error instanceof CognitoError;
  if (!known) {
    console.error('user pool: unexpected error', error);
  }
  const { type, message, status } = known
    ? error
    : new CognitoError('InternalErrorException', 'Internal error.');
  const headers = { 'content-type': PROTOCOL, 'x-amzn-errortype': `${type}:` };
  const close = type === 'RequestEntityTooLargeException' ? { connection: 'close' } : {};
  return { status, headers: { ...headers, ...close }, body: { __type: type, message } };
}

function json(body: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function notFound(): Answer {
  return { ...json({ message: 'Not found' }), status: 404 };
}

function mediaType({ headers }: IncomingMessage): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase();
}
