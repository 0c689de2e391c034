import fc from 'fast-check';
import { StrictJsonError, parseStrictJson } from './strict-json.ts';

function refusal(
  text: string,
  options?: { maxDepth?: number },
): Pick<StrictJsonError, 'problem' | 'pointer'> {
  try {
    parseStrictJson(text, options);
  } catch (error) {
    if (error instanceof StrictJsonError) return { problem: error.problem, pointer: error.pointer };
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`);
}

const duplicate = (pointer: string) => ({ problem: 'duplicate-member', pointer });
const forbidden = (pointer: string) => ({ problem: 'forbidden-member', pointer });
const tooDeep = (pointer: string) => ({ problem: 'too-deep', pointer });

describe('parseStrictJson', () => {
  it.each([
    'null',
    ' true ',
    '-1.5e3',
    '"a:\\"b\\",{}[]"',
    '""',
    '[]',
    '{}',
    '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
    '{"a\\\\":1,"a":2}',
    '{"a\\\\\\"":1,"a\\\\":2}',
    '["a","a",{"a":"a"},["a"]]',
    '{"https://a:b":":","c":"d: e : f"}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3,"prototype":4,"proto":5}',
    '{"":1,"é":2,"e\u0301":3}',
    '\t\r\n { "a" : [ 1 , { "b" : { } } ] , "c" : "}" } \n',
  ])('reads %j as JSON.parse does', (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        fc.pre(!text.includes('__proto__'));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}x',
    '01',
    'NaN',
    '"\n"',
    '"\\x"',
    '\ufeff{}',
    '{"a" 1}',
  ])('refuses %j, which is not JSON', (text) => {
    expect(refusal(text)).toEqual({ problem: 'syntax', pointer: '' });
  });

  it.each([
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"\\u0061":1,"b":0,"\\u0061":2}', '/a'],
    ['{"a/b~":1,"a\\/b~":2}', '/a~1b~0'],
    ['{"":1,"":2}', '/'],
    ['{"a" :1,"a":2}', '/a'],
    ['{"a"\n:1,"a"\t:":","b":"x :"}', '/a'],
    ['{"a":{"b":1,"b":2}}', '/a/b'],
    ['{"x":[0,[{}],{"a":[],"b":{"c":[1,2]},"a":1}]}', '/x/2/a'],
    ['[{"a":1},{"a":1 , "a" : 2}]', '/1/a'],
    ['{"a\\\\":1,"a\\\\":2}', '/a\\'],
    ['{"a":"\\\\","a":"\\""}', '/a'],
    ['{"😀":1,"\\ud83d\\ude00":2}', '/😀'],
    ['{"constructor":1,"constructor":2}', '/constructor'],
  ])('refuses the duplicate member of %s', (text, pointer) => {
    expect(refusal(text)).toEqual(duplicate(pointer));
  });

  it.each([
    ['{"__proto__":{}}', '/__proto__'],
    ['{"a":[{"__proto__":null}]}', '/a/0/__proto__'],
    ['{"\\u005f_proto__":1}', '/__proto__'],
  ])('refuses __proto__ in %s', (text, pointer) => {
    expect(refusal(text)).toEqual(forbidden(pointer));
  });

  it('lets __proto__ pass as a value', () => {
    expect(parseStrictJson('{"a":"__proto__","b":["__proto__"]}')).toEqual({
      a: '__proto__',
      b: ['__proto__'],
    });
  });

  it('reports what comes first in the text', () => {
    expect(refusal('{"a":{"b":1,"b":2},"a":{"__proto__":1}}')).toEqual(duplicate('/a/b'));
    expect(refusal('{"__proto__":1,"a":1,"a":1}')).toEqual(forbidden('/__proto__'));
  });

  it('finds the duplicate that another spelling hides, wherever it is', () => {
    // Not `unit: 'binary'` of fast-check, which writes all of them down first: a second.
    const character = fc
      .integer({ min: 0, max: 0x10ffff })
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code));
    const inherited = Object.getOwnPropertyNames(Object.prototype).filter((each) => each !== '__proto__');
    const name = fc.oneof(
      { weight: 9, arbitrary: fc.string({ unit: character, minLength: 1, maxLength: 8 }) },
      fc.constantFrom(...inherited),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (names, which, where) => {
          const twin = names[which % names.length] ?? '';
          const members = names.map((text) => `${JSON.stringify(text)}:0`);
          members.splice(where % (names.length + 1), 0, `"${escapeAll(twin)}":1`);
          expect(refusal(`{${members.join()}}`).problem).toBe('duplicate-member');
        },
      ),
    );
  });

  it('allows 32 levels of nesting unless told otherwise', () => {
    expect(parseStrictJson(nested(32))).toEqual(JSON.parse(nested(32)));
    expect(refusal(nested(33))).toEqual(tooDeep('/0'.repeat(32)));
    expect(refusal('{"a":[1,{"b":2}]}', { maxDepth: 2 })).toEqual(tooDeep('/a/1'));
    expect(parseStrictJson('1', { maxDepth: 0 })).toBe(1);
    expect(refusal('[]', { maxDepth: 0 })).toEqual(tooDeep(''));
  });

  it('counts levels, not containers', () => {
    const wide = `[${'[],{},'.repeat(1000)}[]]`;
    expect(parseStrictJson(wide, { maxDepth: 2 })).toHaveLength(2001);
  });

  it('needs no stack for 100,000 brackets', () => {
    expect(refusal(nested(100_000)).problem).toBe('too-deep');
    expect(refusal('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)).problem).toBe('too-deep');
    expect(refusal('['.repeat(100_000)).problem).toBe('syntax');
    expect(parseStrictJson(nested(100_000), { maxDepth: 100_000 })).toBeInstanceOf(Array);
  });

  it('reads 2 MB of members, of text and of backslashes', () => {
    const members = `{${Array.from({ length: 160_000 }, (_, index) => `"m${index}":0`).join()}}`;
    expect(Object.keys(parseStrictJson(members) as object)).toHaveLength(160_000);
    expect(parseStrictJson(`"${'a'.repeat(2_000_000)}"`)).toHaveLength(2_000_000);
    expect(parseStrictJson(`["${'\\\\'.repeat(500_000)}","${'\\"'.repeat(500_000)}"]`)).toHaveLength(2);
  });

  it('throws errors that say nothing of the values', () => {
    const secret = 'hunter2';
    for (const text of [secret, `{"a":"${secret}","a":"${secret}"}`, `[["${secret}"]]`]) {
      try {
        parseStrictJson(text, { maxDepth: 1 });
        throw new TypeError('accepted');
      } catch (error) {
        expect(error).toBeInstanceOf(StrictJsonError);
        expect(error).toHaveProperty('name', 'StrictJsonError');
        expect(error).not.toHaveProperty('cause');
        expect(String((error as Error).stack)).not.toContain(secret);
      }
    }
  });
});

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

function escapeAll(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
