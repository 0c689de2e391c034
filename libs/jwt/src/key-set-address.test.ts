import { TestClock, type TestKey, createKeyFor } from '@notes/contracts';
import { type FindJwksUrl, KeySet, type KeySetOptions } from './key-set.ts';
import { ES256, type SignatureAlgorithm } from './signature-algorithms.ts';

const LIMITS = { timeoutMs: 2000, maxBytes: 65_536 };
const down = new Error('down');

let key: TestKey;
beforeAll(async () => {
  key = await createKeyFor('ES256', 'one');
});

interface SceneOptions {
  readonly url: string | FindJwksUrl;
  readonly fetchJwks?: KeySetOptions['fetchJwks'];
  readonly algorithms?: readonly SignatureAlgorithm[];
}

/** A key set, and where it fetched from. The fetches give the key unless it is said what they do. */
function scene({ url, fetchJwks, algorithms = [ES256] }: SceneOptions) {
  const clock = new TestClock();
  const fetched: unknown[] = [];
  const keys = new KeySet({
    url,
    algorithms,
    clock,
    maxAgeSeconds: 900,
    cooldownSeconds: 10,
    outageSeconds: 900,
    fetchLimits: LIMITS,
    fetchJwks: async (from, limits) => {
      fetched.push([from, limits]);
      return fetchJwks ? fetchJwks(from, limits) : JSON.stringify({ keys: [key.jwk] });
    },
  });
  return { keys, clock, fetched };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const unavailable = (cause: Error) => ({ code: 'unavailable', reason: 'keys-unavailable', cause });

describe('KeySet', () => {
  it('fetches from the address that it is given, within the limits', async () => {
    const { keys, fetched } = scene({ url: 'https://issuer.example/a' });
    await keys.find('ES256 one');
    expect(fetched).toEqual([['https://issuer.example/a', LIMITS]]);
  });

  it('takes the keys of its algorithms, and those of RS256 where none is named', async () => {
    const { keys } = scene({ url: 'https://issuer.example/a' });
    expect((await keys.find('ES256 one')).equals(key.publicKey)).toBe(true);
    await expect(keys.find('one')).rejects.toMatchObject({ reason: 'unknown-key' });

    const issuer = { url: 'https://issuer.example/a', clock: new TestClock(), fetchLimits: LIMITS };
    const times = { maxAgeSeconds: 900, cooldownSeconds: 10, outageSeconds: 900 };
    const fetchJwks = async () => JSON.stringify({ keys: [key.jwk] });
    const ofRs256 = new KeySet({ ...issuer, ...times, fetchJwks });
    await expect(ofRs256.find('ES256 one')).rejects.toMatchObject({
      reason: 'keys-unavailable',
      cause: new TypeError('No key of the JSON Web Key Set can verify RS256 signatures.'),
    });
  });

  it('asks for an address each time that it fetches', async () => {
    const attempts: number[] = [];
    const { keys, clock, fetched } = scene({
      url: async (attempt) => `https://issuer.example/${attempts.push(attempt)}`,
    });
    expect(attempts).toEqual([]);
    await keys.find('ES256 one');
    clock.advance(901_000);
    keys.peek('ES256 one');
    await settled();
    expect(attempts).toEqual([1, 1]);
    expect(fetched).toEqual([
      ['https://issuer.example/1', LIMITS],
      ['https://issuer.example/2', LIMITS],
    ]);
  });

  it('asks a second time for an address when it got none', async () => {
    const { keys, fetched } = scene({
      url: async (attempt) => {
        if (attempt === 1) throw down;
        return `https://issuer.example/${attempt}`;
      },
    });
    await expect(keys.find('ES256 one')).resolves.toBeDefined();
    expect(fetched).toEqual([['https://issuer.example/2', LIMITS]]);
  });

  it('asks a second time for an address when no keys are at the first', async () => {
    const { keys, fetched } = scene({
      url: async (attempt) => `https://issuer.example/${attempt}`,
      fetchJwks: async (from) => (from.endsWith('/1') ? '{"keys":[]}' : JSON.stringify({ keys: [key.jwk] })),
    });
    await expect(keys.find('ES256 one')).resolves.toBeDefined();
    expect(fetched).toEqual([
      ['https://issuer.example/1', LIMITS],
      ['https://issuer.example/2', LIMITS],
    ]);
  });

  it('is unavailable, for the last reason, when it gets no address twice', async () => {
    const attempts: number[] = [];
    const reasons = [new Error('reset'), down];
    const { keys, fetched } = scene({
      url: async (attempt) => {
        attempts.push(attempt);
        throw reasons[attempt - 1] ?? new Error('a third attempt');
      },
    });
    await expect(keys.find('ES256 one')).rejects.toMatchObject(unavailable(down));
    expect(attempts).toEqual([1, 2]);
    expect(fetched).toEqual([]);
  });

  const never = () => new Promise<string>(() => undefined);

  // Two fetches of two seconds, or four where each has to find the address first; and a second.
  it.each<[string, string | FindJwksUrl, number]>([
    ['is known', 'https://issuer.example/a', 5000],
    ['must be found', async () => 'https://issuer.example/a', 9000],
  ])('waits for a fetch as long as it can take when the address %s', async (_, url, longest) => {
    const { keys, clock, fetched } = scene({ url, fetchJwks: never });
    void keys.find('ES256 one');
    await settled();
    clock.advance(longest);
    void keys.find('ES256 one');
    await settled();
    expect(fetched).toHaveLength(1);
    clock.advance(1);
    void keys.find('ES256 one');
    await settled();
    expect(fetched).toHaveLength(2);
  });
});
