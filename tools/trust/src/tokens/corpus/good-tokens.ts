import { type Signer, type TokenPart, forgeToken } from '@notes/contracts';
import { type Claims, type Pool, HOUR, OTHER_CLIENT, SUBJECT } from './pool.ts';
import { handmadeSignature } from './signature-padding.ts';
import type { GoodToken } from './token-case.ts';

/** Tokens that must be let in, however unusual. */
export function goodTokens(pool: Pool): readonly GoodToken[] {
  const { now, keys } = pool;
  const { first, second, bare, large, attacker } = keys;
  const cases: GoodToken[] = [];
  const put = (name: string, token: string, options: Partial<GoodToken> = {}) =>
    cases.push({ name: `good: ${name}`, token, userId: SUBJECT, ...options });
  const claims = (name: string, changes: Claims) => put(name, pool.token(pool.claims(changes)));
  const text = (name: string, json: TokenPart) => put(name, pool.token(json));
  const header = (name: string, members: TokenPart, signer?: Signer) =>
    put(name, pool.tokenWithHeader(members, signer));
  const { kid } = first;

  put('as a user pool makes it', pool.token());
  put(
    'with a signature made by hand',
    forgeToken({ kid, alg: 'RS256' }, pool.claims({ jti: 'by hand' }), (input) =>
      handmadeSignature(first, input),
    ),
  );
  put('of the second published key', pool.token(pool.claims(), second));
  put('of a key published without use and alg', pool.token(pool.claims(), bare));
  put('of a key of 3,072 bits', pool.token(pool.claims(), large));
  claims('of the other client', { client_id: OTHER_CLIENT });
  claims('with groups', { 'cognito:groups': ['admins', 'team a'] });
  claims('with an empty list of groups', { 'cognito:groups': [] });
  claims('with a hundred groups', {
    'cognito:groups': Array.from({ length: 100 }, (_, index) => `group-${index}`),
  });
  claims('with origin_jti, event_id, device_key and version', {
    origin_jti: 'a',
    event_id: 'b',
    device_key: 'eu-west-1_c',
    version: 2,
  });
  claims('without optional claims', {
    username: undefined,
    scope: undefined,
    iat: undefined,
    jti: undefined,
    auth_time: undefined,
  });
  claims('with an empty scope', { scope: '' });
  claims('with many scopes', { scope: 'openid email notes/read notes/write' });
  claims('with aud beside client_id', { aud: 'https://api.example' });
  claims('with a list in aud', { aud: ['https://api.example', 'https://other.example'] });
  claims('with claims of any shape', {
    nested: { list: [{ deep: [1, null] }] },
    nothing: null,
    number: -1.5e300,
  });
  claims('with claims named like members of every object', {
    constructor: { prototype: {} },
    toString: 'x',
    hasOwnProperty: null,
  });
  claims('with a name beyond ASCII', { username: 'Ada Lovelace \u{1F469}\u200D\u{1F4BB} 李' });
  claims('with an empty username', { username: '' });
  claims('that expires in a thousand years', { exp: now + 1000 * 365 * 24 * HOUR });
  claims('that expires at a fraction of a second', { exp: now + HOUR + 0.5 });
  claims('that expires beyond any date', { exp: 1e300 });
  claims('valid since this second', { nbf: now });
  claims('valid since before 1970', { nbf: -1 });
  claims('issued two seconds ahead, as clocks differ', { iat: now + 2 });
  claims('issued at a fraction of a second', { iat: now - 0.25 });
  claims('issued ten years ago', { iat: now - 10 * 365 * 24 * HOUR });
  claims('30 levels deep', { deep: JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) });
  claims('of seven thousand characters', { filler: 'x'.repeat(4600) });
  put('of the greatest length', greatest(pool), { http: 431 });

  put('of a user with an id that is no UUID', pool.token(pool.claims({ sub: 'user 1/ä#\u{1F511}' })), {
    userId: 'user 1/ä#\u{1F511}',
  });
  put('of the user __proto__', pool.token(pool.claims({ sub: '__proto__' })), { userId: '__proto__' });
  put('of a user of one letter', pool.token(pool.claims({ sub: 'a' })), { userId: 'a' });

  for (const typ of ['JWT', 'jwt', 'at+jwt', 'application/at+jwt']) {
    header(`of the type ${typ}`, { typ, kid, alg: 'RS256' });
  }
  header('with the members of its header in another order', { alg: 'RS256', kid });
  header('with members in its header that mean nothing here', {
    kid,
    alg: 'RS256',
    x: { y: [] },
    zip: 'DEF',
  });
  header('with a key in its header that signed nothing', {
    kid,
    alg: 'RS256',
    jwk: attacker.jwk,
    jku: 'http://127.0.0.1:9/',
  });
  header('with blanks in its header', ` { "alg" : "RS256" ,\r\n\t"kid" : ${JSON.stringify(kid)} } `);
  header('with escapes in its header', `{"\\u0061lg":"RS\\u003256","kid":${JSON.stringify(kid)}}`);
  text('with blanks in its claims', JSON.stringify(pool.claims(), undefined, '\t'));
  put(
    'with escapes in its claims',
    pool.token(pool.claimsAnd('"\\u0073ub":"\\u0061da"', { sub: undefined })),
    {
      userId: 'ada',
    },
  );
  text('with exp in scientific notation', pool.claimsAnd('"exp":4.1e9', { exp: undefined }));
  text('with a member __proto__ as a value', pool.claimsAnd('"x":"__proto__"'));
  return cases;
}

/** The longest token that has at most 16,384 characters. */
function greatest(pool: Pool): string {
  let longest = pool.token();
  for (let length = 11_300; ; length++) {
    const token = pool.token(pool.claims({ filler: 'x'.repeat(length) }));
    if (token.length > 16_384) return longest;
    longest = token;
  }
}
