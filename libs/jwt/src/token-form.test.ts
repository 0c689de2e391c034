import { TokenError } from '@notes/domain';
import fc from 'fast-check';
import { decodeObject, decodePart, signingBytes, splitToken } from './token-form.ts';

const malformed = expect.objectContaining({ reason: 'malformed' }) as unknown;

function outcome<T>(call: () => T): T | TokenError {
  try {
    return call();
  } catch (error) {
    if (error instanceof TokenError) return error;
    throw error;
  }
}

describe('splitToken', () => {
  it('takes three parts apart, empty ones too', () => {
    expect(splitToken('a.b.c')).toEqual({ header: 'a', payload: 'b', signature: 'c', signingInput: 'a.b' });
    expect(splitToken('..')).toEqual({ header: '', payload: '', signature: '', signingInput: '.' });
  });

  it.each(['', 'a', 'a.b', 'a.b.c.d', 'a.b.c.', 'a.b.c.d.e'])('refuses %j', (token) => {
    const error = outcome(() => splitToken(token));
    expect(error).toEqual(malformed);
    expect(error).toMatchObject({ message: 'The token is refused: it does not consist of three parts.' });
  });
});

describe('signingBytes', () => {
  it.each([0, 1, 16_384, 16_385])('are those of %d characters', (length) => {
    const text = 'a.b-_'.repeat(length).slice(0, length);
    expect(signingBytes(text)).toEqual(Buffer.from(text));
  });

  it.each([10_000, 16_384])('of %d characters take no memory of their own', (length) => {
    const { buffer, byteOffset } = signingBytes('a'.repeat(length));
    const next = signingBytes('b');
    expect(next.buffer).toBe(buffer);
    expect(next.byteOffset).toBe(byteOffset);
  });
});

describe('decodePart', () => {
  it('decodes what encoding gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(decodePart(Buffer.from(bytes).toString('base64url'))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('takes each sequence of bytes in one spelling only', () => {
    const character = fc.oneof(
      fc.constantFrom(...Array.from('ABQgwz059-_')),
      fc.constantFrom(...Array.from('+/=. \n\u0000ä€\u{1f600}\u0141\u{2082d}')),
      // Not `unit: 'binary'` of fast-check, which writes all of them down first: a second.
      fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const part = characters.join('');
        const bytes = outcome(() => decodePart(part));
        const isCanonical = /^[\w-]*$/.test(part) && !(bytes instanceof TokenError);
        expect(bytes).toEqual(isCanonical ? Buffer.from(part, 'base64url') : malformed);
        if (isCanonical) expect(Buffer.from(part, 'base64url').toString('base64url')).toBe(part);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes exactly what comes out of encoding again as it went in, whatever one character becomes', () => {
    const isAsItWas = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;
    const isTaken = (part: string) => !(outcome(() => decodePart(part)) instanceof TokenError);
    const wrong: string[] = [];
    for (const part of ['AA', 'AAA', 'AAAA', 'AAAAAA', 'A-_AAAA', 'AAAAAAAA']) {
      for (const at of [0, part.length >> 1, part.length - 2, part.length - 1]) {
        for (let unit = 0; unit < 0x300; unit++) {
          const changed = part.slice(0, at) + String.fromCharCode(unit) + part.slice(at + 1);
          if (isTaken(changed) !== isAsItWas(changed)) wrong.push(changed);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(['A', 'AB', 'AAB', 'AA==', 'AA=', 'AA\n', ' AA', '+A', '/A', '\u0141A', '\u0141\u0141', '\udc41A'])(
    'refuses %j',
    (part) => {
      const error = outcome(() => decodePart(part));
      expect(error).toEqual(malformed);
      expect(error).toMatchObject({ message: 'The token is refused: a part is not canonical base64url.' });
    },
  );
});

describe('decodeObject', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64url');

  it.each([10, 16_383, 16_384, 50_000])('reads an object of some %d characters', (length) => {
    const value = { a: 'ä', b: 'b'.repeat(length) };
    expect(decodeObject(encoded(JSON.stringify(value)))).toEqual(value);
  });

  it.each(['e30=', 'e31', 'e3 0', 'e30\n', '\u0165\u0133\u0130'])('refuses the spelling %j', (part) => {
    expect(outcome(() => decodeObject(part))).toEqual(malformed);
  });

  it('reads an object', () => {
    expect(decodeObject(encoded('{"a":"ä€😀"}'))).toEqual({ a: 'ä€😀' });
  });

  it('reads the character that stands for what is no UTF-8, where it was there before', () => {
    expect(decodeObject(encoded('{"a":"\ufffd"}'))).toEqual({ a: '\ufffd' });
  });

  it.each(['', '[]', 'null', '1', '{"a":1,"a":2}', '\ufeff{}', '{"__proto__":1}'])('refuses %j', (text) => {
    expect(outcome(() => decodeObject(encoded(text)))).toEqual(malformed);
  });

  it.each([
    ['"ä"', 'latin1', 'a part is not UTF-8'],
    ['[]', 'utf8', 'a part is no JSON object'],
    ['null', 'utf8', 'a part is no JSON object'],
    ['{', 'utf8', 'a part is not JSON that has one meaning only'],
    ['{"a":1,"a":1}', 'utf8', 'a part is not JSON that has one meaning only'],
  ] as const)('says what is wrong with %s in %s', (text, encoding, detail) => {
    const error = outcome(() => decodeObject(Buffer.from(text, encoding).toString('base64url')));
    expect(error).toEqual(malformed);
    expect(error).toMatchObject({ message: `The token is refused: ${detail}.` });
  });

  it('says nothing of the text', () => {
    const error = outcome(() => decodeObject(encoded('{"secret":1,"secret":2}'))) as TokenError;
    expect(error.message).not.toContain('secret');
    expect(error.cause).toBeUndefined();
  });
});
