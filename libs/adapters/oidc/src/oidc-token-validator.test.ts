import { forgeToken, hs256, signerFor, testKey, unsigned } from '@notes/contracts';
import type { OidcIssuer, OidcTokenValidatorOptions } from './options.ts';
import {
  AUDIENCE,
  ISSUER,
  accessClaims,
  clock,
  keyFor,
  tokenOf,
  validatorFor,
} from './test-support/issuer-scene.ts';

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
const refusal = (reason: string) => ({ code: 'unauthorized', reason });

/** What becomes of a token with those claims. */
async function outcome(
  claims: Readonly<Record<string, unknown>>,
  issuer: Partial<OidcIssuer> = {},
  options: Partial<OidcTokenValidatorOptions> = {},
  header: Readonly<Record<string, unknown>> = {},
) {
  const validator = await validatorFor(issuer, options);
  return validator.validate(await tokenOf(accessClaims(claims), 'ES256', header));
}

describe('algorithms', () => {
  it.each(ALGORITHMS)('%s is accepted by default', async (algorithm) => {
    const validator = await validatorFor();
    await expect(validator.validate(await tokenOf(accessClaims(), algorithm))).resolves.toBeDefined();
  });

  it('are those of the issuer, and not of another', async () => {
    const rsa = { jwks: { keys: [(await keyFor('RS256')).jwk] }, algorithms: ['RS256'] as const };
    const other = { issuer: 'https://other.example', audiences: [AUDIENCE], userIdPrefix: 'o:', ...rsa };
    const curve = { jwks: { keys: [(await keyFor('ES256')).jwk] }, algorithms: ['ES256'] as const };
    const own = { issuer: ISSUER, audiences: [AUDIENCE], userIdPrefix: 'i:', ...curve };
    const validator = await validatorFor({}, { issuers: [other, own] });
    await expect(validator.validate(await tokenOf())).resolves.toMatchObject({ userId: 'i:alice' });
    await expect(validator.validate(await tokenOf(accessClaims(), 'RS256'))).rejects.toMatchObject(
      refusal('algorithm'),
    );
    const ofOther = accessClaims({ iss: 'https://other.example' });
    await expect(validator.validate(await tokenOf(ofOther, 'RS256'))).resolves.toMatchObject({
      userId: 'o:alice',
    });
  });

  it('never are none or one with a shared secret', async () => {
    const validator = await validatorFor();
    const { publicKey, kid } = await keyFor('RS256');
    const secret = publicKey.export({ format: 'pem', type: 'spki' });
    for (const [alg, signer] of [
      ['none', unsigned],
      ['HS256', hs256(secret)],
    ] as const) {
      const token = forgeToken({ typ: 'at+jwt', alg, kid }, accessClaims(), signer);
      await expect(validator.validate(token)).rejects.toMatchObject(refusal('algorithm'));
    }
  });

  it('are those of the key: no other verifies under its kid', async () => {
    const validator = await validatorFor({}, { keys: { cooldownSeconds: 3600 } });
    for (const alg of ALGORITHMS) {
      for (const owner of ALGORITHMS.filter((each) => each !== alg)) {
        const { kid } = await keyFor(owner);
        // Signed rightly, by a key of the attacker's, and by the owner's where its kind allows.
        const attacker = { ...(await keyFor(alg, 'attacker')), kid };
        const token = forgeToken({ typ: 'at+jwt', alg, kid }, accessClaims(), signerFor(alg, attacker));
        await expect(validator.validate(token)).rejects.toMatchObject({ name: 'TokenError' });
      }
    }
  });

  it('of a key without alg are the first that its kind allows', async () => {
    const { privateKey } = await keyFor('RS256');
    const { alg: _, ...jwk } = testKey('bare', privateKey).jwk;
    const key = testKey('bare', privateKey);
    const sign = (alg: 'RS256' | 'PS256') =>
      forgeToken({ typ: 'at+jwt', alg, kid: 'bare' }, accessClaims(), signerFor(alg, key));
    const first = await validatorFor({ jwks: { keys: [jwk] }, algorithms: ['PS256', 'RS256'] });
    await expect(first.validate(sign('PS256'))).resolves.toBeDefined();
    await expect(first.validate(sign('RS256'))).rejects.toMatchObject({ name: 'TokenError' });
    const standard = await validatorFor({ jwks: { keys: [jwk] } });
    await expect(standard.validate(sign('RS256'))).resolves.toBeDefined();
  });
});

describe('the use of a token', () => {
  const claim = { claim: 'typ', value: 'Bearer' };

  it.each<[Partial<OidcIssuer>, object, object, boolean]>([
    [{}, {}, {}, true],
    [{}, { typ: 'application/AT+JWT' }, {}, true],
    [{}, { typ: 'JWT' }, {}, false],
    [{}, { typ: undefined }, {}, false],
    [{ tokenUseMark: 'audience' }, { typ: 'JWT' }, {}, true],
    [{ tokenUseMark: claim }, { typ: 'JWT' }, { typ: 'Bearer' }, true],
    [{ tokenUseMark: claim }, { typ: 'JWT' }, { typ: 'ID' }, false],
  ])('with %j and the header %j and the claims %j is right: %j', async (issuer, header, claims, isRight) => {
    const result = outcome({ ...claims }, issuer, {}, { ...header });
    await (isRight
      ? expect(result).resolves.toMatchObject({ tokenUse: 'access' })
      : expect(result).rejects.toMatchObject(refusal('token-use')));
  });

  it('is that of an ID token unless it says that it is an access token', async () => {
    const web = { audiences: ['web'] };
    const id = { tokenUse: 'id' } as const;
    const claims = { aud: 'web', client_id: undefined };
    await expect(outcome(claims, web, id, { typ: 'JWT' })).resolves.toMatchObject({
      clientId: 'web',
      scopes: [],
    });
    await expect(outcome(claims, web, id)).rejects.toMatchObject(refusal('token-use'));
    await expect(outcome(claims, { ...web, tokenUseMark: 'audience' }, id)).rejects.toMatchObject(
      refusal('token-use'),
    );
  });
});

describe('the memory of tokens', () => {
  it('gives the same answer for a token that comes again, until it expires', async () => {
    const validator = await validatorFor();
    const token = await tokenOf();
    const [, second, third] = [
      await validator.validate(token),
      await validator.validate(token),
      await validator.validate(token),
    ];
    expect(third).toBe(second);
    clock.advance(600_000);
    await expect(validator.validate(token)).rejects.toMatchObject(refusal('expired'));
  });

  it('is for nothing that is too long', async () => {
    const validator = await validatorFor({}, { maxTokenBytes: 100 });
    await expect(validator.validate(await tokenOf())).rejects.toMatchObject(refusal('malformed'));
  });
});

describe('requirements', () => {
  it.each<[Partial<OidcTokenValidatorOptions>, string]>([
    [{ requiredScopes: ['notes/read', 'notes/write'] }, 'scope'],
    [{ requiredGroups: ['admins'] }, 'group'],
  ])('%j are not met', async (options, reason) => {
    await expect(outcome({ groups: ['team'] }, {}, options)).rejects.toMatchObject(refusal(reason));
  });

  it('are met', async () => {
    const options = { requiredScopes: ['notes/read'], requiredGroups: ['admins', 'team'] };
    await expect(outcome({ groups: ['team'] }, {}, options)).resolves.toMatchObject({ groups: ['team'] });
  });
});
