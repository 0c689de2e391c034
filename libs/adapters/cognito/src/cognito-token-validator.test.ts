import { type TestKey, createTestKey, forgeToken, rs256 } from '@notes/contracts';
import { SignJWT } from 'jose';
import { manualClock } from '../test-fixtures/support.ts';
import { CognitoTokenValidator } from './cognito-token-validator.ts';
import type { CognitoTokenValidatorOptions, UserPool } from './options.ts';

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool00001';
const otherIssuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool00002';
const NOW = 1_800_000_000;

let key: TestKey;
let otherKey: TestKey;
beforeAll(async () => {
  [key, otherKey] = await Promise.all([createTestKey('key'), createTestKey('other')]);
});

const fetched: string[] = [];
afterEach(() => fetched.splice(0));

/** A validator that knows the keys of `issuer`; any fetch fails and is noted down. */
function validator(options: Partial<CognitoTokenValidatorOptions> = {}, pool: Partial<UserPool> = {}) {
  return new CognitoTokenValidator({
    tokenUse: 'access',
    pools: [{ issuer, clientIds: ['client'], jwks: { keys: [key.jwk] }, ...pool }],
    clock: manualClock(NOW * 1000),
    fetchJwks: async (url) => {
      fetched.push(url);
      throw new Error('nothing is fetched here');
    },
    ...options,
  });
}

function token(changes: Record<string, unknown> = {}, signer = key): string {
  const claims = {
    iss: issuer,
    sub: 'alice',
    token_use: 'access',
    client_id: 'client',
    exp: NOW + 3600,
    iat: NOW,
  };
  return forgeToken({ kid: signer.kid, alg: 'RS256' }, { ...claims, ...changes }, rs256(signer));
}

const refusal = (reason: string) => ({ code: 'unauthorized', reason });

