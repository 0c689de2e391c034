import { GlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ManualClock } from '@notes/adapter-in-memory';
import { JwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import {
  ALICE,
  type PoolFixture,
  getUser,
  signInWithSrp,
  startFixture,
} from '../test-support/pool-fixture.ts';
import { type UserPool, startUserPool } from './start-user-pool.ts';

let fixture: PoolFixture;
let pool: UserPool;
let userId: string;
beforeEach(async () => {
  // aws-jwt-verify reads the machine's clock.
  fixture = await startFixture({}, new ManualClock(Date.now()));
  pool = fixture.pool;
  ({ userId } = await pool.addUser(ALICE));
});
afterEach(() => fixture.stop());

async function fetchJwks(): Promise<Jwks> {
  const response = await fetch(`${pool.issuer}/.well-known/jwks.json`);
  expect(response.headers.get('content-type')).toBe('application/json');
  return (await response.json()) as Jwks;
}

function rotateOverHttp(query = '', init: RequestInit = {}): Promise<Response> {
  return fetch(`${pool.endpoint}/_harness/rotate-keys${query}`, { method: 'POST', ...init });
}

/** Checks tokens with the keys that are published now. */
async function verifierNow(): Promise<(token: string, use: 'access' | 'id') => Record<string, unknown>> {
  const { issuer, clientId } = pool;
  const verifier = JwtVerifier.create({
    issuer,
    audience: null,
    jwksUri: `${issuer}/.well-known/jwks.json`,
    customJwtCheck: ({ payload }) => {
      expect(payload['token_use'] === 'access' ? payload['client_id'] : payload.aud).toBe(clientId);
    },
  });
  verifier.cacheJwks(await fetchJwks());
  return (token, use) => {
    const payload = verifier.verifySync(token);
    expect(payload['token_use']).toBe(use);
    return { ...payload };
  };
}

const unknownKey = 'not found in the JWKS';

describe('the key set', () => {
  it('lets aws-jwt-verify accept access and ID tokens, each signed with a key of its own', async () => {
    const tokens = await signInWithSrp(fixture, ALICE);
    const verify = await verifierNow();
    expect(verify(tokens.AccessToken ?? '', 'access')['scope']).toBe('aws.cognito.signin.user.admin');
    expect(verify(tokens.IdToken ?? '', 'id')['email']).toBe(ALICE.email);

    const jwks = await fetchJwks();
    expect(jwks).toEqual(pool.jwks());
    expect(jwks.keys).toHaveLength(2);
    expect(new Set(jwks.keys.map(({ kid }) => kid)).size).toBe(2);
    for (const key of jwks.keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    }
  });

  it('is fresh at each start', async () => {
    const { clock } = fixture;
    const pools = [await startUserPool({ port: 0, clock }), await startUserPool({ port: 0, clock })];
    const keys = pools.flatMap((each) => each.jwks().keys);
    for (const each of pools) await each.close();
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(4);
    expect(new Set(keys.map(({ n }) => n)).size).toBe(4);
  });

  it('goes on accepting a revoked token offline, as with AWS', async () => {
    const { accessToken: AccessToken } = await pool.signIn(ALICE.email, ALICE.password);
    await fixture.client.send(new GlobalSignOutCommand({ AccessToken }));
    await expect(getUser(fixture, AccessToken)).rejects.toThrow('Access Token has been revoked');
    expect((await verifierNow())(AccessToken, 'access')['sub']).toBe(userId);
  });
});

describe('key rotation', () => {
  it('keeps the old keys published by default', async () => {
    const before = await pool.signIn(ALICE.email, ALICE.password);
    const response = await rotateOverHttp();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(pool.jwks());
    const after = await pool.signIn(ALICE.email, ALICE.password);

    expect(pool.jwks().keys).toHaveLength(4);
    const verify = await verifierNow();
    verify(before.accessToken, 'access');
    verify(after.accessToken, 'access');
    verify(after.idToken, 'id');
  });

  it('removes the old keys on demand: their tokens are refused', async () => {
    const stale = await verifierNow();
    const before = await pool.signIn(ALICE.email, ALICE.password);
    expect((await rotateOverHttp('?keepPublished=false')).status).toBe(200);
    const after = await pool.signIn(ALICE.email, ALICE.password);

    expect(pool.jwks().keys).toHaveLength(2);
    const verify = await verifierNow();
    expect(() => verify(before.accessToken, 'access')).toThrow(unknownKey);
    expect(() => verify(before.idToken, 'id')).toThrow(unknownKey);
    verify(after.accessToken, 'access');
    expect(() => stale(after.accessToken, 'access')).toThrow(unknownKey);
  });

  it('works from code alike', async () => {
    const [first] = pool.jwks().keys;
    await pool.rotateKeys();
    expect(pool.jwks().keys).toContainEqual(first);
    await pool.rotateKeys({ keepPublished: false });
    expect(pool.jwks().keys).toHaveLength(2);
  });

  it('refuses other flags, and pages in a browser', async () => {
    const before = pool.jwks();
    const statuses = await Promise.all([
      rotateOverHttp('?keepPublished=maybe').then(({ status }) => status),
      rotateOverHttp('', { headers: { origin: 'http://localhost:5173' } }).then(({ status }) => status),
    ]);
    expect(statuses).toEqual([400, 403]);
    expect(pool.jwks()).toEqual(before);
  });
});

it('describes itself at openid-configuration', async () => {
  const response = await fetch(`${pool.issuer}/.well-known/openid-configuration`);
  expect(await response.json()).toEqual({
    issuer: pool.issuer,
    jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
  });
});
