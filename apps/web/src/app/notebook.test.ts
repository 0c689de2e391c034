import { Navigation } from './navigation.ts';
import { Notebook } from './notebook.ts';
import { FakeNotesStore, noteView } from './test-support/fake-notes-store.ts';
import { FakeWindow, asWindow } from './test-support/fake-window.ts';

const USER = { userId: 'u1', email: 'ada@example.com' };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp(hash = '#/', ...notes: Parameters<typeof noteView>[]) {
  const store = new FakeNotesStore(...notes.map((note) => noteView(...note)));
  const navigation = new Navigation(asWindow(new FakeWindow(hash)));
  const notebook = new Notebook({ user: USER, store, navigation });
  return { store, navigation, notebook };
}

describe('Notebook', () => {
  it('opens the note of the URL', () => {
    const { notebook } = setUp('#/notes/n1', ['n2', 'two'], ['n1', 'one']);

    expect(notebook.draft.value?.text.value).toBe('one');
    expect(notebook.open.value?.noteid).toBe('n1');
  });

  it('looks for the note of the URL among older ones, until there are no more', () => {
    const { notebook, store } = setUp('#/', ['n2', 'two']);
    store.sync.value = { ...store.sync.value, more: true };

    notebook.openNote('n1');
    expect(notebook.looking.value).toBe(true);
    expect(store.calls).toEqual(['loadMore']);

    store.sync.value = { ...store.sync.value, more: false };
    expect(notebook.looking.value).toBe(false);
    expect(notebook.draft.value).toBeUndefined();
  });

  it('keeps what is typed when another note is opened', async () => {
    const { notebook, store } = setUp('#/notes/n1', ['n2', 'two'], ['n1', 'one']);
    notebook.draft.value?.type('one and more');

    notebook.openNote('n2');
    await settled();

    expect(store.calls).toEqual(['write n1 one and more 1']);
    expect(notebook.draft.value?.text.value).toBe('two');
  });

  it('comes back to what the device could not keep', async () => {
    const { notebook, store, navigation } = setUp('#/notes/n1', ['n2', 'two'], ['n1', 'one']);
    store.failure = new Error('full');
    notebook.draft.value?.type('one and more');

    notebook.openNote('n2');
    await settled();

    expect(navigation.route.value).toEqual({ page: 'note', noteid: 'n1' });
    expect(notebook.draft.value?.text.value).toBe('one and more');
    expect(notebook.notice.value?.text).toBe('“one and more” could not be kept on this device');
  });

  it('gives a new note its URL with its first words, in the same editor', async () => {
    const { notebook, navigation } = setUp();
    notebook.startNew();
    const draft = notebook.draft.value;

    draft?.type('first words');
    await notebook.flush();

    expect(navigation.route.value).toEqual({ page: 'note', noteid: 'created' });
    expect(notebook.draft.value).toBe(draft);
  });

  it('follows a change from elsewhere while nothing is typed', () => {
    const { notebook, store } = setUp('#/notes/n1', ['n1', 'one']);

    store.change('n1', { text: 'one, elsewhere' });

    expect(notebook.draft.value?.text.value).toBe('one, elsewhere');
  });

  it('closes a note that is gone', () => {
    const { notebook, store } = setUp('#/notes/n1', ['n1', 'one']);

    store.notes.value = [];

    expect(notebook.draft.value).toBeUndefined();
  });

  it('finds what is searched for', () => {
    const { notebook } = setUp('#/', ['n2', 'two'], ['n1', 'one']);

    notebook.search('ON');

    expect(notebook.listed.value.map(({ noteid }) => noteid)).toEqual(['n1']);
  });

  it('knows the neighbours of the open note', () => {
    const { notebook } = setUp('#/', ['n3', 'three'], ['n2', 'two'], ['n1', 'one']);
    const neighbours = () => [notebook.neighbour(-1)?.noteid, notebook.neighbour(1)?.noteid];
    expect(neighbours()).toEqual(['n1', 'n3']);

    notebook.openNote('n3');
    expect(neighbours()).toEqual([undefined, 'n2']);
  });

  it('deletes with a way back', async () => {
    const { notebook, store, navigation } = setUp('#/notes/n1', ['n1', 'one\ntext']);
    notebook.draft.value?.type('one!');

    await notebook.remove('n1');
    expect(store.calls).toEqual(['write n1 one! 1', 'remove n1']);
    expect(navigation.route.value).toEqual({ page: 'list' });
    expect(notebook.notice.value).toEqual({ text: 'Deleted “one!”', undo: 'n1' });

    expect(await notebook.undoRemove()).toBe('n1');
    expect(store.notes.value).toHaveLength(1);
    expect(notebook.notice.value).toEqual({ text: 'The note is back' });
    expect(await notebook.undoRemove()).toBeUndefined();
  });

  it.each<[string, (notebook: Notebook) => Promise<unknown>]>([
    ['a deletion', (notebook) => notebook.remove('n1')],
    ['a choice between two versions', (notebook) => notebook.resolve('theirs')],
  ])('says that the device could not keep %s', async (_, act) => {
    const { notebook, store } = setUp('#/notes/n1', ['n1', 'one', { state: 'conflict', theirs: undefined }]);
    store.failure = new Error('There is no room left.');

    await act(notebook);

    expect(notebook.notice.value).toEqual({ text: 'There is no room left.' });
    expect(store.notes.value).toHaveLength(1);
  });

  it('says that the device could not take a deletion back, and lets try again', async () => {
    const { notebook, store } = setUp('#/', ['n1', 'one']);
    await notebook.remove('n1');
    store.failure = new Error('There is no room left.');

    expect(await notebook.undoRemove()).toBeUndefined();

    expect(notebook.notice.value).toEqual({ text: 'There is no room left.', undo: 'n1' });
    store.failure = undefined;
    expect(await notebook.undoRemove()).toBe('n1');
  });

  it('says when it is too late for the way back', async () => {
    const { notebook, store } = setUp('#/', ['n1', 'one']);
    await notebook.remove('n1');
    store.forgetRemoved();

    expect(await notebook.undoRemove()).toBeUndefined();
    expect(notebook.notice.value).toEqual({ text: 'Too late to undo: the note is deleted' });
  });

  describe('with two versions of a note', () => {
    const theirs = { text: 'theirs', updatedAt: '2026-01-02T00:00:00.000Z' };

    it('shows both at once to somebody who has not typed', () => {
      const { notebook, store } = setUp('#/notes/n1', ['n1', 'one']);

      store.change('n1', { state: 'conflict', theirs });

      expect(notebook.comparing.value).toBe(true);
    });

    it('waits until somebody who types asks for it', async () => {
      const { notebook, store } = setUp('#/notes/n1', ['n1', 'one']);
      notebook.draft.value?.type('mine');
      await notebook.flush();

      store.change('n1', { state: 'conflict', theirs });
      expect(notebook.comparing.value).toBe(false);

      await notebook.compare();
      expect(notebook.comparing.value).toBe(true);

      await notebook.resolve('both');
      expect(store.calls).toContain('resolve n1 both');
      store.change('n1', { state: 'saved', text: 'theirs', theirs: undefined });
      expect(notebook.comparing.value).toBe(false);
      expect(notebook.draft.value?.text.value).toBe('theirs');
    });

    it('closes a note that was deleted elsewhere and is to stay so', async () => {
      const { notebook, store, navigation } = setUp('#/notes/n1', ['n1', 'one']);
      store.change('n1', { state: 'conflict', theirs: undefined });

      await notebook.resolve('theirs');

      expect(store.calls).toEqual(['resolve n1 theirs']);
      expect(navigation.route.value).toEqual({ page: 'list' });
      expect(notebook.notice.value?.text).toBe('The note is deleted');
    });
  });
});
