import { type TestKey, createTestKey } from '@notes/contracts';
import { recordFigures } from '../support/figures.ts';
import { KeyServer } from '../support/key-server.ts';
import * as misbehaviour from './misbehaviour.ts';
import { ATTEMPTS, Scene, warmScene } from './scene.ts';

const figures: Record<string, number> = {};
let server: KeyServer;
let one: TestKey;
let two: TestKey;

beforeAll(async () => {
  [server, one, two] = await Promise.all([KeyServer.start(), createTestKey('one'), createTestKey('two')]);
});

afterAll(async () => {
  await server.stop();
  recordFigures('jwks-floods', figures);
});

describe('a flood of 10,000 unknown kids', () => {
  const FLOOD = 10_000;

  it('all at once, into a cold start, makes one fetch', async () => {
    const cold = new Scene(server);
    cold.publish(one);
    const verdicts = await Promise.all(
      Array.from({ length: FLOOD }, () => cold.verdict(cold.strangeToken())),
    );
    expect(new Set(verdicts)).toEqual(new Set(['unknown-key']));
    expect(cold.fetches).toBe(1);
    expect(await cold.status(cold.token(one))).toBe(200);
    figures['fetches for 10,000 unknown kids at once'] = cold.fetches;
  });

  it('in a hundred seconds makes a fetch every ten, and keeps nobody out', async () => {
    const warm = await warmScene(server, one);
    for (let second = 1; second <= 100; second++) {
      warm.advance(1);
      const flood = Array.from({ length: FLOOD / 100 }, () => warm.verdict(warm.strangeToken()));
      expect(await warm.status(warm.token(one))).toBe(200);
      expect(new Set(await Promise.all(flood))).toEqual(new Set(['unknown-key']));
    }
    expect(warm.fetches).toBe(1 + 10);
    figures['fetches for 10,000 unknown kids in a hundred seconds'] = warm.fetches - 1;
  });

  it('in a hundred seconds of an outage makes two fetches every ten, is never a 401 and keeps nobody out', async () => {
    const warm = await warmScene(server, one);
    warm.serve(misbehaviour.resets);
    for (let second = 1; second <= 100; second++) {
      warm.advance(1);
      const flood = Array.from({ length: FLOOD / 100 }, () => warm.verdict(warm.strangeToken()));
      expect(await warm.status(warm.token(one))).toBe(200);
      const reasons = new Set(await Promise.all(flood));
      // Until somebody has asked in vain, the keys as they are known are the answer.
      expect(reasons).toEqual(new Set([second < 10 ? 'unknown-key' : 'keys-unavailable']));
    }
    expect(warm.fetches).toBe(1 + 10 * ATTEMPTS);
    figures['fetches for 10,000 unknown kids in a hundred seconds of an outage'] = warm.fetches - 1;
  });
});

describe('a hundred calls at once into a cold start', () => {
  it('make one fetch', async () => {
    const cold = new Scene(server);
    cold.publish(one, two);
    const keys = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? one : two));
    const statuses = await Promise.all(keys.map((key) => cold.status(cold.token(key))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(cold.fetches).toBe(1);
    figures['fetches for a hundred calls at once into a cold start'] = cold.fetches;
  });

  it('make two fetches of an issuer that fails, and are all 500', async () => {
    const cold = new Scene(server);
    cold.serve(misbehaviour.resets);
    const statuses = await Promise.all(Array.from({ length: 100 }, () => cold.status(cold.token(one))));
    expect(new Set(statuses)).toEqual(new Set([500]));
    expect(cold.fetches).toBe(ATTEMPTS);
  });
});
