import type { RequestListener } from 'node:http';
import { type TestKey, createTestKey } from '@notes/contracts';
import { recordFigures } from '../support/figures.ts';
import { KeyServer, answering } from '../support/key-server.ts';
import * as misbehaviour from './misbehaviour.ts';
import { ATTEMPTS, FETCH_TIMEOUT_SECONDS, MAX_AGE, Scene, keySet, warmScene } from './scene.ts';

/** Everything but what a time-out is made of. */
const REAL = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
] as const;

let server: KeyServer;
let one: TestKey;

beforeAll(async () => {
  jest.useFakeTimers({ doNotFake: [...REAL] });
  [server, one] = await Promise.all([KeyServer.start(), createTestKey('one')]);
});

afterAll(async () => {
  jest.useRealTimers();
  await server.stop();
  recordFigures('jwks-faults', {
    'ways in which an issuer fails, cold, once and warm': Object.keys(faults).length,
  });
});

/** The server decides when the time-out of the fetch runs out, so that no machine is too slow or too fast. */
const timeOut = () => {
  jest.advanceTimersByTime(FETCH_TIMEOUT_SECONDS * 1000);
};

const faults: Readonly<Record<string, () => RequestListener>> = {
  'never answers': () => misbehaviour.neverAnswers(timeOut),
  'drips its answer': () => misbehaviour.drips(timeOut),
  'resets the connection': () => misbehaviour.resets,
  'resets the connection halfway': () => misbehaviour.resetsHalfway(JSON.stringify(keySet(one))),
  'truncates its answer': () => misbehaviour.truncates(JSON.stringify(keySet(one))),
  'hangs up': () => misbehaviour.hangsUp,
  'speaks no HTTP': () => misbehaviour.speaksNoHttp,
  'never ends its answer': () => misbehaviour.neverEnds,
  'never ends its headers': () => misbehaviour.neverEndsItsHeaders,
  'answers 500': () => misbehaviour.fails(500),
  'answers 503': () => misbehaviour.fails(503),
  'answers 429': () => misbehaviour.fails(429),
  'answers 404': () => misbehaviour.fails(404),
};

describe.each(Object.entries(faults))('an issuer that %s', (_, fault) => {
  it('leaves a cold start without keys: 500, two fetches, and no more within a second', async () => {
    const cold = new Scene(server);
    cold.serve(fault());
    expect(await cold.status(cold.token(one))).toBe(500);
    expect(cold.fetches).toBe(ATTEMPTS);
    expect(await cold.verdict(cold.token(one))).toBe('keys-unavailable');
    expect(await cold.status(cold.strangeToken())).toBe(500);
    expect(cold.fetches).toBe(ATTEMPTS);

    cold.publish(one);
    cold.advance(1);
    expect(await cold.status(cold.token(one))).toBe(200);
    expect(cold.fetches).toBe(ATTEMPTS + 1);
  });

  it('once, is asked a second time, and nobody notices', async () => {
    const cold = new Scene(server);
    cold.serve(misbehaviour.first(1, fault(), answering(keySet(one))));
    expect(await cold.status(cold.token(one))).toBe(200);
    expect(cold.fetches).toBe(2);
  });

  it('keeps nobody out while the keys are warm', async () => {
    const warm = await warmScene(server, one);
    warm.serve(fault());
    warm.advance(MAX_AGE + 1);
    expect(await warm.status(warm.token(one))).toBe(200);
    expect(await warm.settled()).toBe('keys-unavailable');
    expect(await warm.status(warm.token(one))).toBe(200);
    expect(warm.fetches).toBe(1 + ATTEMPTS);
  });
});
