import { useEffect, useState } from 'preact/hooks';
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
  const [step, setStep] = useState<Step>('sign-in');
  const [notice, setNotice] = useState<string | undefined>(undefined);
  const [typedEmail, setEmail] = useState(email);
  const [password, setPassword] = useState('');
  const title = TITLES[step];

  useEffect(() => onTitle?.(title), [onTitle, title]);

  const flow: FlowProps = {
    session,
    heading,
    email: typedEmail,
    password,
    onEmail: setEmail,
    onPassword: setPassword,
    onStep: (next, sentence) => {
      setStep(next);
      setNotice(sentence);
    },
  };

  switch (step) {
    case 'sign-in':
    case 'sign-up':
      return (
        <CredentialsStep key={step} {...flow} title={title} fresh={step === 'sign-up'} notice={notice} />
      );
    case 'confirm':
      return <CodeStep {...flow} title={title} />;
    case 'forgot':
      return <ForgotStep {...flow} title={title} />;
    case 'reset':
      return <ResetStep {...flow} title={title} />;
  }
}
