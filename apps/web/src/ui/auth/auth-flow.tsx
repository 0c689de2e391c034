import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import { CodeStep } from './code-step.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { ForgotStep } from './forgot-step.tsx';
import { ResetStep } from './reset-step.tsx';

export type Step = 'sign-in' | 'sign-up' | 'confirm' | 'forgot' | 'reset';

/** What the steps share. It is kept here, so that the password is typed once on the way from sign-up through the code to the sign-in. */
export interface FlowProps {
  readonly session: Session;
  readonly heading: 'h1' | 'h3';
  readonly email: string;
  readonly password: string;
  readonly onEmail: (email: string) => void;
  readonly onPassword: (password: string) => void;
  /** To another step; with a sentence for it to begin with. */
  readonly onStep: (step: Step, notice?: string) => void;
}

export interface AuthFlowProps {
  readonly session: Session;
  readonly heading: 'h1' | 'h3';
  readonly email?: string;
  /** Told the title of each step. */
  readonly onTitle?: (title: string) => void;
}

const TITLES: Readonly<Record<Step, string>> = {
  'sign-in': 'Sign in',
  'sign-up': 'Create your account',
  confirm: 'Check your email',
  forgot: 'Reset your password',
  reset: 'Choose a new password',
};

/** Sign-up, code, sign-in and forgotten password, one step at a time. The session says when it is done. */
export function AuthFlow({ session, heading, email = '', onTitle }: AuthFlowProps) {
  const step = useSignal<Step>('sign-in');
  const notice = useSignal<string | undefined>(undefined);
  const typedEmail = useSignal(email);
  const password = useSignal('');
  const title = TITLES[step.value];

  const tell = useRef(onTitle);
  useEffect(() => tell.current?.(title), [title]);

  const flow: FlowProps = {
    session,
    heading,
    email: typedEmail.value,
    password: password.value,
    onEmail: (value) => {
      typedEmail.value = value;
    },
    onPassword: (value) => {
      password.value = value;
    },
    onStep: (next, sentence) => {
      step.value = next;
      notice.value = sentence;
    },
  };

  switch (step.value) {
    case 'sign-in':
    case 'sign-up':
      return (
        <CredentialsStep
          key={step.value}
          {...flow}
          title={title}
          fresh={step.value === 'sign-up'}
          notice={notice.value}
        />
      );
    case 'confirm':
      return <CodeStep {...flow} title={title} />;
    case 'forgot':
      return <ForgotStep {...flow} title={title} />;
    case 'reset':
      return <ResetStep {...flow} title={title} />;
  }
}
