import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { NotesStore } from '../notes/notes-store.ts';
import { SessionError } from '../session/session.ts';
import type { Session, SessionState, User } from '../session/session.ts';
import type { Navigation } from './navigation.ts';
import { Notebook } from './notebook.ts';

/** What the app works with, once it knows its deployment. */
export interface Services {
  readonly session: Session;
  openNotes(user: User): Promise<NotesStore>;
}

export interface AppOptions {
  readonly navigation: Navigation;
  readonly load: () => Promise<Services>;
}

const NOT_KEPT =
  'What you typed last could not be kept on this device and would be lost. Copy it elsewhere and empty the note, then sign out.';

export type DialogName = 'help' | 'sign-out';

/** The app behind the screen: from its start to whose notes are open. */
export class App {
  readonly navigation: Navigation;
  readonly phase = signal<'starting' | 'failed' | 'ready'>('starting');
  readonly session = signal<Session | undefined>(undefined);
  readonly state: ReadonlySignal<SessionState | undefined>;
  /** The notes of who is at the screen; undefined while they are opened, and while nobody is. */
  readonly notebook = signal<Notebook | undefined>(undefined);
  /** Why the notes on this device cannot be opened. */
  readonly problem = signal<string | undefined>(undefined);
  readonly dialog = signal<DialogName | undefined>(undefined);
  /** Whether the question to sign in again was put off. */
  readonly signInLater = signal(false);

  readonly #load: () => Promise<Services>;
  #services: Services | undefined;
  #changes: Promise<void> = Promise.resolve();
  #forget = false;

  constructor(options: AppOptions) {
    this.navigation = options.navigation;
    this.#load = options.load;
    this.state = computed(() => this.session.value?.state.value);
    const userId = computed(() => userOf(this.state.value)?.userId);
    userId.subscribe(() => this.reopen());
    const signedIn = computed(() => this.state.value?.status === 'signed-in');
    signedIn.subscribe((again) => {
      if (again) void this.notebook.peek()?.store.refresh();
    });
    effect(() => {
      if (this.state.value?.status !== 'expired') this.signInLater.value = false;
    });
  }

  /** Loads what the app works with; again after `failed`. */
  async start(): Promise<void> {
    this.phase.value = 'starting';
    try {
      this.#services = await this.#load();
      this.session.value = this.#services.session;
      this.phase.value = 'ready';
    } catch {
      this.phase.value = 'failed';
    }
  }

  /**
   * Ends the user's sessions on all devices.
   *
   * @param keepChanges whether the notes stay on this device for the next sign-in, with what was not sent
   * @throws SessionError when it did not work, or what was typed last would be lost; nothing has changed then
   */
  async signOut(keepChanges: boolean): Promise<void> {
    const notebook = this.notebook.peek();
    await notebook?.flush();
    if (notebook?.draft.peek()?.problem.peek() !== undefined) throw new SessionError('unknown', NOT_KEPT);
    this.#forget = !keepChanges;
    try {
      await this.session.peek()?.signOutEverywhere();
      await this.#changes;
      this.navigation.go({ page: 'list' }, { replace: true });
    } finally {
      this.#forget = false;
    }
  }

  show(dialog: DialogName | undefined): void {
    this.dialog.value = dialog;
  }

  /** Puts off the sign-in that an ended session asks for, or comes back to it. */
  putOffSignIn(later: boolean): void {
    this.signInLater.value = later;
  }

  /** Opens the notes of who is at the screen now; also again, after {@link problem}. */
  reopen(): void {
    // What went wrong with the notes of one user is no reason to keep the next one waiting.
    const open = () => this.#openNotes();
    this.#changes = this.#changes.then(open, open);
  }

  async #openNotes(): Promise<void> {
    const user = userOf(this.state.peek());
    this.problem.value = undefined;
    const previous = this.notebook.peek();
    if (previous?.user.userId === user?.userId) return;

    if (previous !== undefined) {
      await previous.leave();
      this.notebook.value = undefined;
      try {
        if (this.#forget) await previous.store.erase();
      } finally {
        await previous.store.close();
      }
      if (user !== undefined) this.navigation.go({ page: 'list' }, { replace: true });
    }
    if (user === undefined || this.#services === undefined) return;

    try {
      const store = await this.#services.openNotes(user);
      this.notebook.value = new Notebook({ user, store, navigation: this.navigation });
    } catch (error) {
      this.problem.value = error instanceof Error ? error.message : 'unknown';
    }
  }
}

function userOf(state: SessionState | undefined): User | undefined {
  return state === undefined || state.status === 'signed-out' ? undefined : state.user;
}
