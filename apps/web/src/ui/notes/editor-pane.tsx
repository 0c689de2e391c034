import { titleOf } from '../../app/note-title.ts';
import type { Notebook } from '../../app/notebook.ts';
import type { Route } from '../../app/route.ts';
import { BackIcon } from '../icons.tsx';
import { Conflict } from './conflict.tsx';
import { Editor, EditorBar } from './editor.tsx';

export interface EditorPaneProps {
  readonly notebook: Notebook;
  readonly route: Route;
  readonly offline: boolean;
  readonly onDelete: (noteid: string) => void;
}

/** The right-hand side: the open note, the choice between two versions of it, or why there is none. */
export function EditorPane({ notebook, route, offline, onDelete }: EditorPaneProps) {
  const draft = notebook.draft.value;
  const note = notebook.open.value;
  if (draft === undefined) {
    return (
      <section id="note" class="editor editor--hollow" aria-label="Open note">
        {route.page === 'list' ? (
          <NothingOpen first={notebook.store.notes.value.length === 0} />
        ) : (
          <NoteMissing notebook={notebook} offline={offline} />
        )}
      </section>
    );
  }

  return (
    <section id="note" class="editor" aria-labelledby="note-title">
      <h2 id="note-title" class="visually-hidden">
        {draft.noteid.value === undefined && draft.text.value.trim() === ''
          ? 'New note'
          : titleOf(draft.text.value)}
      </h2>
      {notebook.comparing.value && note !== undefined ? (
        <>
          <EditorBar notebook={notebook} onDelete={onDelete} />
          <Conflict note={note} onResolve={(keep) => void notebook.resolve(keep)} />
        </>
      ) : (
        <Editor
          notebook={notebook}
          draft={draft}
          offline={offline}
          onDelete={onDelete}
          onCompare={() => void notebook.compare()}
        />
      )}
    </section>
  );
}

function NothingOpen({ first }: { first: boolean }) {
  return (
    <div class="hollow">
      <p class="hollow__title">No note is open</p>
      <p>
        {first ? 'Your first one begins with ' : 'Choose one from the list, or begin another with '}
        <kbd>N</kbd>.
      </p>
    </div>
  );
}

function NoteMissing({ notebook, offline }: { notebook: Notebook; offline: boolean }) {
  return (
    <>
      <div class="editor__bar">
        <button type="button" class="button button--quiet editor__back" onClick={() => notebook.close()}>
          <BackIcon />
          All notes
        </button>
      </div>
      <div class="hollow" role="status">
        {notebook.looking.value ? (
          <p>Looking for this note…</p>
        ) : (
          <>
            <p class="hollow__title">
              {offline ? 'This note is not on this device' : 'This note is not here any more'}
            </p>
            <p>
              {offline
                ? 'It may be there once the connection is back.'
                : 'It was deleted, or it belongs to somebody else.'}
            </p>
          </>
        )}
      </div>
    </>
  );
}
