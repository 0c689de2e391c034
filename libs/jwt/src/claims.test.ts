import type { TokenRefusalReason } from '@notes/domain';
import {
  checkRequirements,
  checkTimes,
  optionalText,
  readUserId,
  requiredText,
  splitScopes,
  textList,
} from './claims.ts';

/** A refusal for that reason, which says so. */
const refusal = (reason: TokenRefusalReason, detail: string) =>
  expect.objectContaining({
    name: 'TokenError',
    reason,
    message: `The token is refused: ${detail}.`,
  }) as Error;

const ANYTHING_BUT_TEXT = [null, 0, 1, NaN, true, false, [], ['text'], {}, { toString: () => 'text' }];

describe('requiredText', () => {
  it.each(['a', ' ', '0', 'ä😀', 'null'])('gives %j as it is', (text) => {
    expect(requiredText({ sub: text, other: 'b' }, 'sub')).toBe(text);
  });

  it.each([undefined, '', ...ANYTHING_BUT_TEXT])('refuses %p', (sub) => {
    const expected = refusal('claims', 'sub is missing, empty or no text');
    expect(() => requiredText({ sub }, 'sub')).toThrow(expected);
  });

  it('names the claim, and nothing that it says', () => {
    const claims = { client_id: ['secret'] };
    expect(() => requiredText(claims, 'client_id')).toThrow(/client_id is missing/);
    expect(() => requiredText(claims, 'client_id')).not.toThrow(/secret/);
  });
});

describe('optionalText', () => {
  it.each([undefined, '', 'a'])('gives %j as it is', (username) => {
    expect(optionalText({ username, other: 'b' }, 'username')).toBe(username);
  });

  it('is undefined when the claim is missing', () => {
    expect(optionalText({ other: 'b' }, 'username')).toBeUndefined();
  });

  it.each(ANYTHING_BUT_TEXT)('refuses %p', (username) => {
    expect(() => optionalText({ username }, 'username')).toThrow(refusal('claims', 'username is no text'));
  });
});

describe('textList', () => {
  it.each([[[]], [['a']], [['b', 'a', '', 'b']]])('gives %j as it is, in its order', (groups) => {
    expect(textList({ groups, other: ['x'] }, 'groups')).toEqual(groups);
  });

  it('is empty when the claim is missing', () => {
    expect(textList({ other: ['x'] }, 'groups')).toEqual([]);
  });

  it.each([[null], ['a'], [''], [1], [{}], [{ length: 0 }], [[1]], [['a', null]], [['a', ['b']]]])(
    'refuses %j',
    (groups) => {
      expect(() => textList({ groups }, 'groups')).toThrow(refusal('claims', 'groups is no list of texts'));
    },
  );
});

describe('readUserId', () => {
  it('is the claim, behind the prefix if there is one', () => {
    expect(readUserId({ sub: 'alice' }, 'sub')).toBe('alice');
    expect(readUserId({ oid: 'alice', sub: 'bob' }, 'oid', 'entra:')).toBe('entra:alice');
  });

  it.each([undefined, '', ...ANYTHING_BUT_TEXT])('refuses %p, which a prefix does not make good', (sub) => {
    const expected = refusal('claims', 'sub is missing, empty or no text');
    expect(() => readUserId({ sub }, 'sub', 'entra:')).toThrow(expected);
  });

  it('takes as many bytes of UTF-8 as a user id may have, the prefix included, and not one more', () => {
    const longest = 'ä'.repeat(1024);
    const expected = refusal('claims', 'sub cannot be a user id');
    expect(readUserId({ sub: longest }, 'sub')).toBe(longest);
    expect(() => readUserId({ sub: `${longest}a` }, 'sub')).toThrow(expected);
    expect(() => readUserId({ sub: longest }, 'sub', 'p')).toThrow(expected);
  });

  it('refuses half a surrogate pair, and does not repeat it', () => {
    const sub = 'secret-\ud83d';
    expect(() => readUserId({ sub }, 'sub')).toThrow(refusal('claims', 'sub cannot be a user id'));
  });
});

