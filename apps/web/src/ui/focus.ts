/** Moves the focus once what was changed just now is on the page. */
export function focusSoon(selector: string, fallback?: string): void {
  setTimeout(() => {
    const target =
      document.querySelector<HTMLElement>(selector) ??
      (fallback === undefined ? null : document.querySelector<HTMLElement>(fallback));
    target?.focus();
  });
}

/** The list's link to a note. */
export const itemOf = (noteid: string): string => `[data-noteid="${CSS.escape(noteid)}"]`;

export const NEW_NOTE = '#new-note';
export const SEARCH = '#search';
export const NOTE_TEXT = '#note-text';
