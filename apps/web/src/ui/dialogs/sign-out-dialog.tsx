import { useState } from 'preact/hooks';
import { sessionErrorOf } from '../auth/auth-form.tsx';
import { Modal } from '../modal.tsx';

export interface SignOutDialogProps {
  /** Notes with changes that the service does not have. */
  readonly pending: number;
  readonly onSignOut: (keepChanges: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Signing out, everywhere; with the choice what becomes of changes that were not sent. */
export function SignOutDialog({ pending, onSignOut, onClose }: SignOutDialogProps) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const signOut = async (keepChanges: boolean) => {
    if (busy) return;
    setBusy(true);
    setProblem('');
    try {
      await onSignOut(keepChanges);
      onClose();
    } catch (error) {
      setProblem(sessionErrorOf(error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal title="Sign out everywhere?" onClose={onClose}>
      <p>This ends your session here and on all your other devices.</p>
      {pending > 0 && (
        <p class="message message--problem">
          {pending === 1
            ? 'One note has changes that were not sent yet.'
            : `${pending} notes have changes that were not sent yet.`}{' '}
          Keep them on this device until you sign in again, or discard them for good.
        </p>
      )}
      {pending === 0 && <p>Your notes are removed from this device. They stay in your account.</p>}
      <div role="alert">{problem !== '' && <p class="message message--problem">{problem}</p>}</div>
      <div class="modal__actions modal__actions--stacked" aria-busy={busy}>
        {pending > 0 ? (
          <>
            <button type="button" class="button button--primary" onClick={() => void signOut(true)}>
              Sign out and keep
            </button>
            <button type="button" class="button button--danger" onClick={() => void signOut(false)}>
              Sign out and discard
            </button>
          </>
        ) : (
          <button type="button" class="button button--primary" onClick={() => void signOut(false)}>
            Sign out everywhere
          </button>
        )}
        <button type="button" class="button" autofocus onClick={onClose}>
          Stay signed in
        </button>
      </div>
    </Modal>
  );
}
