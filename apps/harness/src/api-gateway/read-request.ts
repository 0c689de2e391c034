import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error.ts';

/** A header as it came: the spelling of its first line, and the values of all its lines in their order. */
export interface HeaderField {
  readonly name: string;
  readonly values: readonly string[];
}

/** A request, read to its end. */
export interface GatewayRequest {
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  readonly method: string;
  /** As sent, percent-encoded, without stage and query. */
  readonly path: string;
  /** The same with the stage, if it was sent. */
  readonly urlPath: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, HeaderField>;
  /** Decoded; the values of a repeated name in their order. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Read as UTF-8: an API without binary media types knows text only. */
  readonly body: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  readonly sourceIp: string;
}

/** The last value of a header, which is the one that the service uses where it uses one. */
export function headerOf(request: GatewayRequest, name: string): string | undefined {
  return request.headers.get(name.toLowerCase())?.values.at(-1);
}

export type RequestHead = Omit<GatewayRequest, 'body'>;

/** In the form of the service's `x-amz-apigw-id`. */
export function extendedRequestId(): string {
  return `${randomBytes(11).toString('base64url')}=`;
}

/**
 * Everything but the body.
 *
 * @param stage may be the first segment of the path, as at the service's own host names, or be left out, as at a custom domain name
 */
export function readHead(message: IncomingMessage, stage: string, receivedAt: number): RequestHead {
  const { path, query } = readTarget(message.url ?? '/');
  return {
    requestId: randomUUID(),
    extendedRequestId: extendedRequestId(),
    receivedAt,
    method: message.method ?? 'GET',
    path: path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path,
    urlPath: path,
    headers: readHeaders(message.rawHeaders),
    query,
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
  };
}

/**
 * Reads the body, and stops as soon as it is known to be too long.
 * @throws GatewayError `REQUEST_TOO_LARGE`; whatever the stream throws when the client goes away.
 */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = new GatewayError('REQUEST_TOO_LARGE', `the body has more than ${maxBytes} bytes`, {
    message: 'Request Too Long',
  });
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;

  const chunks: Buffer[] = [];
  let length = 0;
  // Destroying the stream on the way out of the loop would take the socket, and the answer, with it.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readHeaders(raw: readonly string[]): Map<string, HeaderField> {
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = '', value = ''] = raw.slice(index, index + 2);
    const field = headers.get(name.toLowerCase());
    if (field === undefined) headers.set(name.toLowerCase(), { name, values: [value] });
    else field.values.push(value);
  }
  return headers;
}

/** Origin form and absolute form (RFC 9112, section 3.2); everything else has a path that no route has. */
function readTarget(target: string): Pick<GatewayRequest, 'path' | 'query'> {
  const relative = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const end = relative.indexOf('?');
  const path = end < 0 ? relative : relative.slice(0, end);

  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(end < 0 ? '' : relative.slice(end))) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return { path: path || '/', query };
}