describe('CognitoTokenValidator', () => {
  it('needs no fetch with embedded keys', async () => {
    await expect(validator().validate(token())).resolves.toMatchObject({ userId: 'alice', issuer });
    expect(fetched).toEqual([]);
  });

  it('accepts what another implementation signs', async () => {
    const signed = await new SignJWT({ token_use: 'access', client_id: 'client' })
      .setProtectedHeader({ alg: 'RS256', kid: 'key', typ: 'JWT' })
      .setIssuer(issuer)
      .setSubject('alice')
      .setIssuedAt(NOW)
      .setExpirationTime(NOW + 60)
      .sign(key.privateKey);
    await expect(validator().validate(signed)).resolves.toMatchObject({
      userId: 'alice',
      expiresAt: NOW + 60,
    });
  });

  it('chooses the pool by the issuer, and takes neither keys nor clients of another', async () => {
    const pools = [
      { issuer, clientIds: ['client'], jwks: { keys: [key.jwk] } },
      { issuer: otherIssuer, clientIds: ['other client'], jwks: { keys: [otherKey.jwk] } },
    ];
    const both = validator({ pools });
    const other = { iss: otherIssuer, client_id: 'other client' };
    await expect(both.validate(token())).resolves.toMatchObject({ issuer });
    await expect(both.validate(token(other, otherKey))).resolves.toMatchObject({ issuer: otherIssuer });
    await expect(both.validate(token({ client_id: 'other client' }))).rejects.toMatchObject(
      refusal('client'),
    );
    await expect(both.validate(token({ ...other, client_id: 'client' }, otherKey))).rejects.toMatchObject(
      refusal('client'),
    );
    await expect(both.validate(token(other, { ...key, kid: 'other' }))).rejects.toMatchObject(
      refusal('signature'),
    );
  });

  it('fetches nothing for an issuer of none of the pools', async () => {
    const foreign = token({ iss: 'https://attacker.example' }, otherKey);
    await expect(validator().validate(foreign)).rejects.toMatchObject(refusal('issuer'));
    expect(fetched).toEqual([]);
  });

  it('asks the issuer for keys where it publishes them', async () => {
    await expect(validator().validate(token({}, otherKey))).rejects.toMatchObject({ code: 'unavailable' });
    expect(new Set(fetched)).toEqual(new Set([`${issuer}/.well-known/jwks.json`]));
  });

  it('wants all of the required scopes', async () => {
    const strict = validator({ requiredScopes: ['notes/read', 'notes/write'] });
    await expect(strict.validate(token({ scope: 'x notes/write notes/read' }))).resolves.toBeDefined();
    for (const scope of ['notes/read', 'notes/read notes/writer', undefined]) {
      await expect(strict.validate(token({ scope }))).rejects.toMatchObject(refusal('scope'));
    }
  });

  it('wants one of the required groups', async () => {
    const strict = validator({ requiredGroups: ['editors', 'admins'] });
    await expect(strict.validate(token({ 'cognito:groups': ['x', 'admins'] }))).resolves.toBeDefined();
    for (const groups of [['admin'], [], undefined]) {
      await expect(strict.validate(token({ 'cognito:groups': groups }))).rejects.toMatchObject(
        refusal('group'),
      );
    }
  });

  it('refuses an audience that is a list', async () => {
    const id = { token_use: 'id', client_id: undefined };
    const strict = validator({ tokenUse: 'id' });
    await expect(strict.validate(token({ ...id, aud: 'client' }))).resolves.toMatchObject({
      clientId: 'client',
    });
    await expect(strict.validate(token({ ...id, aud: ['client'] }))).rejects.toMatchObject(refusal('claims'));
  });

  it('allows nbf and iat five seconds in the future unless told otherwise, and exp none', async () => {
    for (const claim of ['nbf', 'iat']) {
      await expect(validator().validate(token({ [claim]: NOW + 5 }))).resolves.toBeDefined();
      await expect(validator().validate(token({ [claim]: NOW + 6 }))).rejects.toMatchObject(
        refusal('not-yet-valid'),
      );
      const strict = validator({ clockToleranceSeconds: 0 });
      await expect(strict.validate(token({ [claim]: NOW + 1 }))).rejects.toMatchObject(
        refusal('not-yet-valid'),
      );
    }
    const lax = validator({ clockToleranceSeconds: 300 });
    await expect(lax.validate(token({ exp: NOW }))).rejects.toMatchObject(refusal('expired'));
  });

  it('refuses a token that is longer than allowed', async () => {
    const { length } = token();
    await expect(validator({ maxTokenBytes: length }).validate(token())).resolves.toBeDefined();
    await expect(validator({ maxTokenBytes: length - 1 }).validate(token())).rejects.toMatchObject(
      refusal('malformed'),
    );
  });

  it('gives the same frozen answer for a token that it remembers', async () => {
    const remembering = validator();
    const answer = await remembering.validate(token());
    expect(await remembering.validate(token())).toBe(answer);
    expect([answer, answer.scopes, answer.groups].every((part) => Object.isFrozen(part))).toBe(true);
  });

  it('gets on without remembering', async () => {
    const forgetful = validator({ maxCachedTokens: 0 });
    const answer = await forgetful.validate(token());
    expect(await forgetful.validate(token())).not.toBe(answer);
  });

  it('goes on with what it remembers in an outage, and stops at its end', async () => {
    const clock = manualClock(NOW * 1000);
    const options = { clock, keys: { maxAgeSeconds: 60, outageSeconds: 60 } };
    const remembering = validator(options);
    const good = token();
    await remembering.validate(good);
    clock.advance(120);
    await expect(remembering.validate(good)).resolves.toBeDefined();
    clock.advance(1);
    await expect(remembering.validate(good)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

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
    const clock = manualClock(NOW * 1000);
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
    const good = token({ exp: NOW + 24 * 3600 });

    await lasting.validate(good);
    clock.advance(900);
    await lasting.validate(good);
    expect(limits).toEqual([{ timeoutMs: 2000, maxBytes: 65_536 }]);

    isDown = true;
    clock.advance(6 * 3600);
    await expect(lasting.validate(good)).resolves.toBeDefined();
    expect(limits.length).toBeGreaterThan(1);
    clock.advance(1);
    await expect(lasting.validate(good)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('have a default for the length of a token: 16 KiB', async () => {
    await expect(validator().validate('.'.repeat(16_384))).rejects.toThrow('three parts');
    await expect(validator().validate('.'.repeat(16_385))).rejects.toThrow('too long');
  });

  it('need neither keys nor a way to get them', () => {
    const pools = [{ issuer: 'http://127.0.0.1:9/pool', clientIds: ['client'] }];
    expect(() => new CognitoTokenValidator({ tokenUse: 'id', pools, clock: manualClock() })).not.toThrow();
  });
});
