import 'fake-indexeddb/auto';
import { LATER, SOON, withOneDevice } from './test-support/one-device.ts';

const one = withOneDevice();

describe('changes elsewhere', () => {
  it('are followed by a note that nobody types into', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'theirs');
    await one().store.refresh();
    expect(one().onlyNote()).toMatchObject({ text: 'theirs', state: 'saved', revision: revision + 1 });
    await one().elsewhere(noteid, undefined);
    await one().store.refresh();
    expect(one().store.notes.value).toEqual([]);
  });

  it.each([
    ['mine', ['mine']],
    ['theirs', ['theirs']],
    ['both', ['theirs', 'mine']],
  ] as const)('are shown beside what was typed here, and the user chooses %s', async (keep, left) => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'theirs');
    await one().store.write(noteid, 'mine', revision);
    await one().advance(SOON);
    expect(one().onlyNote()).toMatchObject({ text: 'mine', state: 'conflict', theirs: { text: 'theirs' } });
    expect(one().store.sync.value.pending).toBe(1);
    await one().store.resolve(noteid, keep);
    await one().advance(SOON);
    expect(await one().texts()).toEqual(left);
    expect(one().store.notes.value.map(({ text, state }) => [text, state])).toEqual(
      left.map((text) => [text, 'saved']).reverse(),
    );
  });

  it.each([
    ['mine', ['mine']],
    ['theirs', []],
    ['both', ['mine']],
  ] as const)('may be a deletion, and the user chooses %s', async (keep, left) => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, undefined);
    await one().store.write(noteid, 'mine', revision);
    await one().advance(SOON);
    expect(one().onlyNote()).toMatchObject({ text: 'mine', state: 'conflict', theirs: undefined });
    await one().store.resolve(noteid, keep);
    await one().advance(SOON);
    expect(await one().texts()).toEqual(left);
    expect(one().store.notes.value.map(({ text }) => text)).toEqual(left);
  });

  it('are no conflict when they say the same', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'two');
    await one().store.write(noteid, 'two', revision);
    await one().advance(SOON);
    expect(one().onlyNote()).toMatchObject({ text: 'two', state: 'saved' });
  });

  it('are no conflict when they came back to what was there', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'two');
    await one().elsewhere(noteid, 'one');
    await one().store.write(noteid, 'three', revision);
    await one().advance(SOON);
    expect(one().onlyNote()).toMatchObject({ text: 'three', state: 'saved' });
    expect(await one().api.texts()).toEqual({ [noteid]: 'three' });
  });

  it('of a note whose creation was not known to have landed are a conflict', async () => {
    one().device.faults.push('lost');
    const { noteid } = await one().store.create('mine');
    await one().advance(SOON);
    await one().elsewhere(noteid, 'theirs');
    await one().advance(LATER);
    expect(one().onlyNote()).toMatchObject({ text: 'mine', state: 'conflict', theirs: { text: 'theirs' } });
  });

  it('are asked about again when they go on', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'theirs');
    await one().store.write(noteid, 'mine', revision);
    await one().advance(SOON);
    await one().elsewhere(noteid, 'theirs again');
    await one().store.resolve(noteid, 'mine');
    await one().advance(SOON);
    expect(one().onlyNote()).toMatchObject({
      text: 'mine',
      state: 'conflict',
      theirs: { text: 'theirs again' },
    });
  });

  it('that arrive while somebody types are a conflict, too', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, 'theirs');
    await one().store.refresh();
    const now = await one().store.write(noteid, 'mine', revision);
    expect(one().onlyNote()).toMatchObject({
      text: 'mine',
      state: 'conflict',
      theirs: { text: 'theirs' },
      revision: now,
    });
  });

  it('that took the note away while somebody typed are a conflict, too', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().elsewhere(noteid, undefined);
    await one().store.refresh();
    expect(await one().store.write(noteid, 'mine', revision)).toBeGreaterThan(revision);
    expect(one().onlyNote()).toMatchObject({ noteid, text: 'mine', state: 'conflict', theirs: undefined });
  });
});
