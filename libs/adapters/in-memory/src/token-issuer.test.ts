import { createPublicKey, verify } from 'node:crypto';
import { TokenIssuer } from './token-issuer.ts';

const issuerUrl = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example12';
const clock = { now: () => 1_700_000_000_999 };
const alice = { userId: 'sub-of-alice', username: 'alice', clientId: 'client1' };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await TokenIssuer.create({ issuer: issuerUrl, clock });
});

function decode(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const json = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString());
  return {
    header: json(header),
    claims: json(payload),
    signed: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function signer(from: TokenIssuer, token: string) {
  const { header, signed, signature } = decode(token);
  const key = from.jwks().keys.find(({ kid }) => kid === header['kid']);
  if (!key) return undefined;
  const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
  return verify('RSA-SHA256', signed, publicKey, signature) ? key.kid : undefined;
}

describe('TokenIssuer', () => {
  it('issues access tokens in the shape of Cognito', () => {
    const token = issuer.issueAccessToken({ ...alice, groups: ['admins', 'team a'] });
    const { header, claims } = decode(token);
    expect(header).toEqual({ kid: expect.any(String), alg: 'RS256' });
    expect(claims).toEqual({
      sub: 'sub-of-alice',
      'cognito:groups': ['admins', 'team a'],
      iss: issuerUrl,
      client_id: 'client1',
      origin_jti: expect.stringMatching(uuid),
      event_id: expect.stringMatching(uuid),
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: 1_700_000_000,
      exp: 1_700_003_600,
      iat: 1_700_000_000,
      jti: expect.stringMatching(uuid),
      username: 'alice',
    });
  });

  it('issues ID tokens in the shape of Cognito', () => {
    const token = issuer.issueIdToken({ ...alice, email: 'alice@example.com', emailVerified: true });
    expect(decode(token).claims).toEqual({
      sub: 'sub-of-alice',
      email_verified: true,
      iss: issuerUrl,
      'cognito:username': 'alice',
      origin_jti: expect.stringMatching(uuid),
      aud: 'client1',
      event_id: expect.stringMatching(uuid),
      token_use: 'id',
      auth_time: 1_700_000_000,
      exp: 1_700_003_600,
      iat: 1_700_000_000,
      jti: expect.stringMatching(uuid),
      email: 'alice@example.com',
    });
  });

  it('takes what the caller wants to choose', () => {
    const token = issuer.issueAccessToken({
      ...alice,
      scopes: ['notes/read', 'notes/write'],
      deviceKey: 'eu-west-1_device',
      expiresInSeconds: -1,
      authTime: 1_600_000_000,
      originJti: 'origin',
      jti: 'own',
      eventId: 'event',
      extraClaims: { username: undefined, tenant: { id: 7 } },
    });
    expect(decode(token).claims).toEqual({
      sub: 'sub-of-alice',
      iss: issuerUrl,
      client_id: 'client1',
      origin_jti: 'origin',
      event_id: 'event',
      device_key: 'eu-west-1_device',
      token_use: 'access',
      scope: 'notes/read notes/write',
      auth_time: 1_600_000_000,
      exp: 1_699_999_999,
      iat: 1_700_000_000,
      jti: 'own',
      tenant: { id: 7 },
    });
  });

  it('signs ID and access tokens with different published 2048-bit keys', () => {
    const access = signer(issuer, issuer.issueAccessToken(alice));
    const id = signer(issuer, issuer.issueIdToken(alice));
    expect([id, access]).toEqual(issuer.jwks().keys.map(({ kid }) => kid));
    expect(access).not.toBe(id);
    for (const key of issuer.jwks().keys) {
      expect(key).toEqual({
        kty: 'RSA',
        use: 'sig',
        alg: 'RS256',
        e: 'AQAB',
        kid: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        n: expect.stringMatching(/^[\w-]{342}$/),
      });
    }
  });

  it('keeps old keys published through a rotation until they are retired', async () => {
    const rotated = await TokenIssuer.create({ issuer: issuerUrl, clock });
    const before = rotated.issueAccessToken(alice);
    await rotated.rotateKeys({ keepPublished: true });
    const after = rotated.issueAccessToken(alice);

    expect(rotated.jwks().keys).toHaveLength(4);
    expect(signer(rotated, before)).toBeDefined();
    expect(signer(rotated, after)).toBeDefined();

    rotated.retireOldKeys();
    expect(rotated.jwks().keys).toHaveLength(2);
    expect(signer(rotated, before)).toBeUndefined();
    expect(signer(rotated, after)).toBeDefined();
  });

  it('drops old keys at once when asked to', async () => {
    const rotated = await TokenIssuer.create({ issuer: issuerUrl, clock });
    const before = rotated.issueIdToken(alice);
    await rotated.rotateKeys({ keepPublished: false });
    expect(rotated.jwks().keys).toHaveLength(2);
    expect(signer(rotated, before)).toBeUndefined();
  });

  it('gives out copies of its keys', () => {
    const [key] = issuer.jwks().keys;
    Object.assign(key ?? {}, { kid: 'changed' });
    expect(issuer.jwks().keys[0]?.kid).not.toBe('changed');
  });
});
