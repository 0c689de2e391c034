import type { Session } from '../../session/session.ts';
import { Brand } from '../icons.tsx';
import { AuthFlow } from './auth-flow.tsx';

export interface AuthPageProps {
  readonly session: Session;
  readonly onTitle: (title: string) => void;
}

/** The page for who is not signed in. */
export function AuthPage({ session, onTitle }: AuthPageProps) {
  return (
    <div class="auth-page">
      <header class="auth-page__head">
        <Brand />
        <p>A quiet place for what you want to keep, on every device of yours.</p>
      </header>
      <main class="card">
        <AuthFlow session={session} heading="h1" onTitle={onTitle} />
      </main>
    </div>
  );
}
