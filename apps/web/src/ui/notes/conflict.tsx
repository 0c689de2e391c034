import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { differingLines } from '../../app/differing-lines.ts';
import type { Keep } from '../../app/notebook.ts';
import type { NoteView } from '../../notes/notes-store.ts';
import { relativeTime } from '../../app/relative-time.ts';
import { now } from '../clock.ts';

export interface ConflictProps {
  readonly note: NoteView;
  readonly onResolve: (keep: Keep) => void;
}

/** Both versions of a note, and the choice between them. */
export function Conflict({ note, onResolve }: ConflictProps) {
  const { text, theirs } = note;
  const titleRef = useRef<HTMLHeadingElement>(null);

  // Where the text field gave way to this view, the focus comes along.
  useEffect(() => {
    if (document.activeElement === document.body) titleRef.current?.focus();
  }, []);

  return (
    <div class="conflict">
      <div class="conflict__head">
        <h3 ref={titleRef} tabIndex={-1}>
          {theirs === undefined ? 'This note was deleted elsewhere' : 'This note was changed in two places'}
        </h3>
        <p>
          {theirs === undefined
            ? 'You changed it here, and it was deleted on another device or in another tab. Nothing is lost until you choose.'
            : 'Both versions are kept until you choose.'}
        </p>
        <div class="conflict__choice">
          <button type="button" class="button button--primary" onClick={() => onResolve('mine')}>
            {theirs === undefined ? 'Keep my version' : 'Keep mine'}
          </button>
          <button type="button" class="button" onClick={() => onResolve('theirs')}>
            {theirs === undefined ? 'Delete it here too' : 'Keep theirs'}
          </button>
          {theirs !== undefined && (
            <button type="button" class="button" onClick={() => onResolve('both')}>
              Keep both
            </button>
          )}
        </div>
      </div>
      <div class="conflict__versions">
        <Version title="My version" detail="On this device" text={text} other={theirs?.text ?? text} />
        {theirs === undefined ? (
          <section class="version version--gone" aria-label="Their version">
            <h4>Their version</h4>
            <p class="version__detail">Deleted</p>
          </section>
        ) : (
          <Version
            title="Their version"
            detail={`Changed elsewhere, ${relativeTime(theirs.updatedAt, now.value).toLowerCase()}`}
            text={theirs.text}
            other={text}
          />
        )}
      </div>
    </div>
  );
}

interface VersionProps {
  readonly title: string;
  readonly detail: string;
  readonly text: string;
  /** The version that this one is compared with. */
  readonly other: string;
}

function Version({ title, detail, text, other }: VersionProps) {
  return (
    <section class="version" aria-label={title}>
      <h4>{title}</h4>
      <p class="version__detail">{detail}</p>
      <div class="version__text">
        {differingLines(text, other).map((line, index) => (
          <Fragment key={index}>
            {line.differs ? <mark>{line.text}</mark> : line.text}
            {'\n'}
          </Fragment>
        ))}
      </div>
    </section>
  );
}
