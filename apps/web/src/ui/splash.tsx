import { Brand } from './icons.tsx';

/** The lines of a list that is about to come. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class="skeleton__item">
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

/** What is on the screen until it is known who is at it. */
export function Splash() {
  return (
    <div class="page">
      <header class="topbar">
        <Brand />
      </header>
      <main class="splash">
        <h1 class="visually-hidden">Notes</h1>
        <p role="status" class="visually-hidden">
          Opening your notes
        </p>
        <Skeleton lines={4} />
      </main>
    </div>
  );
}

export interface ProblemPageProps {
  readonly title: string;
  readonly text: string;
  readonly onRetry: () => void;
}

/** Instead of the app, where there is nothing to go on with. */
export function ProblemPage({ title, text, onRetry }: ProblemPageProps) {
  return (
    <div class="page">
      <header class="topbar">
        <Brand />
      </header>
      <main class="hollow">
        <div role="alert">
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
        <button type="button" class="button button--primary" onClick={onRetry}>
          Try again
        </button>
      </main>
    </div>
  );
}