describe('checkTimes', () => {
  const NOW = 1_800_000_000;
  const TOLERANCE = 5;
  const HUGE = 2 ** 53;

  const check = (claims: Readonly<Record<string, unknown>>, now = NOW * 1000) =>
    checkTimes(claims, now, TOLERANCE);

  it.each([
    ['a second before exp', { exp: NOW + 1 }],
    ['half a second before exp', { exp: NOW + 0.5 }],
    ['a millisecond before exp', { exp: NOW + 0.001 }],
    ['with an exp beyond the safe integers', { exp: HUGE + 2 }],
    ['with the greatest exp of all, whose milliseconds are infinite', { exp: Number.MAX_VALUE }],
    ['at nbf and iat', { exp: NOW + 1, nbf: NOW, iat: NOW }],
    ['with nbf and iat as far ahead as tolerated', { exp: NOW + 60, nbf: NOW + 5, iat: NOW + 5 }],
    ['with a fraction in nbf and iat', { exp: NOW + 60, nbf: NOW + 4.999, iat: NOW + 4.999 }],
    ['with nbf and iat of 1970', { exp: NOW + 1, nbf: 0, iat: 0 }],
    ['with nbf and iat before 1970', { exp: NOW + 1, nbf: -1, iat: -HUGE }],
    ['with nbf behind exp', { exp: NOW + 1, nbf: NOW + 4 }],
    ['with times that it does not read', { exp: NOW + 1, auth_time: 'never', updated_at: Infinity }],
  ])('is content %s, and gives exp', (_, claims) => {
    expect(check(claims)).toBe(claims.exp);
  });

  it.each([
    ['a second before', NOW - 1],
    ['a millisecond before', NOW - 0.001],
    ['at this very moment', NOW],
    ['at the beginning of 1970', 0],
    ['before 1970', -1],
    ['in the milliseconds that it should be seconds of', -HUGE],
  ])('refuses what expired %s, without any tolerance', (_, exp) => {
    expect(() => check({ exp })).toThrow(refusal('expired', 'it has expired'));
  });

  it('compares with the milliseconds of the clock', () => {
    expect(check({ exp: NOW + 1 }, NOW * 1000 + 999)).toBe(NOW + 1);
    expect(() => check({ exp: NOW + 1 }, NOW * 1000 + 1000)).toThrow(refusal('expired', 'it has expired'));
    const soon = { exp: NOW + 60, nbf: NOW + TOLERANCE + 0.5 };
    const expected = refusal('not-yet-valid', 'nbf lies in the future');
    expect(() => check(soon, NOW * 1000 + 499)).toThrow(expected);
    expect(check(soon, NOW * 1000 + 500)).toBe(NOW + 60);
  });

  it.each(['nbf', 'iat'])('refuses %s from further ahead than tolerated', (name) => {
    const expected = refusal('not-yet-valid', `${name} lies in the future`);
    for (const time of [NOW + 5.001, NOW + 6, NOW * 1000, HUGE + 2, Number.MAX_VALUE]) {
      expect(() => check({ exp: Number.MAX_VALUE, [name]: time })).toThrow(expected);
    }
  });

  it.each(['nbf', 'iat'])('takes no %s from ahead at all where nothing is tolerated', (name) => {
    expect(checkTimes({ exp: NOW + 60, [name]: NOW }, NOW * 1000, 0)).toBe(NOW + 60);
    expect(() => checkTimes({ exp: NOW + 60, [name]: NOW + 0.001 }, NOW * 1000, 0)).toThrow(/future/);
  });

  it('refuses a token without exp', () => {
    expect(() => check({ nbf: NOW, iat: NOW })).toThrow(refusal('claims', 'exp is missing'));
  });

  describe.each(['exp', 'nbf', 'iat'])('refuses as %s', (name) => {
    const mistyped = [null, '', String(NOW), '0x10', true, [], [NOW], {}, new Date(NOW), Infinity, NaN];

    it.each([...mistyped, -Infinity, BigInt(NOW)])('%p', (time) => {
      const claims = { exp: NOW + 60, [name]: time };
      expect(() => check(claims)).toThrow(refusal('claims', `${name} is no time`));
    });
  });

  it.each([
    [{ exp: NOW, nbf: 'x', iat: 'x' }, 'it has expired'],
    [{ exp: NOW + 1, nbf: NOW + 60, iat: 'x' }, 'nbf lies in the future'],
    [{ exp: NOW + 1, nbf: NOW + 60, iat: NOW + 60 }, 'nbf lies in the future'],
  ])('refuses %j for the first thing that is wrong: %s', (claims, detail) => {
    expect(() => check(claims)).toThrow(`The token is refused: ${detail}.`);
  });
});

