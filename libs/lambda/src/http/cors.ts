import { EXPOSED_HEADERS } from '@notes/api';
import type { HttpRequest } from './request.ts';
import { type HttpResponse, empty } from './response.ts';

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match, If-None-Match',
  'Access-Control-Max-Age': '600',
};

/** What a browser must read to let a script of an allowed origin see an answer (Fetch standard, "CORS protocol"). */
export function corsHeaders(request: HttpRequest, allowedOrigins: readonly string[]): Record<string, string> {
  if (allowedOrigins.length === 0) return {};
  const [origin = ''] = request.headers.get('origin') ?? [];
  if (!allowedOrigins.includes(origin)) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
    ...(request.httpMethod === 'OPTIONS' && PREFLIGHT_HEADERS),
  };
}

/** Answers a preflight; {@link corsHeaders} say whether it is granted. */
export async function preflightRoute(): Promise<HttpResponse> {
  return empty(204);
}
