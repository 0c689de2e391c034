import { useEffect, useRef } from 'preact/hooks';
import type { Notebook } from '../../app/notebook.ts';
import { PlusIcon } from '../icons.tsx';
import { Skeleton } from '../splash.tsx';
import { NoteItem } from './note-item.tsx';
import { SearchField } from './search-field.tsx';

export interface NoteListProps {
  readonly notebook: Notebook;
  readonly offline: boolean;
}

/** The notes, newest first, with what is needed to find one. */
export function NoteList({ notebook, offline }: NoteListProps) {
  const query = notebook.query.value;
  const listed = notebook.listed.value;
  const { loaded } = notebook.store.sync.value;
  const openId = notebook.draft.value?.noteid.value;

  return (
    <section id="list" class="list" aria-labelledby="list-title">
      <div class="list__head">
        <h2 id="list-title" tabIndex={-1}>
          Your notes
        </h2>
        <button
          id="new-note"
          type="button"
          class="button button--primary"
          onClick={() => notebook.startNew()}
        >
          <PlusIcon />
          New note
        </button>
      </div>
      <SearchField query={query} onQuery={(value) => notebook.search(value)} />
      <SearchSummary notebook={notebook} />
      <div class="list__notes" aria-busy={!loaded}>
        {listed.length > 0 && (
          <ul>
            {listed.map((note) => (
              <NoteItem
                key={note.noteid}
                note={note}
                current={note.noteid === openId}
                query={query}
                offline={offline}
                onOpen={(noteid) => notebook.openNote(noteid)}
              />
            ))}
          </ul>
        )}
        {listed.length === 0 && query.trim() === '' && <EmptyList loaded={loaded} offline={offline} />}
        <More notebook={notebook} offline={offline} />
      </div>
    </section>
  );
}

function EmptyList({ loaded, offline }: { loaded: boolean; offline: boolean }) {
  if (loaded) {
    return (
      <div class="hollow hollow--list">
        <p class="hollow__title">No notes yet</p>
        <p>Write down the first thing on your mind. It is kept as you type.</p>
      </div>
    );
  }
  if (offline) {
    return (
      <div class="hollow hollow--list">
        <p class="hollow__title">Nothing is on this device yet</p>
        <p>Your notes appear here once there is a connection. You can write a new one now.</p>
      </div>
    );
  }
  return (
    <>
      <p class="visually-hidden">Loading your notes</p>
      <Skeleton />
    </>
  );
}

/** How much was found, and in what. */
function SearchSummary({ notebook }: { notebook: Notebook }) {
  const found = notebook.listed.value.length;
  const all = notebook.store.notes.value.length;
  const { more } = notebook.store.sync.value;
  const searching = notebook.query.value.trim() !== '';
  const where = more ? `the ${notes(all)} loaded so far` : `your ${notes(all)}`;

  return (
    <p role="status" class={searching ? 'list__summary' : 'visually-hidden'}>
      {searching && (found === 0 ? `Nothing found in ${where}.` : `${found} found in ${where}.`)}
    </p>
  );
}

const notes = (count: number): string => `${count} ${count === 1 ? 'note' : 'notes'}`;

/** Older notes: by themselves when the end of the list comes into view, or by the button. */
function More({ notebook, offline }: NoteListProps) {
  const { more, status, loaded } = notebook.store.sync.value;
  const count = notebook.store.notes.value.length;
  const end = useRef<HTMLDivElement>(null);
  const searching = notebook.query.value.trim() !== '';
  const { store } = notebook;

  useEffect(() => {
    const element = end.current;
    if (element === null || !more || !loaded || searching || offline) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void store.loadMore();
      },
      { rootMargin: '400px 0px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
    // The count: a new observer looks again whether the end is still in view after a page has come.
  }, [store, more, loaded, searching, offline, count]);

  if (!more || !loaded) return null;
  return (
    <div ref={end} class="list__more">
      {offline ? (
        <p>Older notes are not on this device. They load when the connection is back.</p>
      ) : (
        <button
          type="button"
          class="button button--quiet"
          aria-busy={status === 'working'}
          onClick={() => void store.loadMore()}
        >
          Load older notes
        </button>
      )}
    </div>
  );
}
