import { TestClock, type TestKey, createTestKey } from '@notes/contracts';
import { importKeys } from './json-web-keys.ts';
import { KeySet } from './key-set.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const unavailable = { code: 'unavailable', reason: 'keys-unavailable' };
const unknown = { code: 'unauthorized', reason: 'unknown-key' };

let one: TestKey;
let two: TestKey;
beforeAll(async () => {
  [one, two] = await Promise.all([createTestKey('one'), createTestKey('two')]);
});

const text = (...keys: TestKey[]) => JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });

/** A key set whose issuer answers as `answer` says at the moment; an Error is a fetch that fails. */
function scene({ embedded, maxAgeSeconds = 15 * 60 }: { embedded?: TestKey[]; maxAgeSeconds?: number } = {}) {
  const clock = new TestClock();
  const issuer = { answer: text(one) as string | Error | Promise<string>, fetches: 0 };
  const keys = new KeySet({
    url: 'https://issuer.example/jwks.json',
    clock,
    maxAgeSeconds,
    cooldownSeconds: 10,
    outageSeconds: 6 * 3600,
    fetchLimits: { timeoutMs: 2000, maxBytes: 65_536 },
    fetchJwks: async () => {
      issuer.fetches++;
      if (issuer.answer instanceof Error) throw issuer.answer;
      return issuer.answer;
    },
    ...(embedded && { embedded: importKeys(JSON.parse(text(...embedded))) }),
  });
  return { clock, issuer, keys };
}

