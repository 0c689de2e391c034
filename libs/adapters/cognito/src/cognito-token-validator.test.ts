import { type TestKey, createTestKey, forgeToken, rs256 } from '@notes/contracts';
import { SignJWT } from 'jose';
import { TestClock } from '@notes/contracts';
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
    clock: new TestClock(NOW * 1000),
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

  it('reads scopes apart at any number of spaces', async () => {
    const scope = ' notes/read  notes/write ';
    await expect(validator().validate(token({ scope }))).resolves.toMatchObject({
      scopes: ['notes/read', 'notes/write'],
    });
  });

  it('says nothing of a user name that the token does not have', async () => {
    expect(await validator().validate(token())).not.toHaveProperty('username');
    await expect(validator().validate(token({ username: 'Alice' }))).resolves.toHaveProperty(
      'username',
      'Alice',
    );
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ iss: 'https://attacker.example' }, 'issuer', 'it comes from another issuer'],
    [{ token_use: 'id' }, 'token-use', 'it is no access token'],
    [{ token_use: undefined }, 'claims', 'token_use is missing, empty or no text'],
    [{ client_id: 'other client' }, 'client', 'it was issued to another app client'],
    [{ sub: 'x'.repeat(2049) }, 'claims', 'sub cannot be a user id'],
    [{ exp: undefined }, 'claims', 'exp is missing'],
    [{ exp: '1' }, 'claims', 'exp is no time'],
    [{ exp: NOW }, 'expired', 'it has expired'],
    [{ nbf: NOW + 60 }, 'not-yet-valid', 'nbf lies in the future'],
    [{ iat: NOW + 60 }, 'not-yet-valid', 'iat lies in the future'],
    [{ username: 1 }, 'claims', 'username is no text'],
    [{ scope: 'notes/reader' }, 'scope', 'a required scope is missing'],
    [{ scope: 'notes/read' }, 'group', 'the user is in none of the required groups'],
    [{ scope: 'notes/read', 'cognito:groups': 'admins' }, 'claims', 'cognito:groups is no list of texts'],
  ])('says why it refuses the claims %j, and quotes no value of them', async (claims, reason, detail) => {
    const strict = validator({ requiredScopes: ['notes/read'], requiredGroups: ['admins'] });
    await expect(strict.validate(token(claims))).rejects.toMatchObject({
      ...refusal(reason),
      message: `The token is refused: ${detail}.`,
    });
  });

  it('says that a signature is wrong', async () => {
    await expect(validator().validate(token({}, { ...otherKey, kid: 'key' }))).rejects.toThrow(
      'The token is refused: its signature is wrong.',
    );
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

  it('gives the same frozen answer for a token that it remembers, from the second time on', async () => {
    const remembering = validator();
    const first = await remembering.validate(token());
    const answer = await remembering.validate(token());
    expect(answer).not.toBe(first);
    expect(await remembering.validate(token())).toBe(answer);
    expect([answer, answer.scopes, answer.groups].every((part) => Object.isFrozen(part))).toBe(true);
  });

  it('does not take another token for one that it remembers', async () => {
    const remembering = validator();
    const good = token();
    for (let time = 0; time < 3; time++) await remembering.validate(good);
    const [header = '', , signature = ''] = good.split('.');
    const [, claims = ''] = token({ sub: 'mallory' }).split('.');
    await expect(remembering.validate([header, claims, signature].join('.'))).rejects.toMatchObject(
      refusal('signature'),
    );
  });

  it('gets on without remembering', async () => {
    const forgetful = validator({ maxCachedTokens: 0 });
    await forgetful.validate(token());
    const answer = await forgetful.validate(token());
    expect(await forgetful.validate(token())).not.toBe(answer);
  });

  it('goes on with what it remembers in an outage, and stops at its end', async () => {
    const clock = new TestClock(NOW * 1000);
    const options = { clock, keys: { maxAgeSeconds: 60, outageSeconds: 60 } };
    const remembering = validator(options);
    const good = token();
    for (let time = 0; time < 2; time++) await remembering.validate(good);
    clock.advance(120_000);
    await expect(remembering.validate(good)).resolves.toBeDefined();
    clock.advance(1000);
    await expect(remembering.validate(good)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
