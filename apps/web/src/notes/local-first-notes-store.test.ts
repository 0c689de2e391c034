import 'fake-indexeddb/auto';
import { Device } from './test-support/device.ts';
import { NotesApi } from './test-support/notes-api.ts';

const SOON = 1_000;

describe('a store of notes', () => {
  let api: NotesApi;
  let device: Device;

  beforeEach(() => {
    api = new NotesApi();
    device = new Device(api);
  });

  afterEach(() => device.close());

  it('keeps a note at once and sends it soon', async () => {
    const store = await device.open();
    const note = await store.create('one');
    expect(store.notes.value).toEqual([note]);
    expect(note).toMatchObject({ text: 'one', state: 'waiting' });
    expect(await api.texts()).toEqual({});
    await device.browser.advance(SOON);
    expect(await api.texts()).toEqual({ [note.noteid]: 'one' });
    expect(store.notes.value).toMatchObject([{ text: 'one', state: 'saved', revision: note.revision }]);
    expect(store.sync.value).toEqual({ status: 'idle', pending: 0, more: false, loaded: true });
  });
});
