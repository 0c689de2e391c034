import { useSignal } from '@preact/signals';
import { sessionErrorOf } from './auth-form.tsx';

/** Sends the code once more, and says whether that worked. */
export function ResendCode({ send }: { send: () => Promise<void> }) {
  const answer = useSignal('');
  const busy = useSignal(false);

  const resend = async () => {
    if (busy.value) return;
    busy.value = true;
    answer.value = '';
    try {
      await send();
      answer.value = 'A new code is on its way.';
    } catch (error) {
      answer.value = sessionErrorOf(error).message;
    } finally {
      busy.value = false;
    }
  };

  return (
    <div>
      <button type="button" class="link" aria-disabled={busy.value} onClick={() => void resend()}>
        Send a new code
      </button>
      <p role="status" class="auth-form__answer">
        {answer.value}
      </p>
    </div>
  );
}
