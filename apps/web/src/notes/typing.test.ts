import 'fake-indexeddb/auto';
import type { Fault } from './test-support/device.ts';
import { LATER, SOON, until, withOneDevice } from './test-support/one-device.ts';

const one = withOneDevice();

describe('typing', () => {
  it('is kept at once and sent soon', async () => {
    const note = await one().store.create('one');
    expect(one().store.notes.value).toEqual([note]);
    expect(note).toMatchObject({ text: 'one', state: 'waiting' });
    expect(one().store.sync.value.pending).toBe(1);
    expect(await one().api.texts()).toEqual({});
    await one().advance(SOON);
    expect(await one().api.texts()).toEqual({ [note.noteid]: 'one' });
    expect(one().onlyNote()).toMatchObject({ text: 'one', state: 'saved', revision: note.revision });
    expect(one().store.sync.value).toEqual({ status: 'idle', pending: 0, more: false, loaded: true });
  });

  it('sends only the latest of what came together', async () => {
    const { noteid, revision } = await one().saved('one');
    let seen = revision;
    for (const text of ['one t', 'one tw', 'one two']) seen = await one().store.write(noteid, text, seen);
    await one().advance(SOON);
    expect(await one().api.texts()).toEqual({ [noteid]: 'one two' });
    expect(one().written).toHaveLength(2);
  });

  it('does not wait for a pause', async () => {
    const { noteid, revision } = await one().saved('one');
    let seen = revision;
    for (let second = 0; second < 5; second += 0.4) {
      seen = await one().store.write(noteid, `one ${second}`, seen);
      await one().advance(400);
    }
    expect(one().written.length).toBeGreaterThan(4);
  });

  it('sends nothing for a text that is back to what it was', async () => {
    const { noteid, revision } = await one().saved('one');
    await one().store.write(noteid, 'one', await one().store.write(noteid, 'two', revision));
    await one().advance(SOON);
    expect(one().written).toHaveLength(1);
    expect(one().onlyNote().state).toBe('saved');
  });

  it('says that a note is being saved while it is', async () => {
    one().device.faults.push('silent');
    await one().store.create('one');
    const advancing = one().advance(SOON);
    const states = new Set<string>();
    const stop = one().store.notes.subscribe((notes) => notes.forEach(({ state }) => states.add(state)));
    await until(() => states.has('saving'));
    expect(one().store.sync.value.status).toBe('working');
    stop();
    await one().store.close();
    await advancing;
  });

  it('goes on where the last visit was cut off', async () => {
    const { noteid } = await one().store.create('one');
    await one().reopen();
    expect(one().onlyNote()).toMatchObject({ noteid, text: 'one', state: 'saved' });
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
  });

  it.each(['', 'half \ud83d', 'x'.repeat(262_145), 'ä'.repeat(131_073)])(
    'keeps on the device what the service would never take (%#)',
    async (text) => {
      const { noteid } = await one().store.create(text);
      await one().advance(SOON);
      expect(one().onlyNote()).toMatchObject({ state: 'refused', problem: expect.any(String), text });
      expect(one().written).toEqual([]);
      await one().store.write(noteid, 'better', one().onlyNote().revision);
      expect(one().onlyNote().problem).toBeUndefined();
      await one().advance(SOON);
      expect(await one().api.texts()).toEqual({ [noteid]: 'better' });
    },
  );

  it.each<[Fault, RegExp]>([
    [403, /refused/],
    [413, /too long/],
  ])('keeps what the service refuses (%s), and tries again when it changes', async (fault, problem) => {
    const { noteid, revision } = await one().saved('one');
    one().device.faults.push(fault);
    const seen = await one().store.write(noteid, 'two', revision);
    await one().advance(SOON);
    expect(one().onlyNote()).toMatchObject({
      text: 'two',
      state: 'refused',
      problem: expect.stringMatching(problem),
    });
    await one().advance(LATER);
    expect(await one().api.texts()).toEqual({ [noteid]: 'one' });
    await one().store.write(noteid, 'three', seen);
    await one().advance(SOON);
    expect(await one().api.texts()).toEqual({ [noteid]: 'three' });
  });
});
