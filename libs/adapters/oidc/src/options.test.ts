import { OidcTokenValidator } from './oidc-token-validator.ts';
import type { OidcIssuer, OidcTokenValidatorOptions } from './options.ts';

const good: OidcIssuer = { issuer: 'https://issuer.example/tenant', audiences: ['api'] };
const other: OidcIssuer = { ...good, issuer: 'https://other.example' };

const create = (options: Partial<OidcTokenValidatorOptions>) =>
  new OidcTokenValidator({ tokenUse: 'access', issuers: [good], clock: { now: () => 0 }, ...options });
const createFor = (changes: Partial<OidcIssuer>) => create({ issuers: [{ ...good, ...changes }] });

describe('the options', () => {
  it('need no more than an issuer and an audience', () => {
    expect(() => create({})).not.toThrow();
  });

  it.each<[Partial<OidcIssuer>, string]>([
    [{ issuer: 'http://issuer.example' }, 'must use https'],
    [{ issuer: 'issuer' }, 'is no URL'],
    [{ issuer: 'https://issuer.example/?a=b' }, 'is no URL'],
    [{ jwksUri: 'http://issuer.example/keys' }, 'The jwksUri "http://issuer.example/keys" must use https'],
    [{ jwksUri: 'keys' }, 'The jwksUri "keys" is no URL'],
    [{ discoveryUrl: 'http://issuer.example/' }, 'The discoveryUrl "http://issuer.example/" must use https'],
    [{ audiences: [] }, 'needs at least one audience'],
    [{ audiences: ['api', ''] }, 'needs at least one audience'],
    [{ clientIds: [] }, 'needs at least one client id'],
    [{ clientIds: [''] }, 'needs at least one client id'],
    [{ algorithms: [] }, 'needs algorithms out of RS256, PS256, ES256, EdDSA'],
    [{ algorithms: ['RS256', 'none' as 'RS256'] }, 'needs algorithms out of'],
    [{ algorithms: ['HS256' as 'RS256'] }, 'needs algorithms out of'],
    [{ algorithms: ['toString' as 'RS256'] }, 'needs algorithms out of'],
    [{ jwks: { keys: [] } }, 'can verify RS256 or PS256 or ES256 or EdDSA signatures'],
    [{ jwks: { keys: [] }, algorithms: ['EdDSA'] }, 'can verify EdDSA signatures'],
  ])('refuse an issuer with %j', (changes, message) => {
    expect(() => createFor(changes)).toThrow(message);
  });

  it.each<[Partial<OidcTokenValidatorOptions>, string]>([
    [{ issuers: [] }, 'At least one issuer'],
    [{ issuers: [good, good] }, 'An issuer is given twice.'],
    [{ tokenUse: 'id', requiredScopes: ['notes/read'] }, 'ID tokens have no scopes.'],
    [{ clockToleranceSeconds: 301 }, 'clockToleranceSeconds must be a number from 0 to 300'],
    [{ maxTokenBytes: 0 }, 'maxTokenBytes'],
    [{ maxCachedTokens: -1 }, 'maxCachedTokens'],
    [{ keys: { cooldownSeconds: 0 } }, 'cooldownSeconds'],
    [{ issuers: [good, other] }, 'The issuer https://issuer.example/tenant needs a userIdPrefix'],
  ])('refuse %j', (changes, message) => {
    expect(() => create(changes)).toThrow(message);
  });

  it.each([
    ['a:', 'b:', true],
    ['', '', true],
    ['a:', 'a:b', false],
    ['', 'a:', false],
  ])('with the prefixes %j and %j of two issuers are right: %s', (one, two, isRight) => {
    const issuers = [
      { ...good, userIdPrefix: one },
      { ...other, userIdPrefix: two },
    ];
    if (isRight) expect(() => create({ issuers })).not.toThrow();
    else expect(() => create({ issuers })).toThrow('begins with another');
  });
});
