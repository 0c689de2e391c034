import { runContract, tokenValidatorContract } from '@notes/contracts';
import { InMemoryTokenValidator } from './in-memory-token-validator.ts';
import { ManualClock } from './manual-clock.ts';
import { TokenIssuer } from './token-issuer.ts';

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_InMemory1';

runContract(
  tokenValidatorContract,
  { describe, it },
  () => ({
    issuer,
    createValidator: ({ publishedKeys, ...world }) => {
      const jwks = () => {
        const published = publishedKeys();
        if (!published) throw new Error('out of reach');
        return published;
      };
      return new InMemoryTokenValidator({ ...world, issuer, keys: { jwks } });
    },
  }),
  { capabilities: ['id-tokens'] },
);

describe('InMemoryTokenValidator', () => {
  it('accepts what a TokenIssuer issues, and follows its rotations', async () => {
    const clock = new ManualClock(1_800_000_000_000);
    const keys = await TokenIssuer.create({ issuer, clock });
    const options = { keys, issuer, clientIds: ['client'], clock };
    const access = new InMemoryTokenValidator({ ...options, tokenUse: 'access' });
    const id = new InMemoryTokenValidator({ ...options, tokenUse: 'id' });
    const alice = { userId: 'sub-of-alice', username: 'alice', clientId: 'client', groups: ['team'] };

    const accessToken = keys.issueAccessToken({ ...alice, scopes: ['notes/read', 'notes/write'] });
    await expect(access.validate(accessToken)).resolves.toEqual({
      userId: 'sub-of-alice',
      tokenUse: 'access',
      clientId: 'client',
      issuer,
      expiresAt: 1_800_003_600,
      username: 'alice',
      scopes: ['notes/read', 'notes/write'],
      groups: ['team'],
    });
    await expect(id.validate(accessToken)).rejects.toMatchObject({ reason: 'token-use' });
    await expect(id.validate(keys.issueIdToken(alice))).resolves.toMatchObject({
      tokenUse: 'id',
      scopes: [],
    });

    await keys.rotateKeys({ keepPublished: true });
    await expect(access.validate(accessToken)).resolves.toMatchObject({ userId: 'sub-of-alice' });
    await expect(access.validate(keys.issueAccessToken(alice))).resolves.toMatchObject({ groups: ['team'] });
    keys.retireOldKeys();
    await expect(access.validate(accessToken)).rejects.toMatchObject({ reason: 'unknown-key' });
  });

  it('hands on why the keys cannot be had', async () => {
    const clock = new ManualClock(1_800_000_000_000);
    const keys = await TokenIssuer.create({ issuer, clock });
    const cause = new Error('out of reach');
    const jwks = () => {
      throw cause;
    };
    const options = { keys: { jwks }, issuer, clientIds: ['client'], tokenUse: 'access', clock } as const;
    const token = keys.issueAccessToken({ userId: 'alice', username: 'alice', clientId: 'client' });
    await expect(new InMemoryTokenValidator(options).validate(token)).rejects.toMatchObject({
      code: 'unavailable',
      cause,
    });
  });
});
