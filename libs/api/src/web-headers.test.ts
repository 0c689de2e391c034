import { contentSecurityPolicy, webCacheControl, webSecurityHeaders } from './web-headers.ts';

const API = 'https://api.example.com';
const POOL = 'https://cognito-idp.eu-central-1.amazonaws.com';

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

describe('contentSecurityPolicy', () => {
  it('lets the app call its own origin and the named ones', () => {
    const policy = directives(contentSecurityPolicy({ connect: [API, POOL] }));

    expect(policy.get('connect-src')).toEqual(["'self'", API, POOL]);
  });

  it('names an origin once that is both the API and the user pool', () => {
    const policy = directives(contentSecurityPolicy({ connect: [API, API] }));

    expect(policy.get('connect-src')).toEqual(["'self'", API]);
  });

  it('is closed except for what the app serves itself', () => {
    const policy = directives(contentSecurityPolicy({ connect: [] }));

    expect(policy.get('default-src')).toEqual(["'none'"]);
    for (const name of ['script-src', 'style-src', 'img-src', 'connect-src', 'manifest-src', 'worker-src']) {
      expect([name, policy.get(name)]).toEqual([name, ["'self'"]]);
    }
    for (const name of ['font-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect([name, policy.get(name)]).toEqual([name, ["'none'"]]);
    }
  });

  it('makes no script of a text', () => {
    const policy = contentSecurityPolicy({ connect: [API] });

    expect(directives(policy).get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(directives(policy).get('trusted-types')).toEqual(['notes-service-worker']);
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
  });

  it.each([
    '',
    'https://a.example https://b.example',
    "https://a.example; script-src 'unsafe-inline'",
    'a,b',
  ])('refuses to connect to %j', (origin) => {
    expect(() => contentSecurityPolicy({ connect: [API, origin] })).toThrow(RangeError);
  });
});

describe('webSecurityHeaders', () => {
  it('insists on https only where there is https', () => {
    const plain = webSecurityHeaders({ connect: [API], https: false });
    const secure = webSecurityHeaders({ connect: [API], https: true });

    expect(Object.keys(plain)).not.toContain('Strict-Transport-Security');
    expect(secure).toEqual({
      ...plain,
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    });
  });

  it('has the policy, and keeps types, addresses and devices to itself', () => {
    expect(webSecurityHeaders({ connect: [API, POOL], https: false })).toEqual({
      'Content-Security-Policy': contentSecurityPolicy({ connect: [API, POOL] }),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': expect.stringContaining('camera=()'),
    });
  });
});

describe('webCacheControl', () => {
  it('keeps hashed files for ever', () => {
    expect(webCacheControl('/assets/main-4f2a.js')).toBe('public, max-age=31536000, immutable');
  });

  it.each(['/', '/index.html', '/config.json', '/service-worker.js', '/manifest.webmanifest', '/assets'])(
    'has the browser ask again for %s',
    (path) => {
      expect(webCacheControl(path)).toBe('no-cache');
    },
  );
});
