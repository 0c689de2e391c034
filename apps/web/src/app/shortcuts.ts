export type Action = 'new' | 'search' | 'next' | 'previous' | 'delete' | 'undo' | 'back' | 'help';

export interface Shortcut {
  readonly action: Action;
  readonly label: string;
  /** Works unless something is being typed, and only while single keys are on. */
  readonly key: string;
  /** Works everywhere. */
  readonly anywhere?: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'new', label: 'New note', key: 'N', anywhere: 'Alt + N' },
  { action: 'search', label: 'Search', key: '/', anywhere: 'Ctrl + K' },
  { action: 'next', label: 'Next note', key: 'J', anywhere: 'Alt + J' },
  { action: 'previous', label: 'Previous note', key: 'K', anywhere: 'Alt + K' },
  { action: 'delete', label: 'Delete the open note', key: '#', anywhere: 'Alt + Delete' },
  { action: 'undo', label: 'Undo deleting', key: 'U', anywhere: 'Alt + U' },
  { action: 'back', label: 'Back to the list', key: 'Esc', anywhere: 'Esc' },
  { action: 'help', label: 'This help', key: '?', anywhere: 'Alt + /' },
];

const SINGLE: Readonly<Record<string, Action>> = {
  n: 'new',
  '/': 'search',
  j: 'next',
  k: 'previous',
  '#': 'delete',
  u: 'undo',
  '?': 'help',
};

// By position, because Alt with a letter types another character on a Mac.
const WITH_ALT: Readonly<Record<string, Action>> = {
  KeyN: 'new',
  KeyJ: 'next',
  KeyK: 'previous',
  Delete: 'delete',
  Backspace: 'delete',
  KeyU: 'undo',
  Slash: 'help',
};

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * What a key press asks for, if anything.
 *
 * @param typing whether the press goes into a text field
 * @param singleKeys whether keys without a modifier count: who dictates or has a tremor turns them off (WCAG 2.2, 2.1.4)
 */
export function actionOf(press: KeyPress, typing: boolean, singleKeys: boolean): Action | undefined {
  if (press.key === 'Escape') return 'back';
  if (press.ctrlKey || press.metaKey) {
    return press.key.toLowerCase() === 'k' && !press.altKey ? 'search' : undefined;
  }
  if (press.altKey) return WITH_ALT[press.code];
  return typing || !singleKeys ? undefined : SINGLE[press.key.toLowerCase()];
}
