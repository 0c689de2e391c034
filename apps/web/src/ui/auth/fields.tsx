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

/** What the input of every field has. */
function useInput({ value, onInput, autoFocus = false, errorId }: FieldProps) {
  const ref = useRef<HTMLInputElement>(null);
  // When it appears, and not later: that would take the focus from where somebody types.
  const focusesAtFirst = useRef(autoFocus);
  useEffect(() => {
    if (focusesAtFirst.current) ref.current?.focus();
  }, []);
  return {
    ref,
    id: useId(),
    required: true,
    value,
    'aria-invalid': errorId === undefined ? undefined : true,
    'aria-describedby': errorId,
    onInput: (event: InputEvent & { readonly currentTarget: HTMLInputElement }) =>
      onInput(event.currentTarget.value),
  } as const;
}

export function EmailField(props: FieldProps) {
  const input = useInput(props);
  return (
    <div class="field">
      <label for={input.id}>{props.label}</label>
      <input
        {...input}
        type="email"
        name="email"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
      />
    </div>
  );
}

export function CodeField(props: FieldProps) {
  const input = useInput(props);
  return (
    <div class="field">
      <label for={input.id}>{props.label}</label>
      <input
        {...input}
        class="field__code"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        pattern="\s*[0-9]{4,8}\s*"
        title="The digits of the code"
      />
    </div>
  );
}

export interface PasswordFieldProps extends FieldProps {
  /** A new password comes with the rules for it. */
  readonly fresh?: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const { label, value, errorId, fresh = false } = props;
  const input = useInput(props);
  const rulesId = useId();
  const [shown, setShown] = useState(false);
  const describedBy = [errorId, fresh ? rulesId : undefined].filter(Boolean).join(' ');

  return (
    <div class="field">
      <label for={input.id}>{label}</label>
      <div class="field__row">
        <input
          {...input}
          {...(shown ? { type: 'text' } : { type: 'password' })}
          name="password"
          autocomplete={fresh ? 'new-password' : 'current-password'}
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={describedBy === '' ? undefined : describedBy}
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
