import type { IncomingMessage } from 'node:http';

/** What the AWS SDK and Amplify send from a browser. */
const REQUEST_HEADERS = [
  ...['amz-sdk-invocation-id', 'amz-sdk-request', 'authorization', 'cache-control', 'content-type'],
  ...['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token', 'x-amz-target', 'x-amz-user-agent'],
].join(', ');
const RESPONSE_HEADERS = 'x-amzn-RequestId, x-amzn-ErrorType, x-amzn-ErrorMessage, Date';
const ONE_DAY = '86400';

/**
 * The CORS headers of any response. Like Cognito itself any origin is allowed, as long as no list is given; nothing here depends on
 * cookies.
 */
export function corsHeaders(
  request: IncomingMessage,
  allowedOrigins?: readonly string[],
): Record<string, string> {
  const exposed = { 'access-control-expose-headers': RESPONSE_HEADERS };
  if (allowedOrigins === undefined) {
    return { 'access-control-allow-origin': '*', ...exposed };
  }
  const { origin } = request.headers;
  return origin !== undefined && allowedOrigins.includes(origin)
    ? { 'access-control-allow-origin': origin, vary: 'Origin', ...exposed }
    : { vary: 'Origin' };
}

/** What the answer to a preflight request has besides (Fetch standard, "CORS-preflight request"). */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, HEAD, OPTIONS, POST',
  'access-control-allow-headers': REQUEST_HEADERS,
  'access-control-max-age': ONE_DAY,
};
