import { browserPlatform, queueOfThisTab } from './platform.ts';

describe('the queue of this tab', () => {
  it('does one thing after another, whatever becomes of each', async () => {
    const exclusively = queueOfThisTab();
    const order: string[] = [];
    const work = (name: string, fails: boolean) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
    const first = exclusively('lock', work('first', true));
    const second = exclusively('lock', work('second', false));
    await expect(first).rejects.toThrow('first');
    await second;
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });
});

describe('the browser', () => {
  const page = new EventTarget();
  const sheet = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  const own: Record<string, unknown> = {
    document: sheet,
    addEventListener: page.addEventListener.bind(page),
    navigator: { locks: undefined },
  };
  const before = Object.keys(own).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );

  beforeEach(() => {
    for (const [name, value] of Object.entries(own)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  });

  afterEach(() => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  });

  it('tells when the connection comes and goes and when the page is looked at, until told not to', () => {
    const heard: string[] = [];
    const stop = browserPlatform().watch((event) => heard.push(event));
    page.dispatchEvent(new Event('offline'));
    page.dispatchEvent(new Event('online'));
    sheet.dispatchEvent(new Event('visibilitychange'));
    sheet.visibilityState = 'visible';
    sheet.dispatchEvent(new Event('visibilitychange'));
    stop();
    page.dispatchEvent(new Event('online'));
    expect(heard).toEqual(['offline', 'online', 'visible']);
  });

  it('takes turns by Web Locks, or in this tab where there are none', async () => {
    const request = jest.fn(async (_name: string, work: () => Promise<void>) => work());
    const work = jest.fn(async () => undefined);
    Object.assign(globalThis, { navigator: { locks: { request } } });
    await browserPlatform().exclusively('lock', work);
    expect(request).toHaveBeenCalledWith('lock', work);
    Object.assign(globalThis, { navigator: {} });
    await browserPlatform().exclusively('lock', work);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('reaches other tabs by a channel, or nobody where there is none', async () => {
    const { openChannel } = browserPlatform();
    const [one, other] = [openChannel('notes'), openChannel('notes')];
    const heard = new Promise((resolve) => other.listen(resolve));
    one.post({ changed: 1 });
    expect(await heard).toEqual({ changed: 1 });
    one.close();
    other.close();

    const { BroadcastChannel } = globalThis;
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
    try {
      const alone = browserPlatform().openChannel('notes');
      alone.listen(() => undefined);
      alone.post('nothing');
      alone.close();
    } finally {
      Object.assign(globalThis, { BroadcastChannel });
    }
  });

  it('has the time, chance, ids in the order of creation, and timers that can be called off', async () => {
    const { now, random, newId, schedule } = browserPlatform();
    expect(Math.abs(now() - Date.now())).toBeLessThan(60_000);
    expect(random()).toBeLessThan(1);
    const ids = Array.from({ length: 50 }, newId);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    const cancelled = jest.fn();
    schedule(cancelled, 0)();
    await new Promise<void>((resolve) => void schedule(resolve, 1));
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('waits long where a timer cannot wait that long', async () => {
    const { schedule } = browserPlatform();
    const early = jest.fn();
    const cancel = schedule(early, 2 ** 31);
    await new Promise((resolve) => setTimeout(resolve, 20));
    cancel();
    expect(early).not.toHaveBeenCalled();
  });
});
