import { generateKeyPairSync } from 'node:crypto';
import { type VerifiedToken, userId } from '@notes/domain';
import { manualClock } from '../test-fixtures/support.ts';
import { KeySet } from './key-set.ts';
import { VerifiedTokenCache } from './verified-token-cache.ts';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const clock = manualClock(0);
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
  return { verified, keys, kid: 'one', key };
}

describe('VerifiedTokenCache', () => {
  it('holds no more than it may, and lets go of what was asked for least recently', () => {
    const cache = new VerifiedTokenCache(3);
    for (const name of ['a', 'b', 'c']) cache.set(name, entry(name));
    cache.get('a', 0);
    cache.set('d', entry('d'));
    expect(['a', 'b', 'c', 'd'].map((name) => cache.get(name, 0)?.userId)).toEqual([
      'a',
      undefined,
      'c',
      'd',
    ]);
    for (let index = 0; index < 1000; index++) cache.set(`more-${index}`, entry('more'));
    expect(cache.size).toBe(3);
  });

  it('remembers nothing when it may hold nothing', () => {
    const cache = new VerifiedTokenCache(0);
    cache.set('a', entry('a'));
    expect(cache.size).toBe(0);
  });

  it('replaces what it remembers of a token without letting go of another', () => {
    const cache = new VerifiedTokenCache(2);
    cache.set('a', entry('a'));
    cache.set('b', entry('b'));
    cache.set('b', entry('b again'));
    expect(cache.get('a', 0)?.userId).toBe('a');
    expect(cache.get('b', 0)?.userId).toBe('b again');
  });

  it('forgets expired tokens', () => {
    const cache = new VerifiedTokenCache(3);
    cache.set('a', entry('a'));
    expect(cache.get('a', 59_999)).toBeDefined();
    expect(cache.get('a', 60_000)).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('forgets tokens of a key that is not published any more', () => {
    const cache = new VerifiedTokenCache(3);
    cache.set('a', { ...entry('a'), kid: 'gone' });
    expect(cache.get('a', 0)).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('digests a token to 32 bytes', () => {
    expect(Buffer.from(VerifiedTokenCache.digest('token'), 'base64')).toHaveLength(32);
    expect(VerifiedTokenCache.digest('token')).not.toBe(VerifiedTokenCache.digest('tokem'));
  });
});
