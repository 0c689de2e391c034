import { type TokenPart, rs256 } from '@notes/contracts';
import { type Pool, HOUR } from './pool.ts';
import { type HostileToken, hostile } from './token-case.ts';

/** A JSON text that is damaged in every way that bytes and characters allow. */
function damaged(json: string): Readonly<Record<string, TokenPart>> {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const open = json.slice(0, -1);
  const put = (...invalid: number[]) => bytes(open, ',"x":"', invalid, '"}');
  return {
    empty: '',
    'a blank': ' ',
    'cut short': open,
    'with a comma behind its last member': `${open},}`,
    'with a comma behind': `${json},`,
    'with text behind': `${json}x`,
    'with another object behind': `${json}{}`,
    'with a null character behind': `${json}\0`,
    'with text in front': `x${json}`,
    'with a byte order mark': `\ufeff${json}`,
    'in UTF-16': Buffer.from(json, 'utf16le'),
    'in UTF-16 with a byte order mark': Buffer.from(`\ufeff${json}`, 'utf16le'),
    'with a byte that is no UTF-8': put(0xff),
    'with an overlong slash': put(0xc0, 0xaf),
    'with an overlong null': put(0xc0, 0x80),
    'with a surrogate in UTF-8': put(0xed, 0xa0, 0x80),
    'with a character past the last': put(0xf4, 0x90, 0x80, 0x80),
    'with a character cut short': put(0xe2, 0x82),
    'with a stray continuation byte': put(0x80),
    'in single quotes': json.replaceAll('"', "'"),
    'with a name without quotes': `${open},x:1}`,
    'with a comment': `${open}/* */}`,
    'with a line break in a text': `${open},"x":"\n"}`,
    'with an unknown escape': `${open},"x":"\\x41"}`,
    'with a form feed between members': `${open}\f}`,
    'with a no-break space between members': `${open}\u00a0}`,
    'with a leading zero': `${open},"x":01}`,
    'with a plus sign': `${open},"x":+1}`,
    'with a hexadecimal number': `${open},"x":0x10}`,
    'with NaN': `${open},"x":NaN}`,
    'with Infinity': `${open},"x":Infinity}`,
    'with undefined': `${open},"x":undefined}`,
    'a list': `[${json}]`,
    'a text': JSON.stringify(json),
    'a number': '1',
    true: 'true',
    null: 'null',
    'with a member __proto__': `${open},"__proto__":{"alg":"none"}}`,
    'with a member __proto__ in escapes': `${open},"\\u005f_proto__":{}}`,
    'with a duplicate member': `${open},"x":1,"x":1}`,
    'with a duplicate member in escapes': `${open},"x":1,"\\u0078":2}`,
    'with a duplicate member further inside': `${open},"x":{"y":1,"y":2}}`,
    '33 levels deep': `${open},"x":${'['.repeat(32)}${']'.repeat(32)}}`,
    '2,000 levels deep': `${open},"x":${'['.repeat(2000)}${']'.repeat(2000)}}`,
    'of 3,000 brackets that are never closed': '['.repeat(3000),
  };
}

/** A member given twice, of which one reader takes the first and another the last. */
function twice(pool: Pool): Readonly<Record<string, string>> {
  const { first } = pool.keys;
  const header = (text: string) => pool.tokenWithHeader(text);
  const kid = JSON.stringify(first.kid);
  return {
    'alg twice, RS256 last': header(`{"kid":${kid},"alg":"none","alg":"RS256"}`),
    'alg twice, RS256 first': header(`{"kid":${kid},"alg":"RS256","alg":"none"}`),
    'kid twice': header(`{"kid":"attacker-key","alg":"RS256","kid":${kid}}`),
    'sub twice': pool.token(pool.claimsAnd('"sub":"mallory"')),
    'iss twice': pool.token(
      pool.claimsAnd(`"iss":${JSON.stringify(pool.issuer)}`, { iss: 'https://attacker.example' }),
    ),
    'exp twice': pool.token(pool.claimsAnd(`"exp":${pool.now + HOUR}`, { exp: pool.now - 1 })),
    'token_use twice': pool.token(pool.claimsAnd('"token_use":"access"', { token_use: 'id' })),
    'client_id twice': pool.token(pool.claimsAnd('"client_id":"another-client"')),
  };
}

export function jsonAttacks(pool: Pool): readonly HostileToken[] {
  const { first } = pool.keys;
  const header = JSON.stringify({ kid: first.kid, alg: 'RS256' });
  const named = (part: string, json: string, make: (damage: TokenPart) => string) =>
    Object.fromEntries(
      Object.entries(damaged(json)).map(([name, damage]) => [`a ${part} ${name}`, make(damage)]),
    );
  const exp = (text: string) => pool.token(pool.claimsAnd(`"exp":${text}`, { exp: undefined }));
  return [
    ...hostile('JSON', 'malformed', {
      ...named('header', header, (damage) => pool.tokenWithHeader(damage, rs256(first))),
      ...named('payload', JSON.stringify(pool.claims()), (damage) => pool.token(damage)),
      ...twice(pool),
    }),
    ...hostile('JSON', 'claims', {
      'exp 1e400': exp('1e400'),
      'exp -1e400': exp('-1e400'),
      'nbf 1e400': pool.token(pool.claimsAnd('"nbf":1e400')),
      'nbf -1e400': pool.token(pool.claimsAnd('"nbf":-1e400')),
      'iat 1e400': pool.token(pool.claimsAnd('"iat":1e400', { iat: undefined })),
      'sub of a lone surrogate': pool.token(pool.claimsAnd('"sub":"\\ud800"', { sub: undefined })),
    }),
    ...hostile('JSON', 'malformed', { 'exp NaN': exp('NaN'), 'exp Infinity': exp('Infinity') }),
    ...hostile('JSON', 'expired', { 'exp 1e-400, which is 0': exp('1e-400'), 'exp -0': exp('-0') }),
    ...hostile(
      'JSON',
      'malformed',
      { '100,000 levels deep': pool.token(pool.claimsAnd(`"x":${'['.repeat(1e5)}${']'.repeat(1e5)}`)) },
      431,
    ),
  ];
}
