import type { RequestListener } from 'node:http';
import { type TestAlgorithm, type TestServer, startTestServer } from '@notes/contracts';
import { authorizationServerMetadataUrl } from './discovery.ts';
import { OidcTokenValidator } from './oidc-token-validator.ts';
import type { OidcIssuer } from './options.ts';
import { AUDIENCE, accessClaims, clock, keyFor, tokenOf } from './test-support/issuer-scene.ts';

const json = { 'content-type': 'application/json' };
const HOUR = 3_600_000;
let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Route = (request: Parameters<RequestListener>[0], response: Parameters<RequestListener>[1]) => void;

const answer =
  (body: object | string): Route =>
  (_, response) =>
    response.writeHead(200, json).end(typeof body === 'string' ? body : JSON.stringify(body));

/** An issuer at `/tenant` of a server, its routes by their paths, and a validator that trusts it. */
async function scene(
  makeRoutes: (origin: string) => Readonly<Record<string, Route>>,
  changes: (origin: string) => Partial<OidcIssuer> = () => ({}),
  timeoutSeconds = 20,
) {
  const key = await keyFor('ES256');
  const routes: Record<string, Route> = {};
  const asked: string[] = [];
  server = await startTestServer((request, response) => {
    asked.push(request.url ?? '');
    const route = routes[request.url ?? ''];
    if (route) route(request, response);
    else response.writeHead(404, json).end('{}');
  });
  const { origin } = server;
  const issuer = `${origin}/tenant`;
  Object.assign(routes, { '/keys': answer({ keys: [key.jwk] }) }, makeRoutes(origin));
  const validator = new OidcTokenValidator({
    tokenUse: 'access',
    clock,
    issuers: [{ issuer, audiences: [AUDIENCE], ...changes(origin) }],
    keys: { timeoutSeconds, maxBytes: 1000 },
  });
  const validate = async (algorithm: TestAlgorithm = 'ES256') =>
    validator.validate(await tokenOf(accessClaims({ iss: issuer }), algorithm));
  return { routes, asked, validate, issuer, origin };
}

const WELL_KNOWN = '/tenant/.well-known/openid-configuration';
const good = (origin: string) => answer({ issuer: `${origin}/tenant`, jwks_uri: `${origin}/keys` });

