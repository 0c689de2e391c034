import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { openApiDocument } from '@notes/api';
import viewerFolder from 'swagger-ui-dist/absolute-path.js';
import { CONTENT_SECURITY_POLICY, PAGE, SCRIPT } from './page.ts';

const HTML = 'text/html; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';
const CSS = 'text/css; charset=utf-8';

interface Resource {
  readonly contentType: string;
  readonly body: (invokeUrl: string) => string | Promise<Buffer>;
}

/** All that is served: no part of a request's path ever becomes a file name. */
const RESOURCES: Readonly<Record<string, Resource>> = {
  '/openapi.json': {
    contentType: 'application/json',
    body: (invokeUrl) => JSON.stringify(openApiDocument({ invokeUrl })),
  },
  '/docs': { contentType: HTML, body: () => PAGE },
  '/docs/start.js': { contentType: JAVASCRIPT, body: () => SCRIPT },
  '/docs/swagger-ui-bundle.js': { contentType: JAVASCRIPT, body: () => viewerFile('swagger-ui-bundle.js') },
  '/docs/swagger-ui.css': { contentType: CSS, body: () => viewerFile('swagger-ui.css') },
  '/docs/index.css': { contentType: CSS, body: () => viewerFile('index.css') },
  '/docs/favicon-32x32.png': { contentType: 'image/png', body: () => viewerFile('favicon-32x32.png') },
};

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Serves the OpenAPI document at `/openapi.json`, with the invoke URL for its server, and a page to read and try it at `/docs`. Asked for by
 * another name of this machine, it redirects to the invoke URL, so that trying is of the same origin.
 *
 * @returns whether the request was for one of these; otherwise nothing was done
 */
export async function serveApiReference(
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
  invokeUrl: string,
): Promise<boolean> {
  const [path = ''] = url.split('?');
  const resource = Object.hasOwn(RESOURCES, path) ? RESOURCES[path] : undefined;
  if (!resource || (method !== 'GET' && method !== 'HEAD')) return false;
  if (headers.host !== new URL(invokeUrl).host) {
    response.writeHead(307, { ...HEADERS, Location: invokeUrl + path }).end();
    return true;
  }
  const body = Buffer.from(await resource.body(invokeUrl));
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': resource.contentType,
    'Content-Length': body.length,
  });
  response.end(method === 'HEAD' ? undefined : body);
  return true;
}

function viewerFile(name: string): Promise<Buffer> {
  return readFile(join(viewerFolder(), name));
}
