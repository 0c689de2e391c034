import { type TestKey, createTestKey } from '@notes/contracts';
import { recordFigures } from '../support/figures.ts';
import { KeyServer } from '../support/key-server.ts';
import * as misbehaviour from './misbehaviour.ts';
import { ATTEMPTS, MAX_AGE, OUTAGE, warmScene } from './scene.ts';

const MINUTE = 60;

const figures: Record<string, number> = {};
let server: KeyServer;
let one: TestKey;
let two: TestKey;

beforeAll(async () => {
  [server, one, two] = await Promise.all([KeyServer.start(), createTestKey('one'), createTestKey('two')]);
});

afterAll(async () => {
  await server.stop();
  recordFigures('jwks-outages', figures);
});

describe('an outage of ten minutes with warm keys', () => {
  it('right after a fetch is not even noticed', async () => {
    const warm = await warmScene(server, one);
    warm.serve(misbehaviour.resets);
    for (let second = 0; second < 10 * MINUTE; second++) {
      warm.advance(1);
      expect(await warm.status(warm.token(one))).toBe(200);
    }
    expect(warm.fetches).toBe(1);
  });

  it('when the keys are due lets every genuine token in, and asks the issuer twice every ten seconds', async () => {
    const warm = await warmScene(server, one);
    warm.serve(misbehaviour.resets);
    warm.advance(MAX_AGE);
    for (let second = 0; second < 10 * MINUTE; second++) {
      warm.advance(1);
      expect(await warm.status(warm.token(one))).toBe(200);
      expect(await warm.settled()).toBe('keys-unavailable');
    }
    expect(warm.fetches).toBe(1 + 60 * ATTEMPTS);
    figures['fetches in ten minutes of outage, with 600 tokens let in'] = warm.fetches - 1;

    warm.publish(one);
    warm.advance(10);
    expect(await warm.status(warm.token(one))).toBe(200);
    expect(await warm.settled()).toBe('unknown-key');
    expect(warm.fetches).toBe(2 + 60 * ATTEMPTS);
  });

  it('makes nobody wait for an issuer that never answers', async () => {
    const warm = await warmScene(server, one);
    const asked = Promise.withResolvers<boolean>();
    warm.serve(() => {
      asked.resolve(true);
    });
    warm.advance(MAX_AGE + 1);
    expect(await warm.status(warm.token(one))).toBe(200);
    await asked.promise;
    expect(await warm.status(warm.token(one))).toBe(200);
    expect(warm.fetches).toBe(2);
  });
});

describe('an outage past its bound', () => {
  it('is 500 for everybody: never a way in, never a 401', async () => {
    const warm = await warmScene(server, one);
    const used = warm.token(one);
    expect(await warm.status(used)).toBe(200);
    warm.serve(misbehaviour.fails(500));

    warm.advance(MAX_AGE + OUTAGE);
    expect(await warm.status(used)).toBe(200);
    await warm.settled();
    warm.advance(1);
    const forged = warm.token({ ...two, kid: one.kid });
    for (const token of [used, warm.token(one), warm.token(two), warm.strangeToken(), forged]) {
      expect(await warm.verdict(token)).toBe('keys-unavailable');
      expect(await warm.status(token)).toBe(500);
    }
    expect(await warm.status('a.b.c')).toBe(401);
    figures['seconds for which warm keys outlast an issuer'] = MAX_AGE + OUTAGE;

    warm.publish(one);
    warm.advance(1);
    expect(await warm.status(used)).toBe(200);
    expect(await warm.status(forged)).toBe(401);
  });

  it('in which nobody listens at all is the same', async () => {
    const warm = await warmScene(server, one);
    await server.stop();
    warm.advance(MAX_AGE + 1);
    expect(await warm.status(warm.token(one))).toBe(200);
    await warm.settled();
    warm.advance(OUTAGE);
    expect(await warm.status(warm.token(one))).toBe(500);
    await server.listen();
    warm.advance(1);
    expect(await warm.status(warm.token(one))).toBe(200);
    expect(warm.fetches).toBe(2);
  });

  it('begins anew with every answer: keys that were fetched again serve as long as the first', async () => {
    const warm = await warmScene(server, one);
    for (let round = 0; round < 3; round++) {
      warm.publish(one);
      warm.advance(MAX_AGE + OUTAGE - 1);
      expect(await warm.status(warm.token(one))).toBe(200);
      await warm.settled();
      warm.serve(misbehaviour.fails(500));
      warm.advance(MAX_AGE + OUTAGE);
      expect(await warm.status(warm.token(one))).toBe(200);
      await warm.settled();
      warm.publish(one);
      warm.advance(10);
      expect(await warm.status(warm.token(one))).toBe(200);
      await warm.settled();
    }
  });
});
