import { useEffect, useRef } from 'preact/hooks';
import type { App } from '../../app/app.ts';
import type { Notebook } from '../../app/notebook.ts';
import type { Action } from '../../app/shortcuts.ts';
import type { Updates } from '../../app/updates.ts';
import { AccountMenu } from '../account-menu.tsx';
import { online } from '../clock.ts';
import { focusSoon, itemOf, NEW_NOTE, NOTE_TEXT, SEARCH } from '../focus.ts';
import { Brand } from '../icons.tsx';
import { singleKeys } from '../settings.ts';
import { useShortcuts } from '../use-shortcuts.ts';
import { Banners } from './banners.tsx';
import { EditorPane } from './editor-pane.tsx';
import { NoteList } from './note-list.tsx';
import { NoticeBar } from './notice-bar.tsx';

const singleKeysOn = () => singleKeys.peek();

export interface NotesPageProps {
  readonly app: App;
  readonly notebook: Notebook;
  readonly updates: Updates;
}

/** The notes of who is signed in: the list and the open note, side by side where there is room. */
export function NotesPage({ app, notebook, updates }: NotesPageProps) {
  const route = app.navigation.route.value;
  const { store } = notebook;
  const offline = !online.value || store.sync.value.status === 'offline';

  // However a note is left, by a key, a button or the browser's own way back, the focus goes to its place in the list.
  const lastRef = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (route.page === 'note') lastRef.current = route.noteid;
    if (route.page !== 'list' || lastRef.current === undefined) return;
    if (document.activeElement?.closest('.list, .topbar') === null)
      focusSoon(itemOf(lastRef.current), NEW_NOTE);
  }, [route]);

  const remove = (noteid: string) => {
    const listed = notebook.listed.peek();
    const place = listed.findIndex((note) => note.noteid === noteid);
    const next = listed[place + 1] ?? listed[place - 1];
    void notebook
      .remove(noteid)
      .then(() => focusSoon(next === undefined ? NEW_NOTE : itemOf(next.noteid), NEW_NOTE));
  };
  const undo = () => {
    void notebook
      .undoRemove()
      .then((noteid) => focusSoon(noteid === undefined ? NEW_NOTE : itemOf(noteid), NEW_NOTE));
  };
  const back = () => {
    const searching = notebook.query.peek() !== '' && document.activeElement?.id === 'search';
    if (searching || route.page === 'list') {
      notebook.search('');
      return;
    }
    notebook.close();
  };
  const step = (by: 1 | -1) => {
    const next = notebook.neighbour(by);
    if (next !== undefined) notebook.openNote(next.noteid);
  };

  const actions: Readonly<Record<Action, () => void>> = {
    new: () => {
      notebook.startNew();
      focusSoon(NOTE_TEXT);
    },
    search: () => {
      document.querySelector<HTMLInputElement>(SEARCH)?.select();
      focusSoon(SEARCH);
    },
    next: () => step(1),
    previous: () => step(-1),
    delete: () => {
      const noteid = notebook.draft.peek()?.noteid.peek();
      if (noteid !== undefined) remove(noteid);
    },
    undo,
    back,
    help: () => app.show('help'),
  };
  useShortcuts(singleKeysOn, (action) => actions[action]());

  const takeUpdate = () => {
    void notebook.flush().then(() => {
      if (notebook.draft.peek()?.unsaved.peek() !== true) updates.take();
    });
  };

  return (
    <div class="page" data-pane={route.page === 'list' ? 'list' : 'note'}>
      <a
        class="skip-link"
        href={route.page === 'list' ? '#list' : '#note'}
        onClick={(event) => {
          event.preventDefault();
          focusSoon(route.page === 'list' ? NEW_NOTE : NOTE_TEXT, '#note button');
        }}
      >
        {route.page === 'list' ? 'Skip to your notes' : 'Skip to the note'}
      </a>
      <header class="topbar">
        <h1>
          <Brand />
        </h1>
        <AccountMenu
          email={notebook.user.email}
          onHelp={() => actions.help()}
          onSignOut={() => {
            void notebook.flush().then(() => app.show('sign-out'));
          }}
        />
      </header>
      <Banners
        notebook={notebook}
        offline={offline}
        signedOut={app.signInLater.value}
        updateReady={updates.ready.value}
        onSignIn={() => app.putOffSignIn(false)}
        onUpdate={takeUpdate}
      />
      <main class="panes">
        <NoteList notebook={notebook} offline={offline} />
        <EditorPane notebook={notebook} route={route} offline={offline} onDelete={remove} />
      </main>
      <NoticeBar notebook={notebook} onUndo={undo} />
    </div>
  );
}
