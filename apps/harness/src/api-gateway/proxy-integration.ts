import { GatewayError } from './gateway-error.ts';
import { isJsonObject } from './json-object.ts';
import type { Invocation } from './lambda.ts';
import { type Reply, isValidHeader } from './reply.ts';

/**
 * Response headers that the service renames to `x-amzn-Remapped-<name>` or drops, from its table of headers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const REMAPPED = new Set([
  'authorization',
  'connection',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);
const DROPPED = new Set([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  // Not of that table: Node counts the body itself, and keep-alive is a matter of this connection.
  'content-length',
  'keep-alive',
]);
const KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * The answer of a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @throws GatewayError `INTEGRATION_FAILURE` when the function failed or its answer is malformed; `INTEGRATION_TIMEOUT`
 */
export function proxyReply(invocation: Invocation): Reply {
  if (invocation.outcome === 'gave-up') throw integrationTimeout();
  if (invocation.outcome === 'failed')
    throw failure(`the function failed with ${invocation.error.errorType}`);

  const result: unknown = JSON.parse(invocation.payload);
  if (!isJsonObject(result)) throw malformed('it is not an object');
  const unknownKeys = Object.keys(result).filter((key) => !KEYS.has(key));
  if (unknownKeys.length > 0) throw malformed(`it has the unknown keys ${unknownKeys.join(', ')}`);
  const { isBase64Encoded = false } = result;
  if (typeof isBase64Encoded !== 'boolean') throw malformed('isBase64Encoded is not a boolean');
  return {
    statusCode: readStatusCode(result['statusCode']),
    headers: { 'Content-Type': 'application/json', ...readHeaders(result) },
    // Without binary media types the service does not decode: what is marked as base64 leaves as it is.
    body: readBody(result['body']),
  };
}

export function integrationTimeout(): GatewayError {
  return new GatewayError('INTEGRATION_TIMEOUT', 'the function did not answer in time', {
    message: 'Endpoint request timed out',
  });
}

function failure(reason: string): GatewayError {
  return new GatewayError('INTEGRATION_FAILURE', reason, { message: 'Internal server error' });
}

function malformed(what: string): GatewayError {
  return failure(`malformed Lambda proxy response: ${what}`);
}

function readStatusCode(value: unknown): number {
  // A result without a status is a success; text of digits is as good as a number.
  const status = value === undefined ? 200 : Number(value);
  if (
    typeof value === 'boolean' ||
    value === null ||
    !Number.isInteger(status) ||
    status < 200 ||
    status > 599
  ) {
    throw malformed('statusCode is not 200 to 599');
  }
  return status;
}

function readBody(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw malformed('body is not a string');
  return value;
}

/** Both kinds of headers in one. Of a value named in both, the one of multiValueHeaders counts. */
function readHeaders(result: Record<string, unknown>): Record<string, string[]> {
  const merged = new Map<string, { name: string; values: Set<string> }>();
  const add = (name: string, value: unknown): void => {
    if (typeof value !== 'string' && typeof value !== 'boolean') {
      throw malformed(`the value of header ${name} is neither a string nor a boolean`);
    }
    const text = String(value);
    if (!isValidHeader(name, text)) throw malformed('a header has characters that HTTP does not allow');
    const field = merged.get(name.toLowerCase()) ?? { name, values: new Set() };
    field.values.add(text);
    merged.set(name.toLowerCase(), field);
  };
  for (const [name, values] of entriesOf(result, 'multiValueHeaders')) {
    if (!Array.isArray(values)) throw malformed(`multiValueHeaders.${name} is not an array`);
    for (const value of values) add(name, value);
  }
  for (const [name, value] of entriesOf(result, 'headers')) add(name, value);

  const headers: Record<string, string[]> = {};
  for (const [key, { name, values }] of merged) {
    if (DROPPED.has(key)) continue;
    headers[nameToWrite(key, name)] = [...values];
  }
  return headers;
}

function nameToWrite(key: string, name: string): string {
  if (REMAPPED.has(key)) return `x-amzn-Remapped-${name}`;
  return key === 'content-type' ? 'Content-Type' : name;
}

function entriesOf(result: Record<string, unknown>, key: string): [string, unknown][] {
  const headers = result[key];
  if (headers === undefined || headers === null) return [];
  if (!isJsonObject(headers)) throw malformed(`${key} is not an object`);
  return Object.entries(headers);
}
