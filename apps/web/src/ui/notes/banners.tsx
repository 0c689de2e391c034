import type { Notebook } from '../../app/notebook.ts';

export interface BannersProps {
  readonly notebook: Notebook;
  readonly offline: boolean;
  /** Whether the session has ended and the sign-in was put off. */
  readonly signedOut: boolean;
  readonly updateReady: boolean;
  readonly onSignIn: () => void;
  readonly onUpdate: () => void;
}

/** What holds for the whole app at the moment, above everything else. */
export function Banners(props: BannersProps) {
  const { notebook, offline, signedOut, updateReady, onSignIn, onUpdate } = props;
  const { pending } = notebook.store.sync.value;

  return (
    <div class="banners">
      <div role="status">
        {offline && (
          <p class="banner">
            <strong>You are offline.</strong> {waiting(pending)}
          </p>
        )}
        {signedOut && (
          <p class="banner">
            <span>
              <strong>Your session has ended.</strong> What you write is kept on this device until you sign
              in.
            </span>
            <button type="button" class="button" onClick={onSignIn}>
              Sign in
            </button>
          </p>
        )}
        {updateReady && (
          <p class="banner banner--calm">
            <span>A new version of Notes is ready.</span>
            <button type="button" class="button" onClick={onUpdate}>
              Reload
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

function waiting(pending: number): string {
  if (pending === 0)
    return 'You can go on reading and writing; changes are sent when the connection is back.';
  const what = pending === 1 ? 'One note with changes waits' : `${pending} notes with changes wait`;
  return `${what} on this device and will be sent when the connection is back.`;
}