describe('splitScopes', () => {
  it.each([
    ['', []],
    [' ', []],
    ['notes/read', ['notes/read']],
    ['notes/write notes/read', ['notes/write', 'notes/read']],
    ['  notes/read   notes/write ', ['notes/read', 'notes/write']],
    ['b a b', ['b', 'a', 'b']],
    ['a\tb\nc\u00a0d,e', ['a\tb\nc\u00a0d,e']],
  ])('takes %j for %j', (text, scopes) => {
    expect(splitScopes(text)).toEqual(scopes);
  });

  it('gives the same list for the same text, and another for another', () => {
    const first = splitScopes('a b');
    expect(splitScopes(['a', 'b'].join(' '))).toBe(first);
    expect(splitScopes('a')).toEqual(['a']);
    expect(splitScopes('a b')).toEqual(first);
  });

  it.each(['', 'a b'])('gives a list for %j that nobody can change for others', (text) => {
    const scopes = splitScopes(text) as string[];
    expect(() => scopes.push('admin')).toThrow(TypeError);
    expect(splitScopes(text)).not.toContain('admin');
  });
});

describe('checkRequirements', () => {
  const requirements = (requiredScopes: readonly string[], requiredGroups: readonly string[]) => ({
    requiredScopes,
    requiredGroups,
  });

  it.each([
    ['nothing is required', [], [], [], []],
    ['nothing is required and much is there', ['a'], ['x'], [], []],
    ['all scopes are there, in any order', ['c', 'b', 'a'], [], ['a', 'b'], []],
    ['one of the groups is there', [], ['z', 'y'], [], ['x', 'y']],
    ['both are', ['a'], ['x'], ['a'], ['x']],
  ])('is content when %s', (_, scopes, groups, requiredScopes, requiredGroups) => {
    expect(() =>
      checkRequirements(scopes, groups, requirements(requiredScopes, requiredGroups)),
    ).not.toThrow();
  });

  it.each([
    [[], ['a']],
    [['a'], ['a', 'b']],
    [['b'], ['a', 'b']],
    [['A', 'ab', ' a'], ['a']],
  ])('refuses the scopes %j where %j are required', (scopes, required) => {
    const expected = refusal('scope', 'a required scope is missing');
    expect(() => checkRequirements(scopes, ['a', 'b'], requirements(required, []))).toThrow(expected);
  });

  it.each([
    [[], ['x']],
    [['z'], ['x', 'y']],
    [['X', 'xy', 'x '], ['x']],
  ])('refuses the groups %j where one of %j is required', (groups, required) => {
    const expected = refusal('group', 'the user is in none of the required groups');
    expect(() => checkRequirements(['x', 'y'], groups, requirements([], required))).toThrow(expected);
  });

  it('speaks of the scopes first', () => {
    expect(() => checkRequirements([], [], requirements(['a'], ['x']))).toThrow(/scope/);
  });
});
