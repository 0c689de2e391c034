import type { TokenValidator } from '@notes/domain';
import { OidcTokenValidator } from './oidc-token-validator.ts';
import type { OidcIssuer } from './options.ts';
import { RESOURCE, type RunningProvider, startProvider } from './test-support/provider.ts';

const clock = { now: () => Date.now() };

function validator(
  { issuer }: RunningProvider,
  changes: Partial<OidcIssuer> = {},
  tokenUse: 'access' | 'id' = 'access',
): TokenValidator {
  const audiences = tokenUse === 'access' ? [RESOURCE] : ['web'];
  return new OidcTokenValidator({ tokenUse, clock, issuers: [{ issuer, audiences, ...changes }] });
}

describe.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)(
  'a real OpenID Provider with %s',
  (algorithm) => {
    let provider: RunningProvider;
    beforeAll(async () => {
      provider = await startProvider(algorithm);
    });
    afterAll(async () => {
      await provider.close();
    });

    it('gives a user who signs in tokens that are accepted, each for its use', async () => {
      const tokens = await provider.authorizationCode('alice', 'openid notes/read');
      const { access_token: accessToken, id_token: idToken = '' } = tokens;
      const ofAlice = { userId: 'alice', clientId: 'web', issuer: provider.issuer };
      await expect(validator(provider).validate(accessToken)).resolves.toMatchObject({
        ...ofAlice,
        tokenUse: 'access',
        scopes: ['notes/read'],
        groups: ['team'],
      });
      await expect(validator(provider, {}, 'id').validate(idToken)).resolves.toMatchObject({
        ...ofAlice,
        tokenUse: 'id',
        scopes: [],
      });
      const wrongUse = { code: 'unauthorized', reason: 'token-use' };
      await expect(validator(provider).validate(idToken)).rejects.toMatchObject(wrongUse);
      await expect(validator(provider, {}, 'id').validate(accessToken)).rejects.toMatchObject(wrongUse);
    });

    it('gives a client that speaks for itself tokens that are accepted', async () => {
      const { access_token: token } = await provider.clientCredentials('notes/read notes/write');
      const verified = await validator(provider, { clientIds: ['web'] }).validate(token);
      expect(verified).toEqual({
        userId: 'web',
        tokenUse: 'access',
        clientId: 'web',
        issuer: provider.issuer,
        expiresAt: expect.any(Number),
        scopes: ['notes/read', 'notes/write'],
        groups: ['team'],
      });
      expect(verified.expiresAt).toBeGreaterThan(Date.now() / 1000);
    });

    it('gives tokens that are refused for another audience, client, algorithm or issuer', async () => {
      const { access_token: token } = await provider.clientCredentials('notes/read');
      const others = (['RS256', 'PS256', 'ES256', 'EdDSA'] as const).filter((each) => each !== algorithm);
      const refusals: readonly [Partial<OidcIssuer>, string][] = [
        [{ audiences: ['https://api.example/other'] }, 'client'],
        [{ clientIds: ['other'] }, 'client'],
        [{ algorithms: others }, 'algorithm'],
        [{ issuer: 'https://issuer.example' }, 'issuer'],
      ];
      for (const [changes, reason] of refusals) {
        await expect(validator(provider, changes).validate(token)).rejects.toMatchObject({
          code: 'unauthorized',
          reason,
        });
      }
    });

    it('is asked for its discovery document and its keys once', async () => {
      const { access_token: token } = await provider.clientCredentials('notes/read');
      const { access_token: other } = await provider.clientCredentials('notes/write');
      const before = provider.requests();
      const one = validator(provider);
      await Promise.all([token, other, token].map((each) => one.validate(each)));
      expect(provider.requests() - before).toBe(2);
    });
  },
);
