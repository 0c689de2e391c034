import { about, AuthForm } from './auth-form.tsx';
import type { FlowProps } from './auth-flow.tsx';
import { EmailField, PasswordField } from './fields.tsx';

export interface CredentialsStepProps extends FlowProps {
  readonly title: string;
  /** Whether this makes an account instead of using one. */
  readonly fresh: boolean;
  readonly notice: string | undefined;
}

/** Email and password, to sign in or to sign up. */
export function CredentialsStep(props: CredentialsStepProps) {
  const { session, heading, title, fresh, notice, email, password, onEmail, onPassword, onStep } = props;

  const submit = async () => {
    const address = email.trim();
    if (fresh) {
      await session.signUp(address, password);
      onStep('confirm');
    } else if ((await session.signIn(address, password)) === 'confirm-sign-up') {
      onStep('confirm');
    }
  };

  return (
    <AuthForm
      title={title}
      heading={heading}
      intro={notice === undefined ? undefined : <p class="message message--good">{notice}</p>}
      submit={fresh ? 'Create account' : 'Sign in'}
      onSubmit={submit}
      footer={
        fresh ? (
          <p>
            Have an account already?{' '}
            <button type="button" class="link" onClick={() => onStep('sign-in')}>
              Sign in instead
            </button>
          </p>
        ) : (
          <>
            <button type="button" class="link" onClick={() => onStep('forgot')}>
              Forgot your password?
            </button>
            <p>
              New here?{' '}
              <button type="button" class="link" onClick={() => onStep('sign-up')}>
                Create an account
              </button>
            </p>
          </>
        )
      }
    >
      {(problem) => (
        <>
          <EmailField
            label="Email"
            value={email}
            onInput={onEmail}
            autoFocus={email === ''}
            errorId={about(problem, 'invalid-email', 'user-exists', 'wrong-credentials')}
          />
          <PasswordField
            label="Password"
            value={password}
            onInput={onPassword}
            autoFocus={email !== ''}
            fresh={fresh}
            errorId={about(problem, 'weak-password', 'wrong-credentials')}
          />
        </>
      )}
    </AuthForm>
  );
}
