import type { LambdaFunction } from './lambda.ts';
import { ResultCache } from './result-cache.ts';
import { ManualClock, allowAll, policyFor, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const lambda = (handler: LambdaFunction, rest = {}) => ({
  authorizer: { type: 'lambda' as const, handler, ...rest },
});

describe('the cache of results', () => {
  const onlyMethod: LambdaFunction = (event) =>
    Promise.resolve(policyFor((event as { methodArn: string }).methodArn));

  it('spares the function until the TTL is over', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway(lambda(handler, { ttlSeconds: 60 }));
    await gateway.send({});
    gateway.clock.time += 59_999;
    await gateway.send({});
    expect(handler).toHaveBeenCalledTimes(1);
    expect(gateway.log.map(({ authorizer }) => authorizer)).toEqual(['allowed', 'allowed-from-cache']);
    gateway.clock.time += 1;
    await gateway.send({});
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('keeps the policy, not the decision: a policy for one method refuses the next', async () => {
    const gateway = await startGateway(lambda(onlyMethod));
    expect((await gateway.send({ path: '/notes/a' })).status).toBe(200);
    expect((await gateway.send({ path: '/notes/b' })).status).toBe(403);
    gateway.clock.time += 300_000;
    expect((await gateway.send({ path: '/notes/b' })).status).toBe(200);
  });

  it('is per token', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway(lambda(handler));
    await gateway.send({});
    await gateway.send({ headers: { Authorization: 'another.token.here' } });
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('keeps no refusal', async () => {
    const handler = jest.fn(() => Promise.reject(new Error('Unauthorized')));
    const gateway = await startGateway(lambda(handler));
    await gateway.send({});
    await gateway.send({});
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('is off with a TTL of 0', async () => {
    const handler = jest.fn(onlyMethod);
    const gateway = await startGateway(lambda(handler, { ttlSeconds: 0 }));
    await gateway.send({ path: '/notes/a' });
    expect((await gateway.send({ path: '/notes/b' })).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it.each([-1, 3601, Number.NaN])('refuses a TTL of %d', async (ttlSeconds) => {
    await expect(startGateway(lambda(allowAll(), { ttlSeconds }))).rejects.toThrow(
      'ttlSeconds must be 0 to 3600',
    );
  });

  it('makes room for the newest', () => {
    const cache = new ResultCache<number>({ clock: new ManualClock(), ttlMs: 1000, maxEntries: 2 });
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    cache.set('c', 4);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([3, undefined, 4]);
  });
});
