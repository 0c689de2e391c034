import 'fake-indexeddb/auto';
import { SOON, UNDO, withOneDevice } from './test-support/one-device.ts';

const one = withOneDevice();

describe('two tabs', () => {
  it('show the same', async () => {
    const other = await one().device.open();
    const { noteid, revision } = await one().store.create('one');
    await one().settle();
    expect(other.notes.value).toMatchObject([{ noteid, text: 'one', revision }]);
    await one().advance(SOON);
    expect(other.notes.value).toMatchObject([{ state: 'saved' }]);
    expect(one().written).toEqual(['POST /notes']);
    await other.remove(noteid);
    await one().settle();
    expect(one().store.notes.value).toEqual([]);
  });

  it('that type into one note lose neither text', async () => {
    const other = await one().device.open();
    const { noteid, revision } = await one().saved('one');
    await one().store.write(noteid, 'mine', revision);
    await other.write(noteid, 'ours', revision);
    await one().settle();
    expect(one().onlyNote()).toMatchObject({ text: 'ours', state: 'conflict', theirs: { text: 'mine' } });
    await one().store.resolve(noteid, 'both');
    await one().advance(SOON);
    expect((await one().texts()).sort()).toEqual(['mine', 'ours']);
  });

  it('that type different things into a conflict keep all three', async () => {
    const other = await one().device.open();
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'theirs');
    await one().store.write(noteid, 'mine', revision);
    await one().advance(SOON);
    await other.write(noteid, 'ours', revision);
    await one().settle();
    await one().store.resolve(noteid, 'both');
    await one().advance(SOON);
    expect(
      one()
        .store.notes.value.map(({ text }) => text)
        .sort(),
    ).toEqual(['mine', 'ours', 'theirs'].sort());
  });

  it('delete nothing that the other has just changed', async () => {
    const other = await one().device.open();
    const { noteid, revision } = await one().saved('one');
    await one().settle();
    const typing = one().store.write(noteid, 'two', revision);
    await other.remove(noteid);
    await typing;
    await one().advance(UNDO);
    expect(await one().api.texts()).toEqual({ [noteid]: 'two' });
  });

  it('finish what a closed one has left', async () => {
    const other = await one().device.open();
    const { noteid } = await one().store.create('one');
    await one().store.close();
    await one().advance(SOON);
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
    expect(other.sync.value.pending).toBe(0);
  });

  it('wait for each other', async () => {
    const other = await one().device.open();
    one().device.faults.push('silent');
    const first = one().store.refresh();
    let done = false;
    const second = other.refresh().then(() => void (done = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(done).toBe(false);
    await one().store.close();
    await Promise.all([first, second]);
    expect(other.sync.value.status).toBe('idle');
  });
});
