import 'fake-indexeddb/auto';
import { Device, type Fault } from './test-support/device.ts';
import { NotesApi } from './test-support/notes-api.ts';
import type { NotesStore } from './notes-store.ts';
import { noteId } from '@notes/domain';

/** Longer than typing waits for more, in milliseconds. */
const SOON = 1_000;
/** Longer than a deletion can be taken back. */
const UNDO = 9_000;
/** Longer than any back-off. */
const LATER = 120_000;

let api: NotesApi;
let device: Device;
let store: NotesStore;
const others: Device[] = [];

beforeEach(async () => {
  api = new NotesApi();
  device = new Device(api);
  store = await device.open();
});

afterEach(async () => {
  await Promise.all([device, ...others.splice(0)].map((each) => each.close()));
});

const only = () => {
  expect(store.notes.value).toHaveLength(1);
  return store.notes.value[0]!;
};

async function saved(text: string) {
  const { noteid, revision } = await store.create(text);
  await device.browser.advance(SOON);
  return { noteid, revision };
}

/** What another client of the same user does. */
async function elsewhere(noteid: string, text: string | undefined): Promise<void> {
  const { client } = device;
  const note = await client.get(noteid);
  if (text === undefined) await client.delete(note);
  else await client.replace(note, text);
}

const written = () => api.requests.filter((request) => !request.startsWith('GET'));

describe('typing', () => {
  it('is kept at once and sent soon', async () => {
    const note = await store.create('one');
    expect(store.notes.value).toEqual([note]);
    expect(note).toMatchObject({ text: 'one', state: 'waiting' });
    expect(store.sync.value.pending).toBe(1);
    expect(await api.texts()).toEqual({});
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [note.noteid]: 'one' });
    expect(only()).toMatchObject({ text: 'one', state: 'saved', revision: note.revision });
    expect(store.sync.value).toEqual({ status: 'idle', pending: 0, more: false, loaded: true });
  });

  it('sends only the latest of what came together', async () => {
    const { noteid, revision } = await saved('one');
    let seen = revision;
    for (const text of ['one t', 'one tw', 'one two']) seen = await store.write(noteid, text, seen);
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [noteid]: 'one two' });
    expect(written()).toHaveLength(2);
  });

  it('does not wait for a pause', async () => {
    const { noteid, revision } = await saved('one');
    let seen = revision;
    for (let second = 0; second < 5; second += 0.4) {
      seen = await store.write(noteid, `one ${second}`, seen);
      await device.browser.advance(400);
    }
    expect(written().length).toBeGreaterThan(4);
  });

  it('sends nothing for a text that is back to what it was', async () => {
    const { noteid, revision } = await saved('one');
    await store.write(noteid, 'one', await store.write(noteid, 'two', revision));
    await device.browser.advance(SOON);
    expect(written()).toHaveLength(1);
    expect(only().state).toBe('saved');
  });

  it('says that a note is being saved while it is', async () => {
    device.faults.push('silent');
    await store.create('one');
    const advancing = device.browser.advance(SOON);
    const states = new Set<string>();
    const stop = store.notes.subscribe((notes) => notes.forEach(({ state }) => states.add(state)));
    while (!states.has('saving')) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(store.sync.value.status).toBe('working');
    stop();
    await store.close();
    await advancing;
  });

  it('goes on where the last visit was cut off', async () => {
    const { noteid } = await store.create('one');
    store = await device.reopen();
    expect(only()).toMatchObject({ noteid, text: 'one', state: 'saved' });
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
  });

  it.each(['', 'half \ud83d', 'x'.repeat(262_145), 'ä'.repeat(131_073)])(
    'keeps on the device what the service would never take (%#)',
    async (text) => {
      const { noteid } = await store.create(text);
      await device.browser.advance(SOON);
      expect(only()).toMatchObject({ state: 'refused', problem: expect.any(String), text });
      expect(written()).toEqual([]);
      await store.write(noteid, 'better', only().revision);
      expect(only().problem).toBeUndefined();
      await device.browser.advance(SOON);
      expect(await api.texts()).toEqual({ [noteid]: 'better' });
    },
  );

  it('keeps what the service refuses, with a sentence, and tries again when it changes', async () => {
    const { noteid, revision } = await saved('one');
    device.faults.push(403);
    const seen = await store.write(noteid, 'two', revision);
    await device.browser.advance(SOON);
    expect(only()).toMatchObject({
      text: 'two',
      state: 'refused',
      problem: expect.stringMatching(/refused/),
    });
    await device.browser.advance(LATER);
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
    await store.write(noteid, 'three', seen);
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [noteid]: 'three' });
  });
});

