import 'fake-indexeddb/auto';
import type { Fault } from './test-support/device.ts';
import { LATER, SOON, until, withOneDevice } from './test-support/one-device.ts';

const one = withOneDevice();

describe('trouble on the way', () => {
  it.each<Fault>(['refused', 'lost', 503, 429, 500])('is tried again by itself (%s)', async (fault) => {
    one().device.faults.push(fault);
    const { noteid } = await one().store.create('one');
    await one().advance(SOON);
    expect(one().store.sync.value).toMatchObject({ status: 'offline', pending: 1 });
    expect(one().onlyNote()).toMatchObject({ text: 'one', state: 'waiting' });
    await one().advance(LATER);
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
    expect(one().store.sync.value).toMatchObject({ status: 'idle', pending: 0 });
  });

  it('backs off further and further', async () => {
    one().device.weather = 'refused';
    const tries = jest.spyOn(one().device.client, 'create');
    await one().store.create('one');
    await one().advance(60_000);
    const early = tries.mock.calls.length;
    await one().advance(60_000);
    expect(early).toBeGreaterThan(3);
    expect(tries.mock.calls.length - early).toBeLessThan(4);
  });

  it('resends exactly what was sent, and after it what was typed since', async () => {
    one().device.faults.push('lost');
    const { noteid, revision } = await one().store.create('one');
    await one().advance(SOON);
    await one().store.write(noteid, 'two', revision);
    one().tab.announce('online');
    await one().settle();
    await one().advance(SOON);
    expect(one().written).toEqual(['POST /notes', 'POST /notes', `PUT /notes/${noteid}`]);
    expect(await one().api.texts()).toEqual({ [noteid]: 'two' });
    expect(one().onlyNote().state).toBe('saved');
  });

  it('resends after a crash', async () => {
    const { noteid, revision } = await one().saved('one');
    one().device.faults.push('silent');
    await one().store.write(noteid, 'two', revision);
    void one().advance(SOON);
    await until(() => one().written.includes(`PUT /notes/${noteid}`));
    await one().reopen();
    expect(one().written).toEqual(['POST /notes', `PUT /notes/${noteid}`, `PUT /notes/${noteid}`]);
    expect(await one().api.texts()).toEqual({ [noteid]: 'two' });
    expect(one().onlyNote().state).toBe('saved');
  });

  it('finds its own lost replace of a note that it knew from a list', async () => {
    const { noteid } = await one().saved('one');
    await one().openAfresh();
    one().device.faults.push('none', 'lost');
    await one().store.write(noteid, 'two', one().onlyNote().revision);
    await one().advance(LATER);
    expect(one().onlyNote()).toMatchObject({ text: 'two', state: 'saved' });
  });

  it('waits as long as it is asked to', async () => {
    const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '100' };
    const problem = {
      type: 'about:blank',
      title: 'x',
      status: 503,
      detail: 'x',
      code: 'unavailable',
      requestId: 'r',
    };
    const fetch = jest
      .spyOn(one().api, 'fetch')
      .mockImplementation(async () => Response.json(problem, { status: 503, headers }));
    await one().store.refresh();
    await one().advance(90_000);
    expect(fetch).toHaveBeenCalledTimes(1);
    await one().advance(20_000);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('lets one damaged note not hold up the others', async () => {
    one().device.faults.push(500);
    await one().store.create('one');
    const other = await one().store.create('two');
    await one().advance(SOON);
    expect(await one().api.texts()).toEqual({ [other.noteid]: 'two' });
  });

  it.each(['401', 'expired'])('stops for a session that has ended (%s), and loses nothing', async (kind) => {
    if (kind === '401') one().device.weather = 401;
    else one().device.expired = true;
    const { noteid } = await one().store.create('one');
    await one().advance(LATER);
    expect(one().store.sync.value).toMatchObject({ status: 'signed-out', pending: 1 });
    expect(one().onlyNote()).toMatchObject({ text: 'one', state: 'waiting' });
    one().device.weather = 'none';
    one().device.expired = false;
    await one().store.refresh();
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
    expect(one().store.sync.value.status).toBe('idle');
  });

  it('shows at once that the connection went, and looks as soon as it is back', async () => {
    one().tab.announce('offline');
    expect(one().store.sync.value.status).toBe('offline');
    one().tab.announce('online');
    await one().settle();
    expect(one().store.sync.value.status).toBe('idle');
  });
});

describe('a device without room', () => {
  it('says so, and what was there stays', async () => {
    const { noteid, revision } = await one().saved('one');
    const full = new DOMException('no room', 'QuotaExceededError');
    const put = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw full;
    });
    try {
      await expect(one().store.write(noteid, 'two', revision)).rejects.toMatchObject({
        code: 'full',
        cause: full,
      });
    } finally {
      put.mockRestore();
    }
    expect(one().onlyNote()).toMatchObject({ text: 'one', state: 'saved' });
    await one().store.write(noteid, 'two', revision);
    expect(one().onlyNote().text).toBe('two');
  });

  it('cannot be opened where the browser forbids it', async () => {
    const open = jest.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    try {
      await expect(one().device.open()).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      open.mockRestore();
    }
  });
});
