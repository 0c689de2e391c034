import { userId } from '@notes/domain';
import type { OidcIssuer } from './options.ts';
import { AUDIENCE, ISSUER, accessClaims, clock, tokenOf, validatorFor } from './test-support/issuer-scene.ts';

type Claims = Readonly<Record<string, unknown>>;

async function outcome(
  claims: Claims,
  issuer: Partial<OidcIssuer> = {},
  tokenUse: 'access' | 'id' = 'access',
) {
  const validator = await validatorFor(issuer, { tokenUse });
  const header = tokenUse === 'id' ? { typ: 'JWT' } : {};
  return validator.validate(await tokenOf(accessClaims(claims), 'ES256', header));
}

const refusal = (reason: string) => ({ code: 'unauthorized', reason });

describe('the claims of an access token', () => {
  it('are those of RFC 9068', async () => {
    const claims = {
      preferred_username: 'alice@example.com',
      groups: ['team'],
      scope: 'notes/read notes/write',
    };
    await expect(outcome(claims)).resolves.toEqual({
      userId: userId('alice'),
      tokenUse: 'access',
      clientId: 'web',
      issuer: ISSUER,
      expiresAt: clock.now() / 1000 + 600,
      username: 'alice@example.com',
      scopes: ['notes/read', 'notes/write'],
      groups: ['team'],
    });
  });

  it('may be others', async () => {
    const issuer: Partial<OidcIssuer> = {
      claims: {
        userId: 'oid',
        clientId: 'appid',
        audience: ['for', 'api'],
        username: 'upn',
        scopes: 'permissions',
        groups: ['realm_access', 'roles'],
      },
      userIdPrefix: 'entra:',
    };
    const claims = {
      oid: 'b5c1',
      appid: 'app',
      aud: 'unused',
      for: { api: [AUDIENCE] },
      upn: 'alice@example.com',
      permissions: ['read:notes', 'write:notes'],
      realm_access: { roles: ['admins'] },
    };
    await expect(outcome(claims, issuer)).resolves.toMatchObject({
      userId: 'entra:b5c1',
      clientId: 'app',
      username: 'alice@example.com',
      scopes: ['read:notes', 'write:notes'],
      groups: ['admins'],
    });
    const without = { ...claims, realm_access: undefined };
    await expect(outcome(without, issuer)).resolves.toMatchObject({ groups: [] });
    await expect(outcome({ ...claims, realm_access: null }, issuer)).resolves.toMatchObject({ groups: [] });
    await expect(outcome({ ...claims, for: 'api' }, issuer)).rejects.toMatchObject(refusal('claims'));
    await expect(outcome(claims, { ...issuer, claims: { groups: [] } })).rejects.toMatchObject(
      refusal('client'),
    );
  });

  it.each<[Claims, readonly string[]]>([
    [{ scope: undefined }, []],
    [{ scope: undefined, scp: ['a', 'b'] }, ['a', 'b']],
    [{ scope: undefined, scp: 'a b' }, ['a', 'b']],
    [{ scope: '', scp: ['a'] }, []],
  ])('%j give the scopes %j', async (claims, scopes) => {
    await expect(outcome(claims)).resolves.toMatchObject({ scopes });
  });

  it.each<[Claims]>([
    [{ scope: ['a'] }],
    [{ scope: undefined, scp: [1] }],
    [{ scope: undefined, scp: { a: true } }],
    [{ groups: 'team' }],
    [{ preferred_username: 1 }],
    [{ sub: undefined }],
    [{ client_id: undefined }],
    [{ client_id: '', azp: 'web' }],
    [{ client_id: undefined, azp: 1 }],
    [{ aud: undefined }],
    [{ aud: [] }],
    [{ aud: '' }],
    [{ aud: [AUDIENCE, 1] }],
    [{ exp: undefined }],
    [{ iss: undefined }],
  ])('%j are refused', async (claims) => {
    await expect(outcome(claims)).rejects.toMatchObject(refusal('claims'));
  });

  it('name the client in azp where they have no client_id', async () => {
    const claims = { client_id: undefined, azp: 'app' };
    await expect(outcome(claims)).resolves.toMatchObject({ clientId: 'app' });
    await expect(outcome({ azp: 'app' })).resolves.toMatchObject({ clientId: 'web' });
    await expect(outcome(claims, { clientIds: ['app'] })).resolves.toBeDefined();
    await expect(outcome(claims, { clientIds: ['web'] })).rejects.toMatchObject(refusal('client'));
  });

  it.each<[unknown, Partial<OidcIssuer>, boolean]>([
    [AUDIENCE, {}, true],
    [[AUDIENCE], {}, true],
    [['another', AUDIENCE], {}, true],
    [['another', AUDIENCE], { audienceMatch: 'all' }, false],
    [['two', AUDIENCE], { audienceMatch: 'all', audiences: [AUDIENCE, 'two', 'three'] }, true],
    ['two', { audiences: [AUDIENCE, 'two'] }, true],
    [`${AUDIENCE}/`, {}, false],
    [['another'], {}, false],
  ])('for %j with %j are accepted: %j', async (aud, issuer, isAccepted) => {
    const result = outcome({ aud }, issuer);
    await (isAccepted
      ? expect(result).resolves.toBeDefined()
      : expect(result).rejects.toMatchObject(refusal('client')));
  });
});

describe('the claims of an ID token', () => {
  const web = { audiences: ['web', 'mobile'] };

  it.each<[Claims, string]>([
    [{ aud: 'web' }, 'web'],
    [{ aud: ['web'] }, 'web'],
    [{ aud: ['web', 'mobile'], azp: 'mobile' }, 'mobile'],
  ])('%j name the client %s', async (claims, clientId) => {
    await expect(outcome(claims, web, 'id')).resolves.toMatchObject({ clientId, scopes: [] });
  });

  it.each<[Claims, string]>([
    [{ aud: ['web', 'another'], azp: 'web' }, 'client'],
    [{ aud: ['web', 'mobile'] }, 'claims'],
    [{ aud: 'web', azp: '' }, 'claims'],
    [{ aud: 'another' }, 'client'],
  ])('%j are refused', async (claims, reason) => {
    await expect(outcome(claims, web, 'id')).rejects.toMatchObject(refusal(reason));
  });
});
