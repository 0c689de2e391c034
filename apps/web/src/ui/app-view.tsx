import { useEffect, useState } from 'preact/hooks';
import type { App } from '../app/app.ts';
import { titleOf } from '../app/note-title.ts';
import type { Updates } from '../app/updates.ts';
import { AuthPage } from './auth/auth-page.tsx';
import { HelpDialog } from './dialogs/help-dialog.tsx';
import { SignInAgainDialog } from './dialogs/sign-in-again-dialog.tsx';
import { SignOutDialog } from './dialogs/sign-out-dialog.tsx';
import { NotesPage } from './notes/notes-page.tsx';
import { setSingleKeys, singleKeys } from './settings.ts';
import { ProblemPage, Splash } from './splash.tsx';

export interface AppViewProps {
  readonly app: App;
  readonly updates: Updates;
}

/** The whole screen. */
export function AppView({ app, updates }: AppViewProps) {
  const [authTitle, setAuthTitle] = useState('Sign in');
  const state = app.state.value;
  const session = app.session.value;
  const notebook = app.notebook.value;
  const signedOut = state?.status === 'signed-out';
  const draft = notebook?.draft.value;
  const title = signedOut ? authTitle : draft === undefined ? undefined : titleOf(draft.text.value);

  useEffect(() => {
    document.title = title === undefined ? 'Notes' : `${title} · Notes`;
  }, [title]);

  if (app.phase.value === 'failed') {
    return (
      <ProblemPage
        title="Notes cannot start"
        text="Its settings could not be loaded. Check your connection and try again."
        onRetry={() => void app.start()}
      />
    );
  }
  if (app.problem.value !== undefined) {
    return (
      <ProblemPage
        title="Your notes cannot be opened on this device"
        text={`The browser keeps nothing for this site: ${app.problem.value}`}
        onRetry={() => app.reopen()}
      />
    );
  }
  if (session !== undefined && signedOut) {
    return <AuthPage session={session} onTitle={setAuthTitle} />;
  }
  if (session === undefined || notebook === undefined) return <Splash />;

  const closeDialog = () => app.show(undefined);
  return (
    <>
      <NotesPage key={notebook.user.userId} app={app} notebook={notebook} updates={updates} />
      {app.dialog.value === 'help' && (
        <HelpDialog singleKeys={singleKeys.value} onSingleKeys={setSingleKeys} onClose={closeDialog} />
      )}
      {app.dialog.value === 'sign-out' && (
        <SignOutDialog
          pending={notebook.store.sync.value.pending}
          onSignOut={(keepChanges) => app.signOut(keepChanges)}
          onClose={closeDialog}
        />
      )}
      {state?.status === 'expired' && !app.signInLater.value && (
        <SignInAgainDialog
          session={session}
          email={state.user.email}
          onLater={() => app.putOffSignIn(true)}
        />
      )}
    </>
  );
}
