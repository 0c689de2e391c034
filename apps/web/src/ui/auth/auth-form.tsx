import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { SessionError } from '../../session/session.ts';
import type { SessionErrorCode } from '../../session/session.ts';

/** What is wrong with the form, and where its message is. */
export interface FormProblem {
  readonly id: string;
  readonly code: SessionErrorCode;
  readonly message: string;
}

export interface AuthFormProps {
  readonly title: string;
  readonly heading: 'h1' | 'h3';
  readonly intro?: ComponentChildren;
  readonly submit: string;
  readonly onSubmit: () => Promise<void>;
  /** The fields, told what is wrong. */
  readonly children: (problem: FormProblem | undefined) => ComponentChildren;
  /** The other ways to go on. */
  readonly footer?: ComponentChildren;
}

/** A form of the sign-in flow: one thing to do, said in its heading, and what went wrong above its fields. */
export function AuthForm(props: AuthFormProps) {
  const { title, heading: Heading, intro, submit, onSubmit, children, footer } = props;
  const titleId = useId();
  const problemId = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem | undefined>(undefined);

  const send = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit();
    } catch (error) {
      const { code, message } = sessionErrorOf(error);
      setProblem({ id: problemId, code, message });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="auth-form"
      aria-labelledby={titleId}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Heading id={titleId} class="auth-form__title">
        {title}
      </Heading>
      {intro !== undefined && <div class="auth-form__intro">{intro}</div>}
      <div role="alert">
        {problem !== undefined && (
          <p id={problemId} class="message message--problem">
            {problem.message}
          </p>
        )}
      </div>
      {children(problem)}
      <button type="submit" class="button button--primary button--wide" aria-disabled={busy} aria-busy={busy}>
        {submit}
      </button>
      {footer !== undefined && <div class="auth-form__footer">{footer}</div>}
    </form>
  );
}

/** The id of the message, for the field that it is about. */
export function about(
  problem: FormProblem | undefined,
  ...codes: readonly SessionErrorCode[]
): string | undefined {
  return problem !== undefined && codes.includes(problem.code) ? problem.id : undefined;
}

/** What a session's method rejected with, or the plainest words for anything else. */
export function sessionErrorOf(error: unknown): SessionError {
  return error instanceof SessionError
    ? error
    : new SessionError('unknown', 'Something went wrong. Try again.', { cause: error });
}