describe('discovery', () => {
  it('finds the keys where the document says that they are', async () => {
    const { validate, asked } = await scene((origin) => ({ [WELL_KNOWN]: good(origin) }));
    await expect(validate()).resolves.toMatchObject({ userId: 'alice' });
    expect(asked).toEqual([WELL_KNOWN, '/keys']);
  });

  it.each<[name: string, document: (origin: string) => Route, cause: string]>([
    [
      'of another issuer',
      (origin) => answer({ issuer: origin, jwks_uri: `${origin}/keys` }),
      'another issuer',
    ],
    [
      'of an issuer with a slash more',
      (origin) => answer({ issuer: `${origin}/tenant/`, jwks_uri: `${origin}/keys` }),
      'another issuer',
    ],
    ['without an issuer', (origin) => answer({ jwks_uri: `${origin}/keys` }), 'another issuer'],
    ['without a jwks_uri', (origin) => answer({ issuer: `${origin}/tenant` }), 'has no jwks_uri'],
    [
      'with a jwks_uri over http',
      (origin) => answer({ issuer: `${origin}/tenant`, jwks_uri: 'http://keys.example/' }),
      'must use https',
    ],
    [
      'with a jwks_uri that is no URL',
      (origin) => answer({ issuer: `${origin}/tenant`, jwks_uri: '/keys' }),
      'is no URL',
    ],
    ['that is no object', () => answer('null'), 'no JSON object'],
    ['that is text', () => answer('"text"'), 'no JSON object'],
    ['that is no JSON', () => answer('<html>'), 'not JSON'],
    [
      'that names its issuer twice',
      (origin) => answer(`{"issuer":"${origin}","issuer":"${origin}/tenant","jwks_uri":"${origin}/keys"}`),
      'twice',
    ],
    [
      'that is too long',
      () => answer(JSON.stringify({ padding: 'x'.repeat(1000) })),
      'longer than 1000 bytes',
    ],
    ['that is an error', () => (_, response) => response.writeHead(500, json).end('{}'), 'status 500'],
    [
      'that is elsewhere',
      () => (_, response) => response.writeHead(302, { ...json, location: '/elsewhere' }).end('{}'),
      'status 302',
    ],
    [
      'of another type',
      () => (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('{}'),
      'not JSON',
    ],
  ])('makes keys unavailable with a document %s', async (_, document, cause) => {
    const { validate } = await scene((origin) => ({ [WELL_KNOWN]: document(origin) }));
    await expect(validate()).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'keys-unavailable',
      cause: expect.objectContaining({ message: expect.stringContaining(cause) }),
    });
  });

  it('gives up a document that does not come', async () => {
    const { validate } = await scene(() => ({ [WELL_KNOWN]: () => undefined }), undefined, 0.03);
    await expect(validate()).rejects.toMatchObject({ reason: 'keys-unavailable' });
  });

  it('takes the document from another place, such as that of an authorization server', async () => {
    const path = '/.well-known/oauth-authorization-server/tenant';
    const { validate, asked } = await scene(
      (origin) => ({ [path]: good(origin) }),
      (origin) => ({ discoveryUrl: authorizationServerMetadataUrl(`${origin}/tenant`) }),
    );
    await expect(validate()).resolves.toBeDefined();
    expect(asked).toEqual([path, '/keys']);
  });

  it('is not asked when it is known where the keys are', async () => {
    const { validate, asked } = await scene(
      () => ({}),
      (origin) => ({ jwksUri: `${origin}/keys` }),
    );
    await expect(validate()).resolves.toBeDefined();
    expect(asked).toEqual(['/keys']);
  });

  it('remembers the document while it is fresh, and fetches it again with the keys later', async () => {
    const { validate, asked, routes, origin, issuer } = await scene((at) => ({ [WELL_KNOWN]: good(at) }));
    await validate();
    clock.advance(60_000);
    await expect(validate('RS256')).rejects.toMatchObject({ reason: 'unknown-key' });
    expect(asked).toEqual([WELL_KNOWN, '/keys', '/keys']);

    clock.advance(24 * HOUR);
    routes[WELL_KNOWN] = answer({ issuer, jwks_uri: `${origin}/moved` });
    routes['/moved'] = answer({ keys: [(await keyFor('ES256')).jwk] });
    await expect(validate()).resolves.toBeDefined();
    expect(asked.slice(3)).toEqual([WELL_KNOWN, '/moved']);
  });

  it('looks again at once when the keys are gone from where they were', async () => {
    const { validate, asked, routes, origin, issuer } = await scene((at) => ({ [WELL_KNOWN]: good(at) }));
    await validate();
    delete routes['/keys'];
    routes[WELL_KNOWN] = answer({ issuer, jwks_uri: `${origin}/moved` });
    routes['/moved'] = answer({ keys: [(await keyFor('RS256')).jwk] });
    clock.advance(60_000);
    await expect(validate('RS256')).resolves.toBeDefined();
    expect(asked.slice(2)).toEqual(['/keys', WELL_KNOWN, '/moved']);
  });
});

describe('authorizationServerMetadataUrl', () => {
  it.each([
    ['https://issuer.example', 'https://issuer.example/.well-known/oauth-authorization-server'],
    ['https://issuer.example/', 'https://issuer.example/.well-known/oauth-authorization-server'],
    ['https://issuer.example/a/b', 'https://issuer.example/.well-known/oauth-authorization-server/a/b'],
    ['https://issuer.example/a/', 'https://issuer.example/.well-known/oauth-authorization-server/a'],
  ])('of %s is %s', (issuer, url) => {
    expect(authorizationServerMetadataUrl(issuer)).toBe(url);
  });

  it('asks for https', () => {
    expect(() => authorizationServerMetadataUrl('http://issuer.example')).toThrow('must use https');
  });
});
