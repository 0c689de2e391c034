import type { Session } from '../../session/session.ts';
import { AuthFlow } from '../auth/auth-flow.tsx';
import { Modal } from '../modal.tsx';

export interface SignInAgainDialogProps {
  readonly session: Session;
  readonly email: string;
  readonly onLater: () => void;
}

/** Over the notes of somebody whose session has ended: nothing behind it is lost. */
export function SignInAgainDialog({ session, email, onLater }: SignInAgainDialogProps) {
  return (
    <Modal title="Your session has ended" onClose={onLater}>
      <p>What you wrote is kept on this device. Sign in again to go on where you were.</p>
      <AuthFlow session={session} heading="h3" email={email} />
      <div class="modal__actions">
        <button type="button" class="button button--quiet" onClick={onLater}>
          Not now
        </button>
      </div>
    </Modal>
  );
}
