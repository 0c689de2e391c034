import { type TestKey, createTestKey } from '@notes/contracts';
import { KeyServer } from '../support/key-server.ts';
import { MAX_AGE, Scene, warmScene } from './scene.ts';

let server: KeyServer;
let one: TestKey;
let two: TestKey;

beforeAll(async () => {
  [server, one, two] = await Promise.all([KeyServer.start(), createTestKey('one'), createTestKey('two')]);
});

afterAll(async () => {
  await server.stop();
});

describe('rotation', () => {
  it('lets tokens of a new key in as soon as an unknown kid may be asked for', async () => {
    const warm = await warmScene(server, one);
    warm.publish(one, two);
    warm.advance(9);
    expect(await warm.status(warm.token(two))).toBe(401);
    expect(warm.fetches).toBe(1);
    warm.advance(1);
    expect(await Promise.all([two, one, two].map((key) => warm.status(warm.token(key))))).toEqual([
      200, 200, 200,
    ]);
    expect(warm.fetches).toBe(2);
  });

  it('keeps tokens of a removed key out from the first answer without it, those that were let in before included', async () => {
    const warm = await warmScene(server, one);
    const used = warm.token(one);
    expect(await warm.status(used)).toBe(200);
    warm.publish(two);
    warm.advance(MAX_AGE);
    expect(await warm.status(used)).toBe(200);
    expect(warm.fetches).toBe(1);
    warm.advance(1);
    // The call that notices that the keys are due does not wait for them.
    expect(await warm.status(used)).toBe(200);
    await warm.settled();
    expect(warm.fetches).toBe(2);
    for (const token of [used, warm.token(one)]) expect(await warm.verdict(token)).toBe('unknown-key');
    expect(await warm.status(used)).toBe(401);
    expect(await warm.status(warm.token(two))).toBe(200);
    expect(warm.fetches).toBe(2);
  });

  it('goes on from keys that were embedded at deploy time', async () => {
    const deployed = new Scene(server, { embedded: [one] });
    deployed.publish(two);
    expect(await deployed.status(deployed.token(one))).toBe(200);
    expect(deployed.fetches).toBe(0);
    expect(await deployed.status(deployed.token(two))).toBe(200);
    expect(deployed.fetches).toBe(1);
    expect(await deployed.status(deployed.token(one))).toBe(401);
  });
});
