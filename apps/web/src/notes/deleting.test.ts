import 'fake-indexeddb/auto';
import { LATER, SOON, UNDO, withOneDevice } from './test-support/one-device.ts';

const one = withOneDevice();

describe('deleting', () => {
  it('hides a note at once and sends it when it cannot be taken back any more', async () => {
    const { noteid } = await one().saved('one');
    await one().store.remove(noteid);
    expect(one().store.notes.value).toEqual([]);
    await one().advance(SOON);
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
    await one().advance(UNDO);
    expect(await one().api.texts()).toEqual({});
    expect(await one().store.restore(noteid)).toBe(false);
    expect(one().store.sync.value.pending).toBe(0);
  });

  it('can be taken back', async () => {
    const { noteid } = await one().saved('one');
    await one().store.remove(noteid);
    expect(await one().store.restore(noteid)).toBe(true);
    await one().advance(UNDO);
    expect(one().onlyNote()).toMatchObject({ text: 'one', state: 'saved' });
    expect(one().written).toEqual(['POST /notes']);
  });

  it('cannot be taken back while it is on its way', async () => {
    const { noteid } = await one().saved('one');
    await one().store.remove(noteid);
    one().device.faults.push('refused');
    await one().advance(UNDO);
    expect(await one().store.restore(noteid)).toBe(false);
    await one().advance(LATER);
    expect(await one().api.texts()).toEqual({});
  });

  it('is sent at the next visit', async () => {
    const { noteid } = await one().saved('one');
    await one().store.remove(noteid);
    one().device.browser.now += UNDO;
    await one().reopen();
    expect(one().store.notes.value).toEqual([]);
    expect(await one().api.texts()).toEqual({});
  });

  it('of a note that never left the device tells nobody', async () => {
    const { noteid } = await one().store.create('one');
    await one().store.remove(noteid);
    await one().advance(UNDO);
    expect(one().written).toEqual([]);
    expect(one().store.sync.value.pending).toBe(0);
  });

  it('does not touch what was changed elsewhere, and says so', async () => {
    const { noteid } = await one().saved('one');
    await one().store.remove(noteid);
    await one().elsewhere(noteid, 'theirs');
    await one().advance(UNDO);
    expect(one().onlyNote()).toMatchObject({
      text: 'theirs',
      state: 'saved',
      problem: expect.stringMatching(/changed/),
    });
    await one().store.write(noteid, 'mine', one().onlyNote().revision);
    expect(one().onlyNote().problem).toBeUndefined();
  });

  it('is content with a note that was deleted elsewhere', async () => {
    const { noteid } = await one().saved('one');
    await one().store.remove(noteid);
    await one().elsewhere(noteid, undefined);
    await one().advance(UNDO);
    expect(one().store.notes.value).toEqual([]);
    expect(one().store.sync.value).toMatchObject({ status: 'idle', pending: 0 });
  });

  it('gives way to somebody who types into the note', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().store.remove(noteid);
    await one().store.write(noteid, 'two', revision);
    await one().advance(UNDO);
    expect(one().onlyNote()).toMatchObject({ text: 'two', state: 'saved' });
  });

  it('of what is not there does nothing', async () => {
    await one().store.remove('nothing');
    await one().store.resolve('nothing', 'mine');
    expect(await one().store.restore('nothing')).toBe(false);
    expect(one().store.notes.value).toEqual([]);
  });
});

describe('an end', () => {
  it('erases everything on the device, in all tabs', async () => {
    const other = await one().device.open();
    const { noteid, revision } = await one().store.create('one');
    await one().settle();
    await one().store.erase();
    await one().settle();
    expect(other.notes.value).toEqual([]);
    await expect(other.write(noteid, 'two', revision)).rejects.toMatchObject({ code: 'unavailable' });
    one().device.weather = 'refused';
    await one().open();
    expect(one().store.notes.value).toEqual([]);
    expect(one().store.sync.value.pending).toBe(0);
  });

  it('stops without having sent what waits, which stays', async () => {
    const { noteid } = await one().store.create('one');
    await one().store.close();
    await one().advance(LATER);
    expect(await one().api.texts()).toEqual({});
    await expect(one().store.create('two')).rejects.toMatchObject({
      name: 'NotesStoreError',
      code: 'unavailable',
    });
    await one().open();
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
  });
});
