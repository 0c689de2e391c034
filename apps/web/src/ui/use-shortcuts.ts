import { useEffect, useRef } from 'preact/hooks';
import { actionOf } from '../app/shortcuts.ts';
import type { Action } from '../app/shortcuts.ts';

/** Calls back for each key press that asks for something, except while a dialog or a menu is open. */
export function useShortcuts(singleKeys: () => boolean, act: (action: Action) => void): void {
  const actRef = useRef(act);
  useEffect(() => {
    actRef.current = act;
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('dialog[open], :popover-open') !== null) return;
      const action = actionOf(event, isTextField(event.target), singleKeys());
      if (action === undefined) return;
      event.preventDefault();
      actRef.current(action);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [singleKeys]);
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
