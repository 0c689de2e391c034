import type { NoteView } from '../../notes/notes-store.ts';
import { summarise } from '../../app/note-title.ts';
import { fullTime, relativeTime } from '../../app/relative-time.ts';
import { formatRoute } from '../../app/route.ts';
import { excerpt, highlight, matches } from '../../app/search.ts';
import { now } from '../clock.ts';

const MARKS: Readonly<Partial<Record<NoteView['state'], string>>> = {
  waiting: 'Waiting',
  conflict: 'Two versions',
  refused: 'Not saved',
};

export interface NoteItemProps {
  readonly note: NoteView;
  readonly current: boolean;
  readonly query: string;
  readonly offline: boolean;
  readonly onOpen: (noteid: string) => void;
}

/** A note in the list. */
export function NoteItem({ note, current, query, offline, onOpen }: NoteItemProps) {
  const { title, preview } = summarise(note.text);
  const shown = matches(`${title}\n${preview}`, query) ? preview : excerpt(note.text, query);
  const mark = offline && note.state === 'saving' ? MARKS.waiting : MARKS[note.state];

  return (
    <li class="note-item">
      <a
        href={formatRoute({ page: 'note', noteid: note.noteid })}
        data-noteid={note.noteid}
        aria-current={current ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          onOpen(note.noteid);
        }}
      >
        <span class="note-item__title">
          {title === '' ? 'Untitled' : <Highlighted text={title} query={query} />}
        </span>
        {shown !== '' && (
          <span class="note-item__preview">
            <Highlighted text={shown} query={query} />
          </span>
        )}
        <span class="note-item__meta">
          <time dateTime={note.createdAt} title={fullTime(note.createdAt)}>
            {relativeTime(note.createdAt, now.value)}
          </time>
          {mark !== undefined && <span class={`mark mark--${note.state}`}>{mark}</span>}
        </span>
      </a>
    </li>
  );
}

function Highlighted({ text, query }: { text: string; query: string }) {
  return highlight(text, query).map((segment, index) =>
    segment.match ? <mark key={index}>{segment.text}</mark> : segment.text,
  );
}
