import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { NoteDraft } from '../../app/note-draft.ts';
import type { Notebook } from '../../app/notebook.ts';
import { fullTime, relativeTime } from '../../app/relative-time.ts';
import { saveStatus } from '../../app/save-status.ts';
import { now } from '../clock.ts';
import { BackIcon, DeleteIcon } from '../icons.tsx';

export interface EditorProps {
  readonly notebook: Notebook;
  readonly draft: NoteDraft;
  readonly offline: boolean;
  readonly onDelete: (noteid: string) => void;
  /** Where the note has a second version: to the choice between them. */
  readonly onCompare: () => void;
}

/** The open note. */
export function Editor({ notebook, draft, offline, onDelete, onCompare }: EditorProps) {
  const note = notebook.open.value;
  const sync = notebook.store.sync.value.status;
  const status = saveStatus({
    note,
    sync: offline ? 'offline' : sync,
    unsaved: draft.unsaved.value,
    problem: draft.problem.value,
  });

  return (
    <>
      <EditorBar notebook={notebook} onDelete={onDelete}>
        <p role="status" class={`save-status save-status--${status.tone}`}>
          {status.text}
        </p>
      </EditorBar>
      {note?.state === 'conflict' && (
        <div class="message message--problem editor__conflict">
          <p>This note was also changed elsewhere. What you type here is kept.</p>
          <button type="button" class="button" onClick={onCompare}>
            Compare versions
          </button>
        </div>
      )}
      <NoteText draft={draft} />
      <p class="editor__foot">
        {note !== undefined && (
          <>
            Created <Time time={note.createdAt} />
            {note.updatedAt !== note.createdAt && (
              <>
                {' · '}
                Changed <Time time={note.updatedAt} />
              </>
            )}
          </>
        )}
      </p>
    </>
  );
}

function Time({ time }: { time: string }) {
  const text = relativeTime(time, now.value);
  return (
    <time dateTime={time} title={fullTime(time)}>
      {text === 'Just now' || text === 'Yesterday' ? text.toLowerCase() : text}
    </time>
  );
}

interface EditorBarProps {
  readonly notebook: Notebook;
  readonly onDelete: (noteid: string) => void;
  readonly children?: ComponentChildren;
}

/** What is over the text: the way back, how the note is kept, and what can be done with it. */
export function EditorBar({ notebook, onDelete, children }: EditorBarProps) {
  const noteid = notebook.draft.value?.noteid.value;
  return (
    <div class="editor__bar">
      <button type="button" class="button button--quiet editor__back" onClick={() => notebook.close()}>
        <BackIcon />
        All notes
      </button>
      {children}
      {noteid !== undefined && (
        <button
          type="button"
          class="button button--quiet button--icon"
          aria-label="Delete note"
          title="Delete note"
          onClick={() => onDelete(noteid)}
        >
          <DeleteIcon />
        </button>
      )}
    </div>
  );
}

/** The text field. The element keeps what is typed; it is written to only where the draft's text came from elsewhere. */
function NoteText({ draft }: { draft: NoteDraft }) {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const text = draft.text.value;

  useLayoutEffect(() => {
    const element = fieldRef.current;
    if (element === null || element.value === text) return;
    const { selectionStart, selectionEnd } = element;
    element.value = text;
    element.setSelectionRange(selectionStart, selectionEnd);
  }, [text]);

  useLayoutEffect(() => {
    const element = fieldRef.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
    if (element !== null) element.scrollTop = 0;
  }, [draft]);

  return (
    <>
      <label for="note-text" class="visually-hidden">
        Text of the note
      </label>
      <textarea
        ref={fieldRef}
        id="note-text"
        class="editor__text"
        placeholder="Write something. The first line becomes the title."
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={() => void draft.flush()}
      />
    </>
  );
}
