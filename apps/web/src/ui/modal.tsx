import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { focusSoon, NEW_NOTE, NOTE_TEXT } from './focus.ts';
import { CloseIcon } from './icons.tsx';

export interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over the page. Focus goes in, stays in, and returns to where it was. */
export function Modal({ title, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Before the effects of what is inside, which may choose where the focus goes.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // What opened the dialog may go with it.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
        else focusSoon(NOTE_TEXT, NEW_NOTE);
      });
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="modal__head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="button button--quiet button--icon" aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      {children}
    </dialog>
  );
}
