import { about, AuthForm } from './auth-form.tsx';
import type { FlowProps } from './auth-flow.tsx';
import { EmailField } from './fields.tsx';

/** Asks for the code with which a new password can be set. */
export function ForgotStep(props: FlowProps & { readonly title: string }) {
  const { session, heading, title, email, onEmail, onPassword, onStep } = props;

  const submit = async () => {
    await session.forgotPassword(email.trim());
    onPassword('');
    onStep('reset');
  };

  return (
    <AuthForm
      title={title}
      heading={heading}
      intro={<p>Tell us your address, and we send you a code with which you can set a new one.</p>}
      submit="Send code"
      onSubmit={submit}
      footer={
        <button type="button" class="link" onClick={() => onStep('sign-in')}>
          Back to sign-in
        </button>
      }
    >
      {(problem) => (
        <EmailField
          label="Email"
          value={email}
          onInput={onEmail}
          autoFocus
          errorId={about(problem, 'invalid-email')}
        />
      )}
    </AuthForm>
  );
}