/** Lets everything happen that needs no more than the answers which are there. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('KeySet', () => {
  it('fetches once for a hundred callers', async () => {
    const { keys, issuer } = scene();
    await Promise.all(Array.from({ length: 100 }, () => keys.find('RS256 one')));
    expect(issuer.fetches).toBe(1);
    expect(keys.peek('RS256 one')?.equals(one.publicKey)).toBe(true);
  });

  it('tries a second time at once, and then no more', async () => {
    const { keys, issuer } = scene();
    issuer.answer = new Error('reset');
    await expect(keys.find('RS256 one')).rejects.toMatchObject({ ...unavailable, cause: issuer.answer });
    expect(issuer.fetches).toBe(2);
  });

  it('is content with a second try that succeeds', async () => {
    const { keys, issuer } = scene();
    issuer.answer = new Error('reset');
    const found = keys.find('RS256 one');
    issuer.answer = text(one);
    await expect(found).resolves.toBeDefined();
    expect(issuer.fetches).toBe(2);
  });

  it('does not ask again within a second while it has no keys', async () => {
    const { keys, issuer, clock } = scene();
    issuer.answer = new Error('down');
    await expect(keys.find('RS256 one')).rejects.toMatchObject(unavailable);
    clock.advance(900);
    await expect(keys.find('RS256 one')).rejects.toMatchObject(unavailable);
    expect(issuer.fetches).toBe(2);
    issuer.answer = text(one);
    clock.advance(100);
    await expect(keys.find('RS256 one')).resolves.toBeDefined();
  });

  it('uses embedded keys without a fetch', () => {
    const { keys, issuer } = scene({ embedded: [one] });
    expect(keys.peek('RS256 one')?.equals(one.publicKey)).toBe(true);
    expect(issuer.fetches).toBe(0);
  });

  it('asks for a key that is not among the embedded ones', async () => {
    const { keys, issuer } = scene({ embedded: [one] });
    issuer.answer = text(one, two);
    await expect(keys.find('RS256 two')).resolves.toBeDefined();
    expect(issuer.fetches).toBe(1);
  });

  it('refreshes in the background past the max age, and forgets a removed key', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = text(two);
    clock.advance(15 * MINUTE);
    keys.peek('RS256 one');
    expect(issuer.fetches).toBe(0);
    clock.advance(1000);
    expect(keys.peek('RS256 one')).toBeDefined();
    expect(keys.peek('RS256 one')).toBeDefined();
    await settled();
    expect(issuer.fetches).toBe(1);
    expect(keys.peek('RS256 one')).toBeUndefined();
    expect(keys.peek('RS256 two')).toBeDefined();
  });

  it('keeps a key that stays published as the same object', async () => {
    const { keys, clock } = scene();
    const before = await keys.find('RS256 one');
    clock.advance(HOUR);
    keys.peek('RS256 one');
    await settled();
    expect(keys.peek('RS256 one')).toBe(before);
  });

  it('never refreshes in the background when the max age is infinite', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one], maxAgeSeconds: Infinity });
    clock.advance(10_000 * HOUR);
    expect(keys.peek('RS256 one')).toBeDefined();
    await expect(keys.find('RS256 none')).rejects.toMatchObject(unknown);
    expect(issuer.fetches).toBe(1);
  });

  it('fetches for unknown kids once in a cool-down, however many come', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    for (let second = 0; second < 30; second++) {
      const flood = Array.from({ length: 50 }, (_, index) => keys.find(`RS256 ${second}-${index}`));
      for (const outcome of await Promise.allSettled(flood))
        expect(outcome).toMatchObject({ reason: unknown });
      clock.advance(1000);
    }
    expect(issuer.fetches).toBe(3);
  });

  it('serves the last good keys through an outage, within the bound', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = new Error('down');
    clock.advance(6 * HOUR + 15 * MINUTE);
    expect(keys.peek('RS256 one')).toBeDefined();
    await settled();
    expect(keys.peek('RS256 one')).toBeDefined();
    await expect(keys.find('RS256 two')).rejects.toMatchObject({ ...unavailable, cause: issuer.answer });
  });

  it('finds the last good keys up to the bound, and asks again as soon as the cool-down is over', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = new Error('down');
    clock.advance(6 * HOUR + 15 * MINUTE);
    await expect(keys.find('RS256 one')).resolves.toBeDefined();
    expect(issuer.fetches).toBe(2);
    const later = scene({ embedded: [one] });
    later.issuer.answer = new Error('down');
    later.clock.advance(HOUR);
    later.keys.peek('RS256 one');
    await settled();
    later.clock.advance(10_000);
    later.keys.peek('RS256 one');
    await settled();
    expect(later.issuer.fetches).toBe(4);
  });

  it('tries again after a second when it never had a key, however long keys may serve', async () => {
    const { keys, issuer, clock } = scene({ maxAgeSeconds: Infinity });
    issuer.answer = new Error('down');
    await expect(keys.find('RS256 one')).rejects.toThrow('The keys of the issuer cannot be had.');
    clock.advance(1000);
    issuer.answer = text(one);
    await expect(keys.find('RS256 one')).resolves.toBeDefined();
    await expect(keys.find('RS256 two')).rejects.toThrow('no key of its kid is published');
  });

  it('asks a failing issuer once in a cool-down', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = new Error('down');
    clock.advance(HOUR);
    for (let second = 0; second < 30; second++) {
      expect(keys.peek('RS256 one')).toBeDefined();
      await settled();
      clock.advance(1000);
    }
    expect(issuer.fetches).toBe(2 * 3);
  });

  it('is unavailable past the bound, until the issuer answers again', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = new Error('down');
    clock.advance(6 * HOUR + 15 * MINUTE + 1000);
    expect(keys.peek('RS256 one')).toBeUndefined();
    await expect(keys.find('RS256 one')).rejects.toMatchObject(unavailable);
    issuer.answer = text(one);
    clock.advance(1000);
    await expect(keys.find('RS256 one')).resolves.toBeDefined();
    expect(keys.peek('RS256 one')).toBeDefined();
  });

  it.each(['', 'nonsense', '{}', '{"keys":[]}', '{"keys":[{"kty":"oct","kid":"one","k":"AA"}]}'])(
    'never replaces good keys by %j',
    async (answer) => {
      const { keys, issuer, clock } = scene({ embedded: [one] });
      issuer.answer = answer;
      clock.advance(HOUR);
      keys.peek('RS256 one');
      await settled();
      expect(issuer.fetches).toBe(2);
      expect(keys.peek('RS256 one')).toBeDefined();
    },
  );

  it('gives up a refresh that was frozen with the process, and ignores what it brings later', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    let thaw: (answer: string) => void = () => undefined;
    issuer.answer = new Promise<string>((resolve) => (thaw = resolve));
    clock.advance(HOUR);
    keys.peek('RS256 one');
    await settled();

    clock.advance(HOUR);
    issuer.answer = text(two);
    await expect(keys.find('RS256 two')).resolves.toBeDefined();
    thaw(text(one));
    await settled();
    expect(keys.peek('RS256 one')).toBeUndefined();
    expect(keys.peek('RS256 two')).toBeDefined();
  });

  it('gives a refresh up a second after both of its tries must have run into their time-outs', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = new Promise<string>(() => undefined);
    clock.advance(HOUR);
    keys.peek('RS256 one');
    await settled();

    issuer.answer = text(two);
    clock.advance(5000);
    let isOver = false;
    void keys.find('RS256 two').finally(() => (isOver = true));
    await settled();
    expect({ isOver, fetches: issuer.fetches }).toEqual({ isOver: false, fetches: 1 });
    clock.advance(10_000);
    await expect(keys.find('RS256 two')).resolves.toBeDefined();
    expect(issuer.fetches).toBe(2);
  });

  describe('when the clock is set back by a day', () => {
    it('refreshes a max age later, not a day later', async () => {
      const { keys, issuer, clock } = scene({ embedded: [one, two] });
      clock.advance(-24 * HOUR);
      expect(keys.peek('RS256 two')).toBeDefined();
      clock.advance(15 * MINUTE + 1);
      expect(keys.peek('RS256 two')).toBeDefined();
      await settled();
      expect(issuer.fetches).toBe(1);
      expect(keys.peek('RS256 two')).toBeUndefined();
    });

    it('asks for an unknown kid again a cool-down later', async () => {
      const { keys, issuer, clock } = scene();
      await expect(keys.find('RS256 two')).rejects.toMatchObject(unknown);
      issuer.answer = text(one, two);
      clock.advance(-24 * HOUR);
      await expect(keys.find('RS256 two')).rejects.toMatchObject(unknown);
      clock.advance(10_000);
      await expect(keys.find('RS256 two')).resolves.toBeDefined();
      expect(issuer.fetches).toBe(2);
    });

    it('gives a refresh up that never ends, when its time has passed by the new time', async () => {
      const { keys, issuer, clock } = scene();
      issuer.answer = new Promise(() => undefined);
      void keys.find('RS256 one');
      clock.advance(-24 * HOUR);
      void keys.find('RS256 one');
      issuer.answer = text(one);
      clock.advance(5001);
      await expect(keys.find('RS256 one')).resolves.toBeDefined();
    });
  });

  it('says unknown rather than unavailable as soon as the issuer has answered again', async () => {
    const { keys, issuer, clock } = scene({ embedded: [one] });
    issuer.answer = new Error('down');
    await expect(keys.find('RS256 two')).rejects.toMatchObject(unavailable);
    issuer.answer = text(one);
    clock.advance(10_000);
    await expect(keys.find('RS256 two')).rejects.toMatchObject(unknown);
  });

  it('makes those who wait for a refresh that was given up wait for the next', async () => {
    const { keys, issuer, clock } = scene();
    let thaw: (answer: string) => void = () => undefined;
    issuer.answer = new Promise<string>((resolve) => (thaw = resolve));
    const first = keys.find('RS256 one');
    await settled();

    clock.advance(HOUR);
    let answerNext: (answer: string) => void = () => undefined;
    issuer.answer = new Promise<string>((resolve) => (answerNext = resolve));
    const second = keys.find('RS256 one');
    thaw(text(two));
    await settled();
    answerNext(text(one));
    expect(await first).toBe(await second);
  });
});
