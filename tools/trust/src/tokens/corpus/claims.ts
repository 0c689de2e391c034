import { type Claims, type Pool, CLIENT, HOUR, OTHER_CLIENT, SUBJECT } from './pool.ts';
import { type HostileToken, hostile } from './token-case.ts';

const REQUIRED_TEXTS = ['sub', 'iss', 'token_use', 'client_id'] as const;

/** Values of every JSON type that is no text. */
const NO_TEXTS: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 1,
  true: true,
  'a list': ['text'],
  'an empty list': [],
  'an object': { text: 'text' },
};

const NO_TIMES: Readonly<Record<string, unknown>> = {
  null: null,
  'a text': '1900000000',
  'an empty text': '',
  'a date': '2100-01-01T00:00:00Z',
  true: true,
  'a list': [1_900_000_000],
  'an object': { seconds: 1_900_000_000 },
};

/** A text that is wrong in one place. */
function nearMisses(text: string): Readonly<Record<string, string>> {
  const middle = Math.floor(text.length / 2);
  return {
    'one character longer': `${text}x`,
    'one character shorter': text.slice(0, -1),
    'without its first character': text.slice(1),
    'with another last character': text.slice(0, -1) + (text.endsWith('0') ? '1' : '0'),
    'with a blank in front': ` ${text}`,
    'with a blank behind': `${text} `,
    'with a null character behind': `${text}\0`,
    'with a line break behind': `${text}\n`,
    'with a letter in capitals': text.replace(/[a-z]/, (letter) => letter.toUpperCase()),
    'with a zero-width space inside': `${text.slice(0, middle)}\u200b${text.slice(middle)}`,
  };
}

/** Every claim that is read: missing, of another type, empty. */
export function claimAttacks(pool: Pool): readonly HostileToken[] {
  const tokens: Record<string, string> = {};
  const put = (name: string, changes: Claims) => (tokens[name] = pool.token(pool.claims(changes)));
  for (const claim of REQUIRED_TEXTS) {
    put(`${claim} missing`, { [claim]: undefined });
    put(`${claim} empty`, { [claim]: '' });
    for (const [name, value] of Object.entries(NO_TEXTS)) put(`${claim} ${name}`, { [claim]: value });
  }
  for (const claim of ['username', 'scope']) {
    for (const [name, value] of Object.entries(NO_TEXTS)) put(`${claim} ${name}`, { [claim]: value });
  }
  put('exp missing', { exp: undefined });
  for (const claim of ['exp', 'nbf', 'iat']) {
    for (const [name, value] of Object.entries(NO_TIMES)) put(`${claim} ${name}`, { [claim]: value });
  }
  for (const [name, value] of Object.entries({
    null: null,
    'a text': 'admins',
    'a number': 1,
    'an object': { 0: 'admins', length: 1 },
    'a list with a number': ['admins', 1],
    'a list with null': [null],
    'a list of lists': [['admins']],
  })) {
    put(`cognito:groups ${name}`, { 'cognito:groups': value });
  }
  put('sub of 3,000 letters', { sub: 'x'.repeat(3000) });
  return [
    ...hostile('claims', 'claims', tokens),
    ...hostile('claims', 'claims', { 'none at all': pool.token({}) }),
  ];
}

export function timeAttacks(pool: Pool): readonly HostileToken[] {
  const { now } = pool;
  const at = (changes: Claims) => pool.token(pool.claims(changes));
  return [
    ...hostile('times', 'expired', {
      'expired a second ago': at({ exp: now - 1 }),
      'expired half a second ago': at({ exp: now - 0.5 }),
      'expires this very second': at({ exp: now }),
      'expired a year ago': at({ iat: now - 366 * 24 * HOUR, exp: now - 365 * 24 * HOUR }),
      'exp 0': at({ exp: 0 }),
      'exp before 1970': at({ exp: -now }),
      'expired, and not yet valid': at({ exp: now - 1, nbf: now + HOUR }),
    }),
    ...hostile('times', 'not-yet-valid', {
      'valid from a day hence': at({ nbf: now + 24 * HOUR, exp: now + 48 * HOUR }),
      'valid from when it expires': at({ nbf: now + HOUR }),
      'valid from times in milliseconds': at({ nbf: now * 1000 }),
      'nbf 1e300': at({ nbf: 1e300 }),
      'issued a day hence': at({ iat: now + 24 * HOUR, exp: now + 48 * HOUR }),
      'issued in milliseconds': at({ iat: now * 1000 }),
    }),
  ];
}

