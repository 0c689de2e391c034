/** A way to send a token, and what was decided of it. */
export interface HeaderCase {
  readonly name: string;
  /** The value of each `Authorization` line. They are written as UTF-8. */
  readonly values: (token: string) => readonly string[];
  readonly verdict: 'let in' | 'refused';
}

const cases = (
  verdict: HeaderCase['verdict'],
  values: Readonly<Record<string, (token: string) => string>>,
): readonly HeaderCase[] =>
  Object.entries(values).map(([name, value]) => ({ name, values: (token) => [value(token)], verdict }));

const schemes = [
  'Basic',
  'Digest',
  'Negotiate',
  'DPoP',
  'Token',
  'JWT',
  'OAuth',
  'AWS4-HMAC-SHA256',
  'Bearer2',
  'Bearers',
  'XBearer',
  'Bearér',
  'Ｂearer',
  'bea\u0440er',
];

/**
 * Accepted is the bare token, as in the original system, or the token behind `Bearer` in any case and any number of blanks, as RFC 9110, section 11.4
 * has it for every scheme. Blanks around a value are no part of it (section 5.5). Everything else is refused, a second header included.
 */
export const HEADER_CASES: readonly HeaderCase[] = [
  ...cases('let in', {
    'the bare token': (token) => token,
    Bearer: (token) => `Bearer ${token}`,
    bearer: (token) => `bearer ${token}`,
    BEARER: (token) => `BEARER ${token}`,
    bEaReR: (token) => `bEaReR ${token}`,
    'Bearer and two blanks': (token) => `Bearer  ${token}`,
    'Bearer and fifty blanks': (token) => `Bearer${' '.repeat(50)}${token}`,
    'a blank in front': (token) => ` ${token}`,
    'blanks behind': (token) => `${token}   `,
    'tabs around': (token) => `\t\tBearer ${token}\t`,
  }),
  { name: 'no header', values: () => [], verdict: 'refused' },
  ...cases('refused', {
    'an empty header': () => '',
    'a header of blanks': () => '   ',
    'a header of tabs': () => '\t\t',
    'Bearer alone': () => 'Bearer',
    'Bearer and a blank': () => 'Bearer ',
    'Bearer and a tab': (token) => `Bearer\t${token}`,
    'Bearer, a blank and a tab': (token) => `Bearer \t${token}`,
    'Bearer without a blank': (token) => `Bearer${token}`,
    'Bearer with a colon': (token) => `Bearer: ${token}`,
    'Bearer with an equals sign': (token) => `Bearer=${token}`,
    'Bearer twice': (token) => `Bearer Bearer ${token}`,
    'Bearer and a quoted token': (token) => `Bearer "${token}"`,
    'Bearer and a named token': (token) => `Bearer token=${token}`,
    'Bearer and a token with an equals sign behind': (token) => `Bearer ${token}=`,
    'a quoted token': (token) => `"${token}"`,
    'a parameter behind the token': (token) => `Bearer ${token}; scope=x`,
    'a word behind the token': (token) => `Bearer ${token} x`,
    'the token twice in one value': (token) => `${token} ${token}`,
    'a comma behind': (token) => `${token},`,
    'a comma in front': (token) => `,${token}`,
    'two tokens joined by a comma': (token) => `${token},${token}`,
    'two tokens joined by a comma and a blank': (token) => `Bearer ${token}, Bearer ${token}`,
    'another scheme and Bearer, joined by a comma': (token) => `Basic YTpi, Bearer ${token}`,
    'Bearer and another scheme, joined by a comma': (token) => `Bearer ${token}, Basic YTpi`,
    'a no-break space behind Bearer': (token) => `Bearer\u00a0${token}`,
    'a no-break space in front': (token) => `\u00a0${token}`,
    'a full-width blank behind Bearer': (token) => `Bearer\u3000${token}`,
    'a byte order mark in front': (token) => `\ufeff${token}`,
    'a letter beyond ASCII in the token': (token) => token.replace('.', 'é.'),
    'an emoji behind the token': (token) => `${token}\u{1F511}`,
    'letters beyond ASCII only': () => 'Пароль',
    'nine thousand letters': () => 'x'.repeat(9000),
    'Bearer and nine thousand blanks': () => `Bearer ${' '.repeat(9000)}x`,
    'nine thousand dots': () => '.'.repeat(9000),
    'half of the token': (token) => token.slice(0, token.length / 2),
  }),
  ...cases(
    'refused',
    Object.fromEntries(
      schemes.map((scheme) => [`the scheme ${scheme}`, (token: string) => `${scheme} ${token}`]),
    ),
  ),
  ...Object.entries<(token: string) => readonly string[]>({
    'the token twice': (token) => [token, token],
    'the token bare and behind Bearer': (token) => [token, `Bearer ${token}`],
    'the token and an empty header': (token) => [token, ''],
    'an empty header and the token': (token) => ['', token],
    'the token and another scheme': (token) => [`Bearer ${token}`, 'Basic YTpi'],
    'another scheme and the token': (token) => ['Basic YTpi', `Bearer ${token}`],
    'the token and what is no token': (token) => [token, 'x'],
    'the token three times': (token) => [token, token, token],
  }).map(([name, values]): HeaderCase => ({ name, values, verdict: 'refused' })),
];

/** Header lines that are not just another value, and the status that they lead to. */
export const LINE_CASES: Readonly<
  Record<string, readonly [lines: (token: string) => readonly string[], status: number]>
> = {
  'the name in small letters': [(token) => [`authorization: ${token}`], 200],
  'the name in capitals': [(token) => [`AUTHORIZATION: ${token}`], 200],
  'no blank behind the colon': [(token) => [`Authorization:${token}`], 200],
  'twice, under names in different cases': [
    (token) => [`Authorization: ${token}`, `authorization: ${token}`],
    401,
  ],
  'a name that only resembles it': [(token) => [`X-Authorization: ${token}`], 401],
  'the header for proxies': [(token) => [`Proxy-Authorization: ${token}`], 401],
  'an underscore in the name': [(token) => [`Authorization_: ${token}`], 401],
  'a cookie': [(token) => [`Cookie: Authorization=${token}; token=${token}`], 401],
  'a blank in front of the colon': [(token) => [`Authorization : ${token}`], 400],
  'a folded line (RFC 9112, section 5.2)': [(token) => ['Authorization: Bearer', ` ${token}`], 400],
  'no colon': [(token) => [`Authorization ${token}`], 400],
  'a null character': [(token) => [`Authorization: Bearer ${token}\0`], 400],
  'a vertical tab': [(token) => [`Authorization: Bearer\v${token}`], 400],
  'an escape character': [(token) => [`Authorization: \x1b${token}`], 400],
  'a line feed without a carriage return': [(token) => [`Authorization: x\nAuthorization: ${token}`], 400],
  'more than the gateway takes': [() => [`Authorization: ${'x'.repeat(11_000)}`], 431],
  'a megabyte': [() => [`Authorization: ${'x'.repeat(1_000_000)}`], 431],
  'a thousand headers': [() => Array.from({ length: 1000 }, () => 'Authorization: x'), 431],
};
