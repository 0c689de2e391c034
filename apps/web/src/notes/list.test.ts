import 'fake-indexeddb/auto';
import { noteId } from '@notes/domain';
import { withOneDevice } from './test-support/one-device.ts';

const one = withOneDevice();

describe('the list', () => {
  const fill = async (count: number) => {
    for (let n = 1; n <= count; n += 1) {
      await one().device.client.create({ noteid: `n${String(n).padStart(2, '0')}`, note: `text ${n}` });
    }
  };
  const ids = () => one().store.notes.value.map(({ noteid }) => noteid);
  const open = async () => {
    await one().openAfresh({ pageSize: 3 });
  };

  it('comes page by page, newest first', async () => {
    await fill(7);
    await open();
    expect(ids()).toEqual(['n07', 'n06', 'n05']);
    expect(one().store.sync.value).toMatchObject({ more: true, loaded: true });
    await one().store.loadMore();
    expect(ids()).toHaveLength(6);
    await one().store.loadMore();
    expect(ids()).toHaveLength(7);
    await one().store.loadMore();
    expect(one().store.sync.value.more).toBe(false);
    await one().store.loadMore();
    expect(ids()).toEqual(['n07', 'n06', 'n05', 'n04', 'n03', 'n02', 'n01']);
  });

  it('is shown as it was while there is no connection', async () => {
    await fill(4);
    await open();
    await one().store.loadMore();
    one().device.weather = 'refused';
    await one().reopen({ pageSize: 3 });
    expect(ids()).toEqual(['n04', 'n03', 'n02', 'n01']);
    await one().store.loadMore();
    expect(one().store.sync.value).toMatchObject({ status: 'offline', loaded: true });
  });

  it('says nothing of an empty device that never saw it', async () => {
    await one().store.erase();
    one().device.weather = 'refused';
    await one().open();
    expect(one().store.sync.value).toMatchObject({ status: 'offline', loaded: false, more: false });
  });

  it('is seen anew as far down as it was loaded', async () => {
    await fill(8);
    await open();
    await one().store.loadMore();
    await one().elsewhere('n07', undefined);
    await one().elsewhere('n03', 'changed');
    await one().elsewhere('n01', 'changed too');
    await one().device.client.create({ noteid: 'n09', note: 'new' });
    await one().store.refresh();
    expect(one().store.notes.value.map(({ text }) => text)).toEqual([
      'new',
      'text 8',
      'text 6',
      'text 5',
      'text 4',
      'changed',
    ]);
    await one().store.loadMore();
    await one().store.loadMore();
    expect(ids()).toEqual(['n09', 'n08', 'n06', 'n05', 'n04', 'n03', 'n02', 'n01']);
    expect(one().store.sync.value.more).toBe(false);
    await one().elsewhere('n01', undefined);
    await one().store.refresh();
    expect(ids()).not.toContain('n01');
  });

  it('forgets only what it ought to have and has not', async () => {
    await fill(7);
    await open();
    await one().store.loadMore();
    await one().store.loadMore();
    await one().store.loadMore();
    await one().reopen({ pageSize: 3 });
    await one().elsewhere('n06', undefined);
    await one().elsewhere('n02', undefined);
    await one().store.refresh();
    expect(ids()).toEqual(['n07', 'n05', 'n04', 'n03', 'n02', 'n01']);
    await one().store.loadMore();
    await one().store.loadMore();
    expect(ids()).toEqual(['n07', 'n05', 'n04', 'n03', 'n01']);
  });

  it('goes on through pages with nothing in them', async () => {
    await fill(2);
    const { notes } = one().api;
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
    const lists = () => one().api.requests.filter((request) => request === 'GET /notes').length;
    const before = lists();
    one().tab.announce('visible');
    await one().settle();
    expect(lists()).toBe(before);
    await one().advance(31_000);
    one().tab.announce('visible');
    await one().settle();
    expect(lists()).toBe(before + 1);
  });
});