describe('trouble on the way', () => {
  it.each<Fault>(['refused', 'lost', 503, 429, 500])('is tried again by itself (%s)', async (fault) => {
    device.faults.push(fault);
    const { noteid } = await store.create('one');
    await device.browser.advance(SOON);
    expect(store.sync.value).toMatchObject({ status: 'offline', pending: 1 });
    expect(only()).toMatchObject({ text: 'one', state: 'waiting' });
    await device.browser.advance(LATER);
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
    expect(store.sync.value).toMatchObject({ status: 'idle', pending: 0 });
  });

  it('backs off further and further', async () => {
    device.weather = 'refused';
    let tries = 0;
    const count = store.sync.subscribe(({ status }) => void (tries += status === 'offline' ? 1 : 0));
    await store.create('one');
    await device.browser.advance(60_000);
    const early = tries;
    await device.browser.advance(60_000);
    expect(early).toBeGreaterThan(3);
    expect(tries - early).toBeLessThan(4);
    count();
  });

  it('resends exactly what was sent, and after it what was typed since', async () => {
    device.faults.push('lost');
    const { noteid, revision } = await store.create('one');
    await device.browser.advance(SOON);
    await store.write(noteid, 'two', revision);
    device.tabs[0]!.announce('online');
    await device.browser.settle();
    await device.browser.advance(SOON);
    expect(written()).toEqual(['POST /notes', 'POST /notes', `PUT /notes/${noteid}`]);
    expect(await api.texts()).toEqual({ [noteid]: 'two' });
    expect(only().state).toBe('saved');
  });

  it('resends after a crash', async () => {
    const { noteid, revision } = await saved('one');
    device.faults.push('silent');
    await store.write(noteid, 'two', revision);
    void device.browser.advance(SOON);
    while (!written().includes(`PUT /notes/${noteid}`))
      await new Promise((resolve) => setTimeout(resolve, 1));
    store = await device.reopen();
    expect(written()).toEqual(['POST /notes', `PUT /notes/${noteid}`, `PUT /notes/${noteid}`]);
    expect(await api.texts()).toEqual({ [noteid]: 'two' });
    expect(only().state).toBe('saved');
  });

  it('finds its own lost replace of a note that it knew from a list', async () => {
    const { noteid } = await saved('one');
    await store.erase();
    store = await device.open();
    device.faults.push('none', 'lost');
    await store.write(noteid, 'two', only().revision);
    await device.browser.advance(LATER);
    expect(only()).toMatchObject({ text: 'two', state: 'saved' });
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
      .spyOn(api, 'fetch')
      .mockImplementation(async () => Response.json(problem, { status: 503, headers }));
    await store.refresh();
    await device.browser.advance(90_000);
    expect(fetch).toHaveBeenCalledTimes(1);
    await device.browser.advance(20_000);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('lets one damaged note not hold up the others', async () => {
    device.faults.push(500);
    await store.create('one');
    const other = await store.create('two');
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [other.noteid]: 'two' });
  });

  it.each(['401', 'expired'])('stops for a session that has ended (%s), and loses nothing', async (kind) => {
    if (kind === '401') device.weather = 401;
    else device.expired = true;
    const { noteid } = await store.create('one');
    await device.browser.advance(LATER);
    expect(store.sync.value).toMatchObject({ status: 'signed-out', pending: 1 });
    expect(only()).toMatchObject({ text: 'one', state: 'waiting' });
    device.weather = 'none';
    device.expired = false;
    await store.refresh();
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
    expect(store.sync.value.status).toBe('idle');
  });

  it('shows at once that the connection went, and looks as soon as it is back', async () => {
    device.tabs[0]!.announce('offline');
    expect(store.sync.value.status).toBe('offline');
    device.tabs[0]!.announce('online');
    await device.browser.settle();
    expect(store.sync.value.status).toBe('idle');
  });
});

