import { useState } from 'preact/hooks';
import { about, AuthForm } from './auth-form.tsx';
import type { FlowProps } from './auth-flow.tsx';
import { CodeField, PasswordField } from './fields.tsx';
import { ResendCode } from './resend-code.tsx';

/** The code and the new password, and straight on to the notes. */
export function ResetStep(props: FlowProps & { readonly title: string }) {
  const { session, heading, title, email, password, onPassword, onStep } = props;
  const [code, setCode] = useState('');
  const address = email.trim();

  const submit = async () => {
    await session.resetPassword(address, code.trim(), password);
    const changed = 'Your password is changed. Sign in with it to go on.';
    try {
      if ((await session.signIn(address, password)) === 'confirm-sign-up') onStep('confirm');
    } catch {
      // The code is used up, so going on has to begin with another sign-in.
      onStep('sign-in', changed);
    }
  };

  return (
    <AuthForm
      title={title}
      heading={heading}
      intro={
        <p>
          If there is an account for <strong>{address}</strong>, a code is on its way there.
        </p>
      }
      submit="Set new password"
      onSubmit={submit}
      footer={
        <>
          <ResendCode send={() => session.forgotPassword(address)} />
          <button type="button" class="link" onClick={() => onStep('sign-in')}>
            Back to sign-in
          </button>
        </>
      }
    >
      {(problem) => (
        <>
          <CodeField
            label="Code"
            value={code}
            onInput={setCode}
            autoFocus
            errorId={about(problem, 'wrong-code', 'expired-code')}
          />
          <PasswordField
            label="New password"
            value={password}
            onInput={onPassword}
            fresh
            errorId={about(problem, 'weak-password')}
          />
        </>
      )}
    </AuthForm>
  );
}
