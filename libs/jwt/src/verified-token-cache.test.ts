import { generateKeyPairSync, hash } from 'node:crypto';
import { TestClock } from '@notes/contracts';
import { type VerifiedToken, userId } from '@notes/domain';
import { KeySet } from './key-set.ts';
import { VerifiedTokenCache } from './verified-token-cache.ts';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const clock = new TestClock(0);
const keys = new KeySet({
  url: 'https://issuer.example/jwks.json',
  clock,
  maxAgeSeconds: 900,
  cooldownSeconds: 10,
  outageSeconds: 900,
  fetchLimits: { timeoutMs: 1000, maxBytes: 1000 },
  fetchJwks: () => Promise.reject(new Error('down')),
  embedded: new Map([['one', key]]),
});

function entry(name: string) {
  const verified: VerifiedToken = {
    userId: userId(name),
    tokenUse: 'access',
    clientId: 'client',
    issuer: 'https://issuer.example',
    expiresAt: 60,
    scopes: [],
    groups: [],
  };
  return { verified, keys, keyId: 'one', key };
}

/** As for a token that comes for the second time. */
function remember(cache: VerifiedTokenCache, token: string, verification = entry(token)): void {
  cache.set(token, verification);
  cache.set(token, verification);
}

describe('VerifiedTokenCache', () => {
  it('remembers a token when it comes for the second time', () => {
    const cache = new VerifiedTokenCache(3);
    cache.set('a', entry('a'));
    expect(cache.get('a', 0)).toBeUndefined();
    expect(cache.size).toBe(0);
    cache.set('a', entry('a'));
    expect(cache.get('a', 0)?.userId).toBe('a');
  });

  it('tells tokens with the same end apart', () => {
    const cache = new VerifiedTokenCache(3);
    const [one, other] = ['e30.one.signature-of-one', 'e30.other.signature-of-one'];
    remember(cache, one, entry('one'));
    expect(cache.get(other, 0)).toBeUndefined();
    expect(cache.get(one, 0)?.userId).toBe('one');
    remember(cache, other, entry('other'));
    expect(cache.get(one, 0)).toBeUndefined();
    expect(cache.get(other, 0)?.userId).toBe('other');
  });

  it('holds no more than it may, and lets go of what was asked for least recently', () => {
    const cache = new VerifiedTokenCache(3);
    for (const name of ['a', 'b', 'c']) remember(cache, name);
    cache.get('a', 0);
    remember(cache, 'd');
    expect(['a', 'b', 'c', 'd'].map((name) => cache.get(name, 0)?.userId)).toEqual([
      'a',
      undefined,
      'c',
      'd',
    ]);
    for (let index = 0; index < 1000; index++) remember(cache, `more-${index}`);
    expect(cache.size).toBe(3);
  });

  it('lets no token that comes once push out one that comes again', () => {
    const cache = new VerifiedTokenCache(3);
    for (const name of ['a', 'b', 'c']) remember(cache, name);
    for (let index = 0; index < 1000; index++) cache.set(`once-${index}`, entry('once'));
    expect(['a', 'b', 'c'].map((name) => cache.get(name, 0)?.userId)).toEqual(['a', 'b', 'c']);
  });

  it('takes a token for new that came long ago', () => {
    const cache = new VerifiedTokenCache(2);
    for (const name of ['a', 'b', 'c', 'a']) cache.set(name, entry(name));
    expect(cache.get('a', 0)).toBeDefined();
    const others = Array.from({ length: 100 }, (_, index) => `another-${index}`);
    for (const name of ['d', ...others, 'd']) cache.set(name, entry(name));
    expect(cache.get('d', 0)).toBeUndefined();
  });

  it.each([256, 1000])('remembers every one of %i tokens that come in turn', (count) => {
    const cache = new VerifiedTokenCache(1000);
    const names = Array.from({ length: count }, (_, index) => hash('sha512', String(index), 'base64url'));
    for (const name of [...names, ...names]) cache.set(name, entry(name));
    expect(cache.size).toBe(count);
  });

  it('remembers nothing when it may hold nothing', () => {
    const cache = new VerifiedTokenCache(0);
    remember(cache, 'a');
    expect(cache.size).toBe(0);
  });

  it('replaces what it remembers of a token without letting go of another', () => {
    const cache = new VerifiedTokenCache(2);
    remember(cache, 'a');
    remember(cache, 'b');
    cache.set('b', entry('b again'));
    expect(cache.get('a', 0)?.userId).toBe('a');
    expect(cache.get('b', 0)?.userId).toBe('b again');
  });

  it('forgets expired tokens', () => {
    const cache = new VerifiedTokenCache(3);
    remember(cache, 'a');
    expect(cache.get('a', 59_999)).toBeDefined();
    expect(cache.get('a', 60_000)).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('has a bound for what it has seen when there is none for what it remembers', () => {
    const cache = new VerifiedTokenCache(Infinity);
    for (let index = 0; index < 2000; index++) remember(cache, `token-${index}`);
    expect(cache.size).toBe(2000);
    expect(cache.get('token-0', 0)?.userId).toBe('token-0');
  });

  it.each([
    ['is not published any more', { keyId: 'gone' }],
    ['another has taken the place of', { key: generateKeyPairSync('ed25519').publicKey }],
  ])('forgets tokens of a key that %s', (_, changes) => {
    const cache = new VerifiedTokenCache(3);
    remember(cache, 'a', { ...entry('a'), ...changes });
    expect(cache.get('a', 0)).toBeUndefined();
    expect(cache.size).toBe(0);
  });
});
