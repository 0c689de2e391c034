import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { webCacheControl } from '@notes/api';
import { type StaticFile, readStaticFile } from './static-files.ts';

/** What is sent back, without the headers that every answer has. */
export interface WebAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Left out of the answer to a HEAD request. */
  readonly body?: Buffer | string;
}

export interface WebRequest {
  readonly method: string;
  /** The request target: path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface WebSite {
  /** Where the app is, such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** The built app. */
  readonly folder: string;
  /** What `/config.json` says. */
  readonly config: object;
}

/** A gzip member costs some bytes itself. */
const LEAST_COMPRESSED_BYTES = 1024;
const COMPRESSIBLE = /^(text\/|application\/(json|manifest\+json)|image\/svg)/;
const ALTERNATIVE_NAME = /^(localhost|\[::1\])(:\d+)?$/i;

/**
 * Answers a request for the web app. It has one origin, since the API's answers are for one: under another name of this machine the app is
 * redirected there, and under any other name refused, so that no page can reach it by a name of its own.
 */
export async function answerWebRequest(site: WebSite, request: WebRequest): Promise<WebAnswer> {
  const { host = '' } = request.headers;
  const target = request.target.startsWith('/') ? request.target : '/';
  if (host !== new URL(site.origin).host) {
    if (!ALTERNATIVE_NAME.test(host)) return message(421, `The app is at ${site.origin}`);
    return { status: 307, headers: { Location: site.origin + target, 'Cache-Control': 'no-store' } };
  }
  if (!['GET', 'HEAD'].includes(request.method)) {
    return message(405, 'Method not allowed', { Allow: 'GET, HEAD' });
  }
  const [path = '/'] = target.split('?');
  const file = path === '/config.json' ? configFile(site.config) : await readStaticFile(site.folder, path);
  return file ? answerWithFile(file, path, request.headers) : message(404, 'Not found');
}

function configFile(config: object): StaticFile {
  return { body: Buffer.from(JSON.stringify(config)), contentType: 'application/json' };
}

/** The entity tag is a weak one because the compressed and the plain form share it (RFC 9110, section 8.8.1). */
function answerWithFile(
  { body, contentType }: StaticFile,
  path: string,
  request: IncomingHttpHeaders,
): WebAnswer {
  const etag = `W/"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { ETag: etag, 'Cache-Control': webCacheControl(path), Vary: 'Accept-Encoding' };
  if (request['if-none-match']?.split(/\s*,\s*/).some((each) => each === etag || each === '*')) {
    return { status: 304, headers };
  }
  const compressed =
    COMPRESSIBLE.test(contentType) &&
    body.length >= LEAST_COMPRESSED_BYTES &&
    takesGzip(request['accept-encoding']);
  const content = compressed ? gzipSync(body) : body;
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': contentType,
      'Content-Length': content.length,
      ...(compressed && { 'Content-Encoding': 'gzip' }),
    },
    body: content,
  };
}

/** RFC 9110, section 12.5.3; a weight of zero refuses. */
function takesGzip(acceptEncoding: string | string[] | undefined): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))|,|$)/i.test(String(acceptEncoding ?? ''));
}

function message(status: number, text: string, headers: Readonly<Record<string, string>> = {}): WebAnswer {
  const body = `${text}\n`;
  return {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      ...headers,
    },
    body,
  };
}
