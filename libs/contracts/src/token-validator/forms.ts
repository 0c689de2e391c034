import { type TokenScenario, accepted, refusalCase, refused, tokenCase } from './scenario.ts';
import type { TokenValidatorCase } from './subject.ts';

/** RFC 4648, section 5. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Another spelling of the same bytes: the unused bits of the last character are not zero. */
function respelled(part: string): string {
  const last = alphabet.indexOf(part.at(-1) ?? '');
  return `${part.slice(0, -1)}${alphabet.charAt(last + 1)}`;
}

/** A good token whose payload takes a number of bytes that leaves unused bits in the last character. */
function tokenWithSpareBits(scenario: TokenScenario): string {
  for (let padding = ''; ; padding += 'x') {
    const token = scenario.token(scenario.claims({ padding }));
    const [, payload = ''] = token.split('.');
    if (payload.length % 4 !== 0) return token;
  }
}

/** The raw JSON of a good token's claims, with some more members. */
function claimsAnd(scenario: TokenScenario, members: string): string {
  return `${JSON.stringify(scenario.claims()).slice(0, -1)},${members}}`;
}

function withParts(token: string, change: (parts: readonly string[]) => readonly string[]): string {
  return change(token.split('.')).join('.');
}

function malformed(name: string, makeToken: (scenario: TokenScenario) => string): TokenValidatorCase {
  return refusalCase(name, 'malformed', makeToken);
}

const headerText = ({ algorithm, keys }: TokenScenario): string =>
  JSON.stringify({ kid: keys.first.kid, alg: algorithm });

export const formCases = [
  tokenCase('form: what is no JWT at all is refused', async (scenario, validator) => {
    for (const text of ['', ' ', '.', '..', '...', 'abc', 'null', '{}', 'a.b.c', 'ä.ö.ü', '\u0000']) {
      await refused(validator, text, 'malformed');
    }
    await accepted(validator, scenario.token());
  }),
  malformed('form: two parts are refused', (scenario) =>
    withParts(scenario.token(), ([a = '', b = '']) => [a, b]),
  ),
  malformed(
    'form: four parts are refused',
    (scenario) => `${scenario.token()}.${scenario.token().split('.')[2]}`,
  ),
  malformed(
    'form: the five parts of an encrypted token are refused',
    (scenario) => `${scenario.token()}.AAAA.AAAA`,
  ),
  malformed('form: a trailing dot is refused', (scenario) => `${scenario.token()}.`),
  tokenCase('form: white space around or inside a token is refused', async (scenario, validator) => {
    const token = scenario.token();
    for (const text of [
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `\t${token}`,
      token.replace('.', ' .'),
      `\ufeff${token}`,
    ]) {
      await refused(validator, text, 'malformed');
    }
  }),
  malformed('form: a scheme in front of the token is refused', (scenario) => `Bearer ${scenario.token()}`),
  tokenCase('form: base64 padding is refused', async (scenario, validator) => {
    for (const index of [0, 1, 2]) {
      const padded = withParts(tokenWithSpareBits(scenario), (parts) =>
        parts.map((part, at) =>
          at === index ? part.padEnd(Math.ceil((part.length + 1) / 4) * 4, '=') : part,
        ),
      );
      await refused(validator, padded, 'malformed');
    }
  }),
  tokenCase('form: the alphabet of plain base64 is refused', async (scenario, validator) => {
    // However the text falls into groups of three bytes, its encoding has a `-` or `_`.
    const token = scenario.token(scenario.claims({ text: '?>~'.repeat(4) }));
    await accepted(validator, token);
    await refused(validator, token.replaceAll('-', '+').replaceAll('_', '/'), 'malformed');
  }),
  malformed('form: another spelling of the payload’s last byte is refused', (scenario) =>
    withParts(tokenWithSpareBits(scenario), ([a = '', b = '', c = '']) => [a, respelled(b), c]),
  ),
  malformed('form: another spelling of the signature’s last byte is refused', (scenario) =>
    withParts(scenario.token(), ([a = '', b = '', c = '']) => [a, b, respelled(c)]),
  ),
  tokenCase(
    'form: characters that only resemble base64url in their low bytes are refused',
    async (scenario, validator) => {
      const token = scenario.token();
      await accepted(validator, token);
      for (const index of [0, token.indexOf('.') + 1, token.lastIndexOf('.') + 1]) {
        const lookalike = String.fromCharCode(token.charCodeAt(index) + 0x100);
        await refused(
          validator,
          `${token.slice(0, index)}${lookalike}${token.slice(index + 1)}`,
          'malformed',
        );
      }
    },
  ),
  malformed('form: a part of an impossible length is refused', (scenario) =>
    withParts(scenario.token(), ([a = '', b = '', c = '']) => [a, b, `${c}AAA`]),
  ),
  tokenCase('form: a header that is no JSON object is refused', async (scenario, validator) => {
    for (const header of ['', '{', 'null', '[]', '"RS256"', '1', `${headerText(scenario)}x`]) {
      await refused(validator, scenario.tokenWithHeader(header), 'malformed');
    }
  }),
  tokenCase('form: a payload that is no JSON object is refused', async (scenario, validator) => {
    for (const payload of ['', '{', 'null', '[]', '"text"', '1', `${JSON.stringify(scenario.claims())},`]) {
      await refused(validator, scenario.token(payload), 'malformed');
    }
  }),
  tokenCase('form: bytes that are not UTF-8 are refused', async (scenario, validator) => {
    const [before = '', after = ''] = JSON.stringify(scenario.claims({ name: 'HERE' })).split('HERE');
    for (const bytes of [[0xff], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      const payload = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
      await refused(validator, scenario.token(payload), 'malformed');
    }
  }),
  malformed('form: a byte order mark is refused', (scenario) =>
    scenario.token(`\ufeff${JSON.stringify(scenario.claims())}`),
  ),
  malformed('form: a claim given twice is refused', (scenario) =>
    scenario.token(claimsAnd(scenario, '"sub":"mallory"')),
  ),
  malformed('form: a claim given twice in different spelling is refused', (scenario) =>
    scenario.token(claimsAnd(scenario, '"\\u0073ub":"mallory"')),
  ),
  malformed('form: a member given twice deep inside a claim is refused', (scenario) =>
    scenario.token(claimsAnd(scenario, '"address":{"street":[{"a":1,"a":2}]}')),
  ),
  malformed('form: a header member given twice is refused', (scenario) =>
    scenario.tokenWithHeader(`${headerText(scenario).slice(0, -1)},"alg":"none"}`),
  ),
  malformed('form: a claim called __proto__ is refused', (scenario) =>
    scenario.token(claimsAnd(scenario, '"__proto__":{"token_use":"access"}')),
  ),
  malformed('form: claims nested a hundred levels deep are refused', (scenario) =>
    scenario.token(claimsAnd(scenario, `"deep":${'['.repeat(100)}${']'.repeat(100)}`)),
  ),
  tokenCase('form: a megabyte is refused, signed or not', async (scenario, validator) => {
    await refused(validator, scenario.token(scenario.claims({ blob: 'x'.repeat(1_000_000) })), 'malformed');
    await refused(validator, 'x'.repeat(1_000_000), 'malformed');
    await refused(validator, '.'.repeat(1_000_000), 'malformed');
  }),
  malformed('form: a kid that is no string is refused', (scenario) =>
    scenario.tokenWithHeader({ kid: [scenario.keys.first.kid], alg: scenario.algorithm }),
  ),
];
