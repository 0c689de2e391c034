import { useEffect } from 'preact/hooks';
import type { Notebook } from '../../app/notebook.ts';
import { CloseIcon } from '../icons.tsx';

/** How long a notice stays, in milliseconds. */
const STAY = 12_000;

export interface NoticeBarProps {
  readonly notebook: Notebook;
  readonly onUndo: () => void;
}

/** What was just done, with the way to take it back. */
export function NoticeBar({ notebook, onUndo }: NoticeBarProps) {
  const notice = notebook.notice.value;

  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(() => {
      notebook.dismiss(notice);
    }, STAY);
    return () => {
      clearTimeout(timer);
    };
  }, [notebook, notice]);

  return (
    <div class="notice-region" role="status">
      {notice !== undefined && (
        <div class="notice">
          <p>{notice.text}</p>
          {notice.undo !== undefined && (
            <button type="button" class="button notice__undo" onClick={onUndo}>
              Undo
            </button>
          )}
          <button
            type="button"
            class="button button--quiet button--icon"
            aria-label="Dismiss"
            onClick={() => notebook.dismiss(notice)}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
