import { useState } from 'preact/hooks';
import { about, AuthForm } from './auth-form.tsx';
import type { FlowProps } from './auth-flow.tsx';
import { CodeField } from './fields.tsx';
import { ResendCode } from './resend-code.tsx';

/** The code that proves the address, and straight on to the notes where the password is still known. */
export function CodeStep(props: FlowProps & { readonly title: string }) {
  const { session, heading, title, email, password, onStep } = props;
  const [code, setCode] = useState('');
  const address = email.trim();

  const submit = async () => {
    await session.confirmSignUp(address, code.trim());
    const confirmed = 'Your address is confirmed. Sign in to go on.';
    if (password === '') {
      onStep('sign-in', confirmed);
      return;
    }
    try {
      await session.signIn(address, password);
    } catch {
      // The code is used up, so going on has to begin with another sign-in.
      onStep('sign-in', confirmed);
    }
  };

  return (
    <AuthForm
      title={title}
      heading={heading}
      intro={
        <p>
          We sent a code to <strong>{address}</strong>. It may take a minute to arrive.
        </p>
      }
      submit="Confirm"
      onSubmit={submit}
      footer={
        <>
          <ResendCode send={() => session.resendCode(address)} />
          <button type="button" class="link" onClick={() => onStep('sign-up')}>
            Use another address
          </button>
        </>
      }
    >
      {(problem) => (
        <CodeField
          label="Code"
          value={code}
          onInput={setCode}
          autoFocus
          errorId={about(problem, 'wrong-code', 'expired-code')}
        />
      )}
    </AuthForm>
  );
}
