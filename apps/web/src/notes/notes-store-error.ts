export type NotesStoreErrorCode =
  /** The browser has no room left for what was written. */
  | 'full'
  /** The browser keeps no databases for this page (told so by its settings, or in some private windows), or has lost this one. */
  | 'unavailable';

const SENTENCES: Readonly<Record<NotesStoreErrorCode, string>> = {
  full: 'There is no room left on this device, so this could not be saved. Free some space and try again.',
  unavailable:
    'This browser does not let the app keep notes on this device. Check its settings, or reload the page.',
};

/** Why something could not be kept on this device; the message is written for the person at the screen. */
export class NotesStoreError extends Error {
  override readonly name = 'NotesStoreError';
  readonly code: NotesStoreErrorCode;

  constructor(code: NotesStoreErrorCode, cause: unknown) {
    super(SENTENCES[code], { cause });
    this.code = code;
  }
}

/** @param error what IndexedDB failed with */
export function toNotesStoreError(error: unknown): NotesStoreError {
  if (error instanceof NotesStoreError) return error;
  const { name } = error as { readonly name?: unknown };
  return new NotesStoreError(name === 'QuotaExceededError' ? 'full' : 'unavailable', error);
}
