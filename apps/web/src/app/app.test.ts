import { signal } from '@preact/signals';
import { SessionError } from '../session/session.ts';
import type { Session, SessionState, User } from '../session/session.ts';
import { App } from './app.ts';
import type { Services } from './app.ts';
import { Navigation } from './navigation.ts';
import { FakeNotesStore, noteView } from './test-support/fake-notes-store.ts';
import { FakeWindow, asWindow } from './test-support/fake-window.ts';

const ADA: User = { userId: 'ada', email: 'ada@example.com' };
const BOB: User = { userId: 'bob', email: 'bob@example.com' };
const settled = () => new Promise((resolve) => setImmediate(resolve));

interface SetUp {
  readonly begin?: SessionState;
  readonly hash?: string;
}

function setUp({ begin = { status: 'signed-in', user: ADA }, hash = '#/' }: SetUp = {}) {
  const state = signal<SessionState>(begin);
  const opened: { user: User; store: FakeNotesStore }[] = [];
  const problems: Error[] = [];
  let signOutProblem: SessionError | undefined;
  const session: Pick<Session, 'state' | 'signOutEverywhere'> = {
    state,
    signOutEverywhere: async () => {
      if (signOutProblem !== undefined) throw signOutProblem;
      state.value = { status: 'signed-out' };
    },
  };
  const services: Services = {
    session: session as Session,
    openNotes: async (user) => {
      const problem = problems.pop();
      if (problem !== undefined) throw problem;
      const store = new FakeNotesStore(noteView('n1', `of ${user.userId}`));
      opened.push({ user, store });
      return store;
    },
  };
  const loads: Error[] = [];
  const navigation = new Navigation(asWindow(new FakeWindow(hash)));
  const app = new App({
    navigation,
    load: async () => {
      const problem = loads.pop();
      if (problem !== undefined) throw problem;
      return services;
    },
  });
  const start = async () => {
    await app.start();
    await settled();
  };
  return {
    app,
    navigation,
    state,
    opened,
    problems,
    loads,
    start,
    refuseSignOut: (error: SessionError) => {
      signOutProblem = error;
    },
  };
}

describe('App', () => {
  it('opens the notes of who is at the screen', async () => {
    const { app, opened, start } = setUp({ begin: { status: 'resuming', user: ADA } });
    expect(app.phase.value).toBe('starting');

    await start();

    expect(app.phase.value).toBe('ready');
    expect(opened.map(({ user }) => user)).toEqual([ADA]);
    expect(app.notebook.value?.user).toEqual(ADA);
  });

  it('says when it cannot start, and starts when it can', async () => {
    const { app, loads, start } = setUp();
    loads.push(new Error('no settings'));

    await start();
    expect(app.phase.value).toBe('failed');

    await start();
    expect(app.phase.value).toBe('ready');
  });

  it('says when the notes cannot be opened, and opens them when they can', async () => {
    const { app, problems, start } = setUp();
    problems.push(new Error('no room'));
    await start();
    expect(app.problem.value).toBe('no room');

    app.reopen();
    await settled();

    expect(app.problem.value).toBeUndefined();
    expect(app.notebook.value?.user).toEqual(ADA);
  });

  it('keeps the notes open while the session has ended, and sends what waits after the next sign-in', async () => {
    const { app, state, opened, start } = setUp();
    await start();
    const notebook = app.notebook.value;

    state.value = { status: 'expired', user: ADA };
    app.putOffSignIn(true);
    await settled();
    expect(app.notebook.value).toBe(notebook);

    state.value = { status: 'signed-in', user: ADA };
    await settled();
    expect(app.notebook.value).toBe(notebook);
    expect(app.signInLater.value).toBe(false);
    expect(opened[0]?.store.calls).toEqual(['refresh']);
  });

  it('keeps what one user typed before it shows the notes of another', async () => {
    const { app, state, opened, navigation, start } = setUp({ hash: '#/notes/n1' });
    await start();
    app.notebook.value?.draft.value?.type('of ada, and more');

    state.value = { status: 'signed-in', user: BOB };
    await settled();

    expect(opened[0]?.store.calls).toEqual(['write n1 of ada, and more 1', 'close']);
    expect(app.notebook.value?.user).toEqual(BOB);
    expect(navigation.route.value).toEqual({ page: 'list' });
  });

  it.each([
    [true, ['close']],
    [false, ['erase', 'close']],
  ])('signs out; what waits stays on the device: %s', async (keepChanges, calls) => {
    const { app, opened, start } = setUp();
    await start();

    await app.signOut(keepChanges);

    expect(opened[0]?.store.calls).toEqual(calls);
    expect(app.notebook.value).toBeUndefined();
  });

  it('opens the notes of the next user also when those of the last could not be erased', async () => {
    const { app, state, opened, start } = setUp();
    await start();
    const store = opened[0]?.store;
    if (store) store.failure = new Error('The database is gone.');

    await expect(app.signOut(false)).rejects.toThrow('The database is gone.');
    expect(store?.calls).toEqual(['erase', 'close']);

    state.value = { status: 'signed-in', user: BOB };
    await settled();
    expect(app.notebook.value?.user).toEqual(BOB);
  });

  it('changes nothing when signing out does not work', async () => {
    const { app, opened, start, refuseSignOut } = setUp();
    await start();
    refuseSignOut(new SessionError('offline', 'No connection.'));

    await expect(app.signOut(false)).rejects.toThrow('No connection.');
    await settled();

    expect(opened[0]?.store.calls).toEqual([]);
    expect(app.notebook.value?.user).toEqual(ADA);
  });

  it.each([true, false])(
    'does not sign out over a text that this device cannot keep; what waits stays: %s',
    async (keepChanges) => {
      const { app, state, opened, start } = setUp({ hash: '#/notes/n1' });
      await start();
      const store = opened[0]?.store;
      if (store) store.failure = new Error('There is no room left.');
      app.notebook.value?.draft.value?.type('typed last');

      await expect(app.signOut(keepChanges)).rejects.toMatchObject({ name: 'SessionError' });

      expect(state.value.status).toBe('signed-in');
      expect(app.notebook.value?.draft.value?.text.value).toBe('typed last');

      app.notebook.value?.draft.value?.type('of ada');
      if (store) store.failure = undefined;
      await app.signOut(keepChanges);
      expect(state.value.status).toBe('signed-out');
    },
  );

  it('keeps the notes when another tab signs out', async () => {
    const { app, state, opened, start } = setUp();
    await start();

    state.value = { status: 'signed-out' };
    await settled();

    expect(opened[0]?.store.calls).toEqual(['close']);
    expect(app.notebook.value).toBeUndefined();
  });
});
