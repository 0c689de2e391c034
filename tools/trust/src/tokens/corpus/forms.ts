import { createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { type Pool, encode } from './pool.ts';
import { type HostileToken, hostile } from './token-case.ts';

/** RFC 4648, section 5. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const PARTS = ['header', 'payload', 'signature'] as const;

function changePart(token: string, index: number, change: (part: string) => string): string {
  return token
    .split('.')
    .map((part, at) => (at === index ? change(part) : part))
    .join('.');
}

/** The same for each of the three parts. */
function eachPart(what: string, token: string, change: (part: string) => string): Record<string, string> {
  return Object.fromEntries(
    PARTS.map((part, index) => [`${what} in the ${part}`, changePart(token, index, change)]),
  );
}

/** Another spelling of the same bytes: bits of the last character that mean nothing are not zero (RFC 4648, section 3.5). */
function respelled(part: string): string {
  return `${part.slice(0, -1)}${ALPHABET.charAt(ALPHABET.indexOf(part.at(-1) ?? '') + 1)}`;
}

/** A good token that has both `-` and `_`, and spare bits in the last character of every part. */
function unevenToken(pool: Pool): string {
  for (let filler = ''; ; filler += 'x') {
    const token = pool.token(pool.claims({ filler, text: '?>~'.repeat(4) }));
    const isUneven = token.split('.').every((part) => part.length % 4 !== 0);
    if (isUneven && token.includes('-') && token.includes('_')) return token;
  }
}

function swapped(token: string): string {
  const [header, payload, signature] = token.split('.');
  return [payload, header, signature].join('.');
}

/** A genuine JWE for the pool's public key, RSA-OAEP with A256GCM (RFC 7516, section 7.1). */
function encrypted(pool: Pool, plaintext: string): string {
  const { first } = pool.keys;
  const header = encode(JSON.stringify({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: first.kid, cty: 'JWT' }));
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(header));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const wrapped = publicEncrypt(first.publicKey, key);
  return [header, ...[wrapped, iv, ciphertext, cipher.getAuthTag()].map(encode)].join('.');
}

function malformedForms(pool: Pool, token: string): readonly HostileToken[] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const uneven = unevenToken(pool);
  const json = { protected: header, payload, signature };
  return hostile('form', 'malformed', {
    nothing: '',
    'a dot': '.',
    'two dots': '..',
    'three dots': '...',
    'a word': 'token',
    'the word null': 'null',
    'the word undefined': 'undefined',
    'an empty object': '{}',
    'three letters': 'a.b.c',
    'one part': header,
    'two parts': `${header}.${payload}`,
    'four parts': `${token}.${signature}`,
    'a dot behind': `${token}.`,
    'a dot in front': `.${token}`,
    'two dots in the middle': `${header}..${payload}.${signature}`,
    'no payload (RFC 7515, appendix F)': `${header}..${signature}`,
    'no header': `.${payload}.${signature}`,
    'the dots of a full-width font': token.replaceAll('.', '\uff0e'),
    'dots percent-encoded': token.replaceAll('.', '%2E'),
    'dots twice as many': token.replaceAll('.', '..'),
    'other separators': token.replaceAll('.', ':'),
    quoted: `"${token}"`,
    'in angle brackets': `<${token}>`,
    'hexadecimal digits': [header, payload, signature]
      .map((part) => Buffer.from(part).toString('hex'))
      .join('.'),
    'encoded once more': encode(token),
    'the flattened JSON serialisation (RFC 7515, section 7.2.2)': JSON.stringify(json),
    'the general JSON serialisation': JSON.stringify({
      payload,
      signatures: [{ protected: header, signature }],
    }),
    'an encrypted token': encrypted(pool, JSON.stringify(pool.claims())),
    'an encrypted token around a signed one': encrypted(pool, token),
    'five parts': `${token}.AAAA.AAAA`,
    'a token for a payload': pool.token(token),
    'two tokens in a row': token + token,
    'a tilde behind (SD-JWT)': `${token}~`,
    ...eachPart('padding', uneven, (part) => part.padEnd(Math.ceil((part.length + 1) / 4) * 4, '=')),
    ...eachPart('too much padding', token, (part) => `${part}====`),
    ...eachPart('padding in the middle', token, (part) => `${part.slice(0, 8)}=${part.slice(8)}`),
    ...eachPart('spare bits', uneven, respelled),
    ...eachPart('a single letter too many', token, (part) =>
      part.padEnd(Math.ceil(part.length / 4) * 4 + 1, 'A'),
    ),
    ...eachPart(
      'a letter of which only the low byte counts',
      token,
      (part) => String.fromCharCode(part.charCodeAt(0) + 0x100) + part.slice(1),
    ),
    ...eachPart(
      'a full-width letter',
      token,
      (part) => String.fromCharCode(part.charCodeAt(0) + 0xfee0) + part.slice(1),
    ),
    ...eachPart('a blank', token, (part) => `${part.slice(0, 8)} ${part.slice(8)}`),
    ...eachPart('a tab', token, (part) => `${part.slice(0, 8)}\t${part.slice(8)}`),
    ...eachPart('a percent sign', token, (part) => `${part.slice(0, 8)}%${part.slice(8)}`),
    ...eachPart('an exclamation mark behind', token, (part) => `${part}!`),
    'the alphabet of plain base64': uneven.replaceAll('-', '+').replaceAll('_', '/'),
    'blanks around the dots': token.replaceAll('.', ' . '),
    'a no-break space behind': `${token}\u00a0`,
    'a zero-width space in front': `\u200b${token}`,
    'a byte order mark in front': `\ufeff${token}`,
    'a comma behind': `${token},`,
    'a semicolon behind': `${token};`,
    'a lone surrogate behind': `${token}\ud800`,
  });
}

export function formAttacks(pool: Pool): readonly HostileToken[] {
  const token = pool.token();
  const inside = (text: string) =>
    eachPart(JSON.stringify(text), token, (part) => `${part.slice(0, 8)}${text}${part.slice(8)}`);
  return [
    ...malformedForms(pool, token),
    ...hostile('form', 'malformed', { 'a blank': ' ' }),
    ...hostile('form', 'algorithm', { 'payload and header in each other’s place': swapped(token) }),
    ...hostile(
      'form',
      'malformed',
      {
        'a blank in front': ` ${token}`,
        'a blank behind': `${token} `,
        'a tab in front': `\t${token}`,
        'a tab behind': `${token}\t`,
      },
      200,
    ),
    ...hostile(
      'form',
      'malformed',
      {
        'a null character': '\0',
        'a null character behind': `${token}\0`,
        'a line feed behind': `${token}\n!`,
        'a carriage return behind': `${token}\r!`,
        'a vertical tab behind': `${token}\v`,
        'a delete character behind': `${token}\x7f`,
        ...inside('\r\n!'),
        ...inside('\0'),
        ...inside('\x1b'),
      },
      400,
    ),
    ...hostile(
      'form',
      'malformed',
      {
        'one character longer than allowed': token.slice(0, token.lastIndexOf('.') + 1).padEnd(16_385, 'A'),
        'a genuine token of 20,000 characters': pool.token(pool.claims({ filler: 'x'.repeat(14_000) })),
        'a genuine token of a megabyte': pool.token(pool.claims({ filler: 'x'.repeat(750_000) })),
        'a megabyte of letters': 'A'.repeat(1_000_000),
        'a megabyte of dots': '.'.repeat(1_000_000),
        'half a megabyte of parts': 'A.'.repeat(500_000),
      },
      431,
    ),
  ];
}