/** Tokens that are genuine, but not for here. */
export function strangers(pool: Pool): readonly HostileToken[] {
  const kind = 'other issuer, client or use';
  const { issuer, keys } = pool;
  const url = new URL(issuer);
  const [host, path] = [url.host, url.pathname];
  const from = (iss: string) => pool.token(pool.claims({ iss }));
  const each = (claim: string, text: string) =>
    Object.fromEntries(
      Object.entries(nearMisses(text)).map(([name, value]) => [
        `${claim} ${name}`,
        pool.token(pool.claims({ [claim]: value })),
      ]),
    );
  const id = pool.claims({
    token_use: 'id',
    aud: CLIENT,
    'cognito:username': 'ada',
    client_id: undefined,
    username: undefined,
    scope: undefined,
  });
  return [
    ...hostile(kind, 'issuer', {
      ...each('iss', issuer),
      'another pool': from(issuer.replace(/_\w+$/, '_Another01')),
      'another region': from('https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Trust0001'),
      'the other domain of the region': from(
        'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Trust0001',
      ),
      'the newer form of the issuer': from(
        'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Trust0001',
      ),
      'another scheme': from(issuer.replace(/^https?/, 'ftp')),
      'a slash behind': from(`${issuer}/`),
      'a question mark behind': from(`${issuer}?`),
      'a fragment behind': from(`${issuer}#`),
      'a path segment behind': from(`${issuer}/../x`),
      'a user in front of the host': from(issuer.replace('//', '//user@')),
      'the host of an attacker': from(`https://attacker.example${path}`),
      'our host in front of that of an attacker': from(issuer.replace(host, `${host}.attacker.example`)),
      'our issuer as a path of an attacker': from(`https://attacker.example/${issuer}`),
      'our issuer as a query of an attacker': from(`https://attacker.example/?${issuer}`),
      'the host only': from(`${url.protocol}//${host}`),
      'the pool only': from(path.slice(1)),
      'the URL of the keys': from(`${issuer}/.well-known/jwks.json`),
      'the same, percent-encoded': from(issuer.replace('_', '%5F')),
      'a list of issuers in a text': from(`${issuer},https://attacker.example`),
      'not a URL': from('cognito'),
    }),
    ...hostile(kind, 'client', {
      ...each('client_id', CLIENT),
      'another client': pool.token(pool.claims({ client_id: 'another-client' })),
      'both clients in one text': pool.token(pool.claims({ client_id: `${CLIENT},${OTHER_CLIENT}` })),
      'another client, and ours in aud': pool.token(
        pool.claims({ client_id: 'another-client', aud: CLIENT }),
      ),
      'a wildcard for a client': pool.token(pool.claims({ client_id: '*' })),
    }),
    ...hostile(kind, 'token-use', {
      ...each('token_use', 'access'),
      'an ID token': pool.token(id, keys.second),
      'an ID token that names our client as an access token does': pool.token({ ...id, client_id: CLIENT }),
      'the use refresh': pool.token(pool.claims({ token_use: 'refresh' })),
    }),
  ];
}

/** Signed by the key of one, claiming to be another: whatever is altered after signing. */
export const alteredClaims: Readonly<Record<string, Claims>> = {
  'another sub': { sub: `${SUBJECT.slice(0, -1)}1` },
  'a later exp': { exp: 4_000_000_000 },
  'another client': { client_id: OTHER_CLIENT },
  'more scopes': { scope: 'aws.cognito.signin.user.admin notes/admin' },
  'a group': { 'cognito:groups': ['admins'] },
  'a claim more': { x: 1 },
};
