export interface AccountMenuProps {
  readonly email: string;
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
}

/** Who is signed in, and what is not about a single note. */
export function AccountMenu({ email, onHelp, onSignOut }: AccountMenuProps) {
  return (
    <div class="account">
      <button
        type="button"
        class="account__button"
        popovertarget="account-menu"
        aria-label={`Account of ${email}`}
        title={email}
      >
        <span aria-hidden="true">{(email.at(0) ?? '?').toUpperCase()}</span>
      </button>
      <div id="account-menu" popover="auto" class="account__menu">
        <p class="account__email">{email}</p>
        <button
          type="button"
          class="button button--quiet"
          popovertarget="account-menu"
          popovertargetaction="hide"
          onClick={onHelp}
        >
          Keyboard shortcuts
        </button>
        <button
          type="button"
          class="button button--quiet"
          popovertarget="account-menu"
          popovertargetaction="hide"
          onClick={onSignOut}
        >
          Sign out everywhere
        </button>
      </div>
    </div>
  );
}
