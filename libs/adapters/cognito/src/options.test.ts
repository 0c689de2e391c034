import { createTestKey, forgeToken, rs256 } from '@notes/contracts';
import { TestClock } from '@notes/contracts';
import { CognitoTokenValidator } from './cognito-token-validator.ts';
import type { CognitoTokenValidatorOptions } from './options.ts';

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool00001';
const NOW = 1_800_000_000;

function validator(options: Partial<CognitoTokenValidatorOptions> = {}) {
  const pools = [{ issuer, clientIds: ['client'] }];
  return new CognitoTokenValidator({ tokenUse: 'access', pools, clock: new TestClock(), ...options });
}

describe('The options of CognitoTokenValidator', () => {
  it.each<[string, Partial<CognitoTokenValidatorOptions>, string]>([
    ['no pool', { pools: [] }, 'At least one user pool must be given.'],
    [
      'one pool twice',
      { pools: [issuer, issuer].map((pool) => ({ issuer: pool, clientIds: ['client'] })) },
      'Two user pools have the same issuer.',
    ],
    ['no client', { pools: [{ issuer, clientIds: [] }] }, 'needs at least one client id'],
    ['an empty client', { pools: [{ issuer, clientIds: ['client', ''] }] }, 'needs at least one client id'],
    [
      'an issuer over plain http',
      { pools: [{ issuer: 'http://issuer.example/pool', clientIds: ['client'] }] },
      'must use https',
    ],
    [
      'embedded keys of no use',
      { pools: [{ issuer, clientIds: ['client'], jwks: { keys: [] } }] },
      'No key of the JSON Web Key Set can verify RS256 signatures.',
    ],
    ['scopes of ID tokens', { tokenUse: 'id', requiredScopes: ['notes/read'] }, 'ID tokens have no scopes.'],
    [
      'a negative tolerance',
      { clockToleranceSeconds: -1 },
      'clockToleranceSeconds must be a number from 0 to 300, not -1.',
    ],
    ['a tolerance of more than five minutes', { clockToleranceSeconds: 301 }, 'clockToleranceSeconds'],
    ['a tolerance that is no number', { clockToleranceSeconds: NaN }, 'clockToleranceSeconds'],
    ['no length', { maxTokenBytes: 0 }, 'maxTokenBytes'],
    ['a negative number of tokens', { maxCachedTokens: -1 }, 'maxCachedTokens'],
    ['no cool-down', { keys: { cooldownSeconds: 0 } }, 'cooldownSeconds'],
    ['a cool-down of more than an hour', { keys: { cooldownSeconds: 3601 } }, 'cooldownSeconds'],
    ['a time-out that never comes', { keys: { timeoutSeconds: Infinity } }, 'timeoutSeconds'],
    ['no time-out', { keys: { timeoutSeconds: 0 } }, 'timeoutSeconds'],
    ['a negative age', { keys: { maxAgeSeconds: -1 } }, 'maxAgeSeconds'],
    ['a negative outage', { keys: { outageSeconds: -1 } }, 'outageSeconds'],
    ['no bytes', { keys: { maxBytes: 0 } }, 'maxBytes'],
  ])('are refused with %s', (_, options, message) => {
    expect(() => validator(options)).toThrow(message);
  });

  it('may be as far out as their bounds', () => {
    const keys = { maxAgeSeconds: 0, cooldownSeconds: 1, outageSeconds: 0, timeoutSeconds: 60, maxBytes: 1 };
    expect(() =>
      validator({ clockToleranceSeconds: 300, maxTokenBytes: 1, maxCachedTokens: 0, keys }),
    ).not.toThrow();
    expect(() =>
      validator({ keys: { maxAgeSeconds: Infinity, outageSeconds: Infinity, cooldownSeconds: 3600 } }),
    ).not.toThrow();
  });

  it('have defaults for the keys: two seconds and 64 KiB a fetch, every 15 minutes, 6 hours without', async () => {
    const key = await createTestKey('key');
    const clock = new TestClock(NOW * 1000);
    const limits: unknown[] = [];
    let isDown = false;
    const lasting = validator({
      clock,
      pools: [{ issuer, clientIds: ['client'] }],
      fetchJwks: async (_, given) => {
        limits.push(given);
        if (isDown) throw new Error('down');
        return JSON.stringify({ keys: [key.jwk] });
      },
    });
    const claims = { iss: issuer, sub: 'alice', token_use: 'access', client_id: 'client' };
    const header = { kid: key.kid, alg: 'RS256' };
    const good = forgeToken(header, { ...claims, exp: NOW + 24 * 3600 }, rs256(key));

    await lasting.validate(good);
    clock.advance(900_000);
    await lasting.validate(good);
    expect(limits).toEqual([{ timeoutMs: 2000, maxBytes: 65_536 }]);

    isDown = true;
    clock.advance(6 * 3600 * 1000);
    await expect(lasting.validate(good)).resolves.toBeDefined();
    expect(limits.length).toBeGreaterThan(1);
    clock.advance(1000);
    await expect(lasting.validate(good)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('have a default for the length of a token: 16 KiB', async () => {
    await expect(validator().validate('.'.repeat(16_384))).rejects.toThrow('three parts');
    await expect(validator().validate('.'.repeat(16_385))).rejects.toThrow('too long');
  });
});