describe('changes elsewhere', () => {
  it('are followed by a note that nobody types into', async () => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'theirs');
    await store.refresh();
    expect(only()).toMatchObject({ text: 'theirs', state: 'saved', revision: revision + 1 });
    await elsewhere(noteid, undefined);
    await store.refresh();
    expect(store.notes.value).toEqual([]);
  });

  it.each([
    ['mine', ['mine']],
    ['theirs', ['theirs']],
    ['both', ['theirs', 'mine']],
  ] as const)('are shown beside what was typed here, and the user chooses %s', async (keep, left) => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'theirs');
    await store.write(noteid, 'mine', revision);
    await device.browser.advance(SOON);
    expect(only()).toMatchObject({ text: 'mine', state: 'conflict', theirs: { text: 'theirs' } });
    expect(store.sync.value.pending).toBe(1);
    await store.resolve(noteid, keep);
    await device.browser.advance(SOON);
    expect(Object.values(await api.texts())).toEqual(left);
    expect(store.notes.value.map(({ text, state }) => [text, state])).toEqual(
      left.map((text) => [text, 'saved']).reverse(),
    );
  });

  it.each([
    ['mine', ['mine']],
    ['theirs', []],
    ['both', ['mine']],
  ] as const)('may be a deletion, and the user chooses %s', async (keep, left) => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, undefined);
    await store.write(noteid, 'mine', revision);
    await device.browser.advance(SOON);
    expect(only()).toMatchObject({ text: 'mine', state: 'conflict', theirs: undefined });
    await store.resolve(noteid, keep);
    await device.browser.advance(SOON);
    expect(Object.values(await api.texts())).toEqual(left);
    expect(store.notes.value.map(({ text }) => text)).toEqual(left);
  });

  it('are no conflict when they say the same', async () => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'two');
    await store.write(noteid, 'two', revision);
    await device.browser.advance(SOON);
    expect(only()).toMatchObject({ text: 'two', state: 'saved' });
  });

  it('are no conflict when they came back to what was there', async () => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'two');
    await elsewhere(noteid, 'one');
    await store.write(noteid, 'three', revision);
    await device.browser.advance(SOON);
    expect(only()).toMatchObject({ text: 'three', state: 'saved' });
    expect(await api.texts()).toEqual({ [noteid]: 'three' });
  });

  it('of a note whose creation was not known to have landed are a conflict', async () => {
    device.faults.push('lost');
    const { noteid } = await store.create('mine');
    await device.browser.advance(SOON);
    await elsewhere(noteid, 'theirs');
    await device.browser.advance(LATER);
    expect(only()).toMatchObject({ text: 'mine', state: 'conflict', theirs: { text: 'theirs' } });
  });

  it('are asked about again when they go on', async () => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'theirs');
    await store.write(noteid, 'mine', revision);
    await device.browser.advance(SOON);
    await elsewhere(noteid, 'theirs again');
    await store.resolve(noteid, 'mine');
    await device.browser.advance(SOON);
    expect(only()).toMatchObject({ text: 'mine', state: 'conflict', theirs: { text: 'theirs again' } });
  });

  it('that arrive while somebody types are a conflict, too', async () => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'theirs');
    await store.refresh();
    const now = await store.write(noteid, 'mine', revision);
    expect(only()).toMatchObject({
      text: 'mine',
      state: 'conflict',
      theirs: { text: 'theirs' },
      revision: now,
    });
  });

  it('that took the note away while somebody typed are a conflict, too', async () => {
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, undefined);
    await store.refresh();
    expect(await store.write(noteid, 'mine', revision)).toBeGreaterThan(revision);
    expect(only()).toMatchObject({ noteid, text: 'mine', state: 'conflict', theirs: undefined });
  });
});

