import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type TestAlgorithm, createKeyFor, startTestServer } from '@notes/contracts';
import { Provider } from 'oidc-provider';

/** The API that tokens are for. */
export const RESOURCE = 'https://api.example/notes';
const REDIRECT_URI = 'https://app.example/callback';
const SECRET = 'a-secret-of-tests-that-is-long-enough';
const ALGORITHMS: readonly TestAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export interface Tokens {
  readonly access_token: string;
  readonly id_token?: string;
}

/** A running OpenID Provider, with one client whose id is `web`. */
export interface RunningProvider {
  readonly issuer: string;
  /** How many requests came so far. */
  readonly requests: () => number;
  /** By the grant client_credentials (RFC 6749, section 4.4): the client itself is the subject. */
  clientCredentials(scope: string): Promise<Tokens>;
  /** By the authorization code flow with PKCE, as a browser goes through it: `login` signs in and consents. */
  authorizationCode(login: string, scope: string): Promise<Tokens>;
  close(): Promise<void>;
}

/**
 * Starts oidc-provider, an OpenID Certified implementation, on loopback. It has a key for each algorithm.
 * @param algorithm what it signs access tokens and ID tokens with
 */
export async function startProvider(algorithm: TestAlgorithm): Promise<RunningProvider> {
  const listener = Promise.withResolvers<RequestListener>();
  const server = await startTestServer((request, response) => {
    void listener.promise.then((listen) => listen(request, response));
  });
  const issuer = server.origin;
  const keys = await Promise.all(ALGORITHMS.map((name) => createKeyFor(name, `key-for-${name}`)));
  const jwks = {
    keys: keys.map(({ jwk, privateKey }) => ({ ...privateKey.export({ format: 'jwk' }), ...jwk })),
  };
  listener.resolve(
    withoutWarnings(() => new Provider(issuer, { ...configuration(algorithm), jwks })).callback(),
  );

  const requestTokens = async (parameters: Readonly<Record<string, string>>): Promise<Tokens> => {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`web:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ resource: RESOURCE, ...parameters }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Tokens;
  };
  return {
    issuer,
    requests: () => server.requests,
    clientCredentials: (scope) => requestTokens({ grant_type: 'client_credentials', scope }),
    async authorizationCode(login, scope) {
      const verifier = 'v'.repeat(43);
      const code = await authorize(issuer, login, scope, verifier);
      const redirect = { redirect_uri: REDIRECT_URI, code_verifier: verifier };
      return requestTokens({ grant_type: 'authorization_code', code, ...redirect });
    },
    close: () => server.close(),
  };
}

/** It warns of what is not for production: the store in memory, and the forms that any name and password go through. */
function withoutWarnings<Result>(make: () => Result): Result {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

function configuration(algorithm: TestAlgorithm): object {
  return {
    clients: [
      {
        client_id: 'web',
        client_secret: SECRET,
        grant_types: ['authorization_code', 'client_credentials'],
        redirect_uris: [REDIRECT_URI],
        id_token_signed_response_alg: algorithm,
      },
    ],
    clientDefaults: { id_token_signed_response_alg: algorithm },
    enabledJWA: { idTokenSigningAlgValues: ALGORITHMS },
    cookies: { keys: ['a-key-of-tests'] },
    scopes: ['openid', 'notes/read', 'notes/write'],
    extraTokenClaims: () => ({ groups: ['team'] }),
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ttl: {
      AccessToken: 600,
      ClientCredentials: 600,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, audience: string) => ({
          audience,
          scope: 'notes/read notes/write',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: algorithm } },
        }),
      },
    },
  };
}

/** Goes where a browser is sent, keeps its cookies, fills in the forms, and comes back with the code. */
async function authorize(issuer: string, login: string, scope: string, verifier: string): Promise<string> {
  const cookies = new Map<string, string>();
  const send = async (url: string, form?: Readonly<Record<string, string>>): Promise<string> => {
    const response = await fetch(new URL(url, issuer), {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response.headers.get('location') ?? (await response.text());
  };
  const query = new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    resource: RESOURCE,
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const signIn = await send(`/auth?${query.toString()}`);
  const consent = await send(await send(signIn, { prompt: 'login', login, password: 'any' }));
  const callback = await send(await send(consent, { prompt: 'consent' }));
  const code = new URL(callback).searchParams.get('code');
  if (code === null) throw new Error(`There is no code in ${callback}`);
  return code;
}
