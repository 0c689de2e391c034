import { useState } from 'preact/hooks';
import { sessionErrorOf } from './auth-form.tsx';

/** Sends the code once more, and says whether that worked. */
export function ResendCode({ send }: { send: () => Promise<void> }) {
  const [answer, setAnswer] = useState('');
  const [busy, setBusy] = useState(false);

  const resend = async () => {
    if (busy) return;
    setBusy(true);
    setAnswer('');
    try {
      await send();
      setAnswer('A new code is on its way.');
    } catch (error) {
      setAnswer(sessionErrorOf(error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div>
      <button type="button" class="link" aria-disabled={busy} onClick={() => void resend()}>
        Send a new code
      </button>
      <p role="status" class="auth-form__answer">
        {answer}
      </p>
    </div>
  );
}