describe('deleting', () => {
  it('hides a note at once and sends it when it cannot be taken back any more', async () => {
    const { noteid } = await saved('one');
    await store.remove(noteid);
    expect(store.notes.value).toEqual([]);
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
    await device.browser.advance(UNDO);
    expect(await api.texts()).toEqual({});
    expect(await store.restore(noteid)).toBe(false);
    expect(store.sync.value.pending).toBe(0);
  });

  it('can be taken back', async () => {
    const { noteid } = await saved('one');
    await store.remove(noteid);
    expect(await store.restore(noteid)).toBe(true);
    await device.browser.advance(UNDO);
    expect(only()).toMatchObject({ text: 'one', state: 'saved' });
    expect(written()).toEqual(['POST /notes']);
  });

  it('cannot be taken back while it is on its way', async () => {
    const { noteid } = await saved('one');
    await store.remove(noteid);
    device.faults.push('refused');
    await device.browser.advance(UNDO);
    expect(await store.restore(noteid)).toBe(false);
    await device.browser.advance(LATER);
    expect(await api.texts()).toEqual({});
  });

  it('is sent at the next visit', async () => {
    const { noteid } = await saved('one');
    await store.remove(noteid);
    device.browser.now += UNDO;
    store = await device.reopen();
    expect(store.notes.value).toEqual([]);
    expect(await api.texts()).toEqual({});
  });

  it('of a note that never left the device tells nobody', async () => {
    const { noteid } = await store.create('one');
    await store.remove(noteid);
    await device.browser.advance(UNDO);
    expect(written()).toEqual([]);
    expect(store.sync.value.pending).toBe(0);
  });

  it('does not touch what was changed elsewhere, and says so', async () => {
    const { noteid } = await saved('one');
    await store.remove(noteid);
    await elsewhere(noteid, 'theirs');
    await device.browser.advance(UNDO);
    expect(only()).toMatchObject({
      text: 'theirs',
      state: 'saved',
      problem: expect.stringMatching(/changed/),
    });
    await store.write(noteid, 'mine', only().revision);
    expect(only().problem).toBeUndefined();
  });

  it('is content with a note that was deleted elsewhere', async () => {
    const { noteid } = await saved('one');
    await store.remove(noteid);
    await elsewhere(noteid, undefined);
    await device.browser.advance(UNDO);
    expect(store.notes.value).toEqual([]);
    expect(store.sync.value).toMatchObject({ status: 'idle', pending: 0 });
  });

  it('gives way to somebody who types into the note', async () => {
    const { noteid, revision } = await saved('one');
    await store.remove(noteid);
    await store.write(noteid, 'two', revision);
    await device.browser.advance(UNDO);
    expect(only()).toMatchObject({ text: 'two', state: 'saved' });
  });

  it('of what is not there does nothing', async () => {
    await store.remove('nothing');
    await store.resolve('nothing', 'mine');
    expect(await store.restore('nothing')).toBe(false);
    expect(store.notes.value).toEqual([]);
  });
});

