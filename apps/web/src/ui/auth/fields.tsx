import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { passwordRules } from '../../app/password-rules.ts';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly autoFocus?: boolean;
  /** The element that says what is wrong with the value. */
  readonly errorId?: string | undefined;
}

/** Focuses the field when it appears, and not later: that would take the focus from where somebody types. */
function useAutoFocus(autoFocus: boolean) {
  const input = useRef<HTMLInputElement>(null);
  const atFirst = useRef(autoFocus);
  useEffect(() => {
    if (atFirst.current) input.current?.focus();
  }, []);
  return input;
}

export function EmailField({ label, value, onInput, autoFocus = false, errorId }: FieldProps) {
  const id = useId();
  const input = useAutoFocus(autoFocus);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type="email"
        name="email"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        required
        value={value}
        aria-invalid={errorId === undefined ? undefined : true}
        aria-describedby={errorId}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}

export function CodeField({ label, value, onInput, autoFocus = false, errorId }: FieldProps) {
  const id = useId();
  const input = useAutoFocus(autoFocus);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        class="field__code"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        pattern="\s*[0-9]{4,8}\s*"
        title="The digits of the code"
        required
        value={value}
        aria-invalid={errorId === undefined ? undefined : true}
        aria-describedby={errorId}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}

export interface PasswordFieldProps extends FieldProps {
  /** A new password comes with the rules for it. */
  readonly fresh?: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const { label, value, onInput, autoFocus = false, errorId, fresh = false } = props;
  const id = useId();
  const rulesId = useId();
  const [shown, setShown] = useState(false);
  const input = useAutoFocus(autoFocus);
  const describedBy = [errorId, fresh ? rulesId : undefined].filter(Boolean).join(' ');

  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field__row">
        <input
          {...(shown ? { type: 'text' } : { type: 'password' })}
          ref={input}
          id={id}
          name="password"
          autocomplete={fresh ? 'new-password' : 'current-password'}
          autocapitalize="none"
          spellcheck={false}
          required
          value={value}
          aria-invalid={errorId === undefined ? undefined : true}
          aria-describedby={describedBy === '' ? undefined : describedBy}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button button--quiet field__peek"
          aria-pressed={shown}
          aria-label="Show password"
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
        </button>
      </div>
      {fresh && <PasswordRules id={rulesId} password={value} />}
    </div>
  );
}

function PasswordRules({ id, password }: { id: string; password: string }) {
  return (
    <ul id={id} class="rules" aria-label="Rules for the password">
      {passwordRules(password).map(({ text, met }) => (
        <li key={text} class={met ? 'rules__met' : undefined}>
          {text}
          {met && <span class="visually-hidden"> (met)</span>}
        </li>
      ))}
    </ul>
  );
}
