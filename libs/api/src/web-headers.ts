/** Under this path the web app's build puts its hashed files: a name there never has other content. */
export const WEB_ASSETS_PATH = '/assets/';

/** The one Trusted Types policy of the web app: it names the script of its service worker. */
export const WEB_TRUSTED_TYPES_POLICY = 'notes-service-worker';

export interface ContentSecurityPolicyOptions {
  /** Origins that the web app calls beside its own: the notes API's and the user pool's. */
  readonly connect: readonly string[];
}

export interface WebSecurityHeadersOptions extends ContentSecurityPolicyOptions {
  /** Whether browsers reach the web app by https, and only so: then they are told to insist on it. */
  readonly https: boolean;
}

/**
 * The web app's Content-Security-Policy (W3C CSP Level 3, Trusted Types): its own scripts, styles and images, calls to the named origins, and
 * nothing else. Text never becomes a script, not even by a mistake of the app.
 *
 * @throws RangeError for an origin with a character that would end the source or the directive
 */
export function contentSecurityPolicy({ connect }: ContentSecurityPolicyOptions): string {
  const ends = connect.find((origin) => origin === '' || /[\s;,]/.test(origin));
  if (ends !== undefined) throw new RangeError(`Not an origin to connect to: ${JSON.stringify(ends)}`);

  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'none'",
    ["connect-src 'self'", ...new Set(connect)].join(' '),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${WEB_TRUSTED_TYPES_POLICY}`,
  ].join('; ');
}

/** The security headers of every answer of the web app's origin, by name. */
export function webSecurityHeaders({ connect, https }: WebSecurityHeadersOptions): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy({ connect }),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(https ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/**
 * How long a file of the web app may be kept (RFC 9111, RFC 8246): hashed files for ever, while the page, `config.json`, the service worker and
 * the rest are asked for each time, which an ETag makes cheap.
 *
 * @param path of the request's URL, beginning with a slash
 */
export function webCacheControl(path: string): string {
  return path.startsWith(WEB_ASSETS_PATH) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