describe('the list', () => {
  const fill = async (count: number) => {
    for (let n = 1; n <= count; n += 1) {
      await device.client.create({ noteid: `n${String(n).padStart(2, '0')}`, note: `text ${n}` });
    }
  };
  const ids = () => store.notes.value.map(({ noteid }) => noteid);
  const open = async () => {
    await store.erase();
    store = await device.open({ pageSize: 3 });
  };

  it('comes page by page, newest first', async () => {
    await fill(7);
    await open();
    expect(ids()).toEqual(['n07', 'n06', 'n05']);
    expect(store.sync.value).toMatchObject({ more: true, loaded: true });
    await store.loadMore();
    expect(ids()).toHaveLength(6);
    await store.loadMore();
    expect(ids()).toHaveLength(7);
    await store.loadMore();
    expect(store.sync.value.more).toBe(false);
    await store.loadMore();
    expect(ids()).toEqual(['n07', 'n06', 'n05', 'n04', 'n03', 'n02', 'n01']);
  });

  it('is shown as it was while there is no connection', async () => {
    await fill(4);
    await open();
    await store.loadMore();
    device.weather = 'refused';
    store = await device.reopen({ pageSize: 3 });
    expect(ids()).toEqual(['n04', 'n03', 'n02', 'n01']);
    await store.loadMore();
    expect(store.sync.value).toMatchObject({ status: 'offline', loaded: true });
  });

  it('says nothing of an empty device that never saw it', async () => {
    await store.erase();
    device.weather = 'refused';
    store = await device.open();
    expect(store.sync.value).toMatchObject({ status: 'offline', loaded: false, more: false });
  });

  it('is seen anew as far down as it was loaded', async () => {
    await fill(8);
    await open();
    await store.loadMore();
    await elsewhere('n07', undefined);
    await elsewhere('n03', 'changed');
    await elsewhere('n01', 'changed too');
    await device.client.create({ noteid: 'n09', note: 'new' });
    await store.refresh();
    expect(store.notes.value.map(({ text }) => text)).toEqual([
      'new',
      'text 8',
      'text 6',
      'text 5',
      'text 4',
      'changed',
    ]);
    await store.loadMore();
    await store.loadMore();
    expect(ids()).toEqual(['n09', 'n08', 'n06', 'n05', 'n04', 'n03', 'n02', 'n01']);
    expect(store.sync.value.more).toBe(false);
    await elsewhere('n01', undefined);
    await store.refresh();
    expect(ids()).not.toContain('n01');
  });

  it('forgets only what it ought to have and has not', async () => {
    await fill(7);
    await open();
    await store.loadMore();
    await store.loadMore();
    await store.loadMore();
    store = await device.reopen({ pageSize: 3 });
    await elsewhere('n06', undefined);
    await elsewhere('n02', undefined);
    await store.refresh();
    expect(ids()).toEqual(['n07', 'n05', 'n04', 'n03', 'n02', 'n01']);
    await store.loadMore();
    await store.loadMore();
    expect(ids()).toEqual(['n07', 'n05', 'n04', 'n03', 'n01']);
  });

  it('goes on through pages with nothing in them', async () => {
    await fill(2);
    const { notes } = api;
    const list = notes.list.bind(notes);
    let empty = 2;
    jest
      .spyOn(notes, 'list')
      .mockImplementation(async (owner, page) =>
        empty-- > 0 ? { notes: [], next: noteId(`z${empty}`) } : list(owner, page),
      );
    await open();
    expect(ids()).toEqual(['n02', 'n01']);
  });

  it('is looked at again when the page comes into view, but not all the time', async () => {
    const lists = () => api.requests.filter((request) => request === 'GET /notes').length;
    const before = lists();
    device.tabs[0]!.announce('visible');
    await device.browser.settle();
    expect(lists()).toBe(before);
    await device.browser.advance(31_000);
    device.tabs[0]!.announce('visible');
    await device.browser.settle();
    expect(lists()).toBe(before + 1);
  });
});

describe('two tabs', () => {
  it('show the same', async () => {
    const other = await device.open();
    const { noteid, revision } = await store.create('one');
    await device.browser.settle();
    expect(other.notes.value).toMatchObject([{ noteid, text: 'one', revision }]);
    await device.browser.advance(SOON);
    expect(other.notes.value).toMatchObject([{ state: 'saved' }]);
    expect(written()).toEqual(['POST /notes']);
    await other.remove(noteid);
    await device.browser.settle();
    expect(store.notes.value).toEqual([]);
  });

  it('that type into one note lose neither text', async () => {
    const other = await device.open();
    const { noteid, revision } = await saved('one');
    await store.write(noteid, 'mine', revision);
    await other.write(noteid, 'ours', revision);
    await device.browser.settle();
    expect(only()).toMatchObject({ text: 'ours', state: 'conflict', theirs: { text: 'mine' } });
    await store.resolve(noteid, 'both');
    await device.browser.advance(SOON);
    expect(Object.values(await api.texts()).sort()).toEqual(['mine', 'ours']);
  });

  it('that type different things into a conflict keep all three', async () => {
    const other = await device.open();
    const { noteid, revision } = await saved('one');
    await elsewhere(noteid, 'theirs');
    await store.write(noteid, 'mine', revision);
    await device.browser.advance(SOON);
    await other.write(noteid, 'ours', revision);
    await device.browser.settle();
    await store.resolve(noteid, 'both');
    await device.browser.advance(SOON);
    expect(store.notes.value.map(({ text }) => text).sort()).toEqual(['mine', 'ours', 'theirs'].sort());
  });

  it('delete nothing that the other has just changed', async () => {
    const other = await device.open();
    const { noteid, revision } = await saved('one');
    await device.browser.settle();
    const typing = store.write(noteid, 'two', revision);
    await other.remove(noteid);
    await typing;
    await device.browser.advance(UNDO);
    expect(await api.texts()).toEqual({ [noteid]: 'two' });
  });

  it('finish what a closed one has left', async () => {
    const other = await device.open();
    const { noteid } = await store.create('one');
    await store.close();
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
    expect(other.sync.value.pending).toBe(0);
  });

  it('wait for each other', async () => {
    const other = await device.open();
    device.faults.push('silent');
    const first = store.refresh();
    let done = false;
    const second = other.refresh().then(() => void (done = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(false);
    await store.close();
    await Promise.all([first, second]);
    expect(other.sync.value.status).toBe('idle');
  });
});

describe('an end', () => {
  it('erases everything on the device, in all tabs', async () => {
    const other = await device.open();
    const { noteid, revision } = await store.create('one');
    await device.browser.settle();
    await store.erase();
    await device.browser.settle();
    expect(other.notes.value).toEqual([]);
    await expect(other.write(noteid, 'two', revision)).rejects.toMatchObject({ code: 'unavailable' });
    device.weather = 'refused';
    store = await device.open();
    expect(store.notes.value).toEqual([]);
    expect(store.sync.value.pending).toBe(0);
  });

  it('stops without having sent what waits, which stays', async () => {
    const { noteid } = await store.create('one');
    await store.close();
    await device.browser.advance(LATER);
    expect(await api.texts()).toEqual({});
    await expect(store.create('two')).rejects.toMatchObject({ name: 'NotesStoreError', code: 'unavailable' });
    store = await device.open();
    expect(await api.texts()).toEqual({ [noteid]: 'one' });
  });
});

describe('a device without room', () => {
  it('says so, and what was there stays', async () => {
    const { noteid, revision } = await saved('one');
    const full = new DOMException('no room', 'QuotaExceededError');
    const put = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw full;
    });
    try {
      await expect(store.write(noteid, 'two', revision)).rejects.toMatchObject({ code: 'full', cause: full });
    } finally {
      put.mockRestore();
    }
    expect(only()).toMatchObject({ text: 'one', state: 'saved' });
    await store.write(noteid, 'two', revision);
    expect(only().text).toBe('two');
  });

  it('cannot be opened where the browser forbids it', async () => {
    const open = jest.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    try {
      await expect(device.open()).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      open.mockRestore();
    }
  });
});
