import { NotesApiError, type NotesClient } from '@notes/client';
import { type ReadonlySignal, signal } from '@preact/signals';
import { SessionError } from '../session/session.ts';
import { retryDelay } from './back-off.ts';
import { Listing } from './listing.ts';
import type { LocalNotes } from './local-notes.ts';
import { nextStep } from './note-record.ts';
import type { SyncView } from './notes-store.ts';
import type { Platform, PlatformEvent } from './platform.ts';
import { type Outcome, send } from './send.ts';
import { begun, settledBy } from './transitions.ts';

export interface SynchroniserOptions {
  readonly client: NotesClient;
  readonly local: LocalNotes;
  readonly platform: Platform;
  /** Tabs that synchronise the same notes share this name. */
  readonly lockName: string;
  readonly undoMilliseconds: number;
  readonly sendDelayMilliseconds: number;
  readonly freshMilliseconds: number;
  readonly pageSize: number;
}

/** `send`: what waits; `refresh` and `more`: that, and then the list. */
type Errand = 'send' | 'refresh' | 'more';

/** Brings this device and the service together, one tab at a time. */
export class Synchroniser {
  readonly #options: SynchroniserOptions;
  readonly #listing: Listing;
  readonly #stop = new AbortController();
  readonly #status = signal<SyncView['status']>('idle');
  readonly #more = signal(false);
  readonly #active = signal<string | undefined>(undefined);
  readonly #queued = new Map<Errand, Promise<void>>();
  #working: Promise<void> | undefined;
  #unwatch: (() => void) | undefined;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #failures = 0;
  #notBefore = 0;
  #listedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SynchroniserOptions) {
    this.#options = options;
    const { client, local, pageSize, platform } = options;
    this.#listing = new Listing({ client, local, pageSize, now: () => platform.now() });
  }

  get status(): ReadonlySignal<SyncView['status']> {
    return this.#status;
  }

  get more(): ReadonlySignal<boolean> {
    return this.#more;
  }

  /** The note whose answer is being waited for. */
  get active(): ReadonlySignal<string | undefined> {
    return this.#active;
  }

  start(): void {
    this.#unwatch = this.#options.platform.watch((event) => this.#notice(event));
    void this.run('refresh');
  }

  /** Something has changed on this device: it is sent soon, unless a failure says to wait. */
  wake(): void {
    if (this.#isStopped()) return;
    const { platform } = this.#options;
    const due = Math.max(this.#earliest(platform.now()), this.#notBefore);
    if (due === Number.POSITIVE_INFINITY || (this.#timer && this.#timer.at <= due)) return;
    this.#timer?.cancel();
    const fire = () => {
      this.#timer = undefined;
      void this.run('send');
    };
    this.#timer = { at: due, cancel: platform.schedule(fire, due - platform.now()) };
  }

  /** Does what is asked for as soon as no other tab is at work; never rejects: {@link status} says how it went. */
  run(errand: Errand): Promise<void> {
    const queued = this.#queued.get(errand);
    if (queued) return queued;
    const { platform, lockName } = this.#options;
    const work = () => {
      this.#queued.delete(errand);
      this.#working = this.#work(errand);
      return this.#working;
    };
    const run = platform.exclusively(lockName, work).catch(() => {
      // The page is being unloaded; another tab, or the next start, goes on.
      this.#queued.delete(errand);
    });
    this.#queued.set(errand, run);
    return run;
  }

  async stop(): Promise<void> {
    this.#unwatch?.();
    this.#cancelTimer();
    this.#stop.abort();
    await this.#working;
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** What is wrong stays on the screen until it is known to be over. */
  #showWork(): void {
    if (this.#status.value === 'idle') this.#status.value = 'working';
  }

  #cancelTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #work(errand: Errand): Promise<void> {
    if (this.#isStopped()) return;
    this.#cancelTimer();
    try {
      const failed = this.#status.value !== 'idle';
      const trouble = await this.#sendAll();
      // Nothing but an answer shows that the connection, or the session, is back.
      if (errand !== 'send' || failed) await this.#look(errand);
      if (trouble !== undefined) throw trouble;
      this.#failures = 0;
      this.#notBefore = 0;
      this.#status.value = 'idle';
    } catch (error) {
      if (this.#isStopped()) return;
      this.#fail(error);
    }
    this.wake();
  }

  async #look(errand: Errand): Promise<void> {
    this.#showWork();
    const { signal: stop } = this.#stop;
    if (errand === 'more') await this.#listing.loadMore(stop);
    else await this.#listing.refresh(stop);
    if (errand !== 'more') this.#listedAt = this.#options.platform.now();
    this.#more.value = this.#listing.more;
  }

  /** @returns an error that concerned one note only, after the others have been sent */
  async #sendAll(): Promise<NotesApiError | undefined> {
    const done = new Set<string>();
    let trouble: NotesApiError | undefined;
    for (let next = this.#toSend(done); next !== undefined; next = this.#toSend(done)) {
      try {
        if (!(await this.#send(next))) done.add(next);
      } catch (error) {
        if (!(error instanceof NotesApiError && error.code === 'internal')) throw error;
        done.add(next);
        trouble ??= error;
      }
    }
    return trouble;
  }

  #toSend(done: ReadonlySet<string>): string | undefined {
    const { local, platform, undoMilliseconds } = this.#options;
    const now = platform.now();
    for (const [noteid, record] of local.records.peek()) {
      if (!done.has(noteid) && typeof nextStep(record, now, undoMilliseconds) === 'string') return noteid;
    }
    return undefined;
  }

  /** @returns false when there was nothing to send: another tab has done it */
  async #send(noteid: string): Promise<boolean> {
    const { client, local, platform, undoMilliseconds } = this.#options;
    const step = { id: platform.newId(), now: platform.now(), undoMilliseconds };
    const record = await local.change(noteid, (before) => ({ record: before && begun(before, step) }));
    const sending = record?.sending;
    if (!sending) return false;
    this.#showWork();
    this.#active.value = noteid;
    let outcome: Outcome;
    try {
      outcome = await send(client, noteid, sending, this.#stop.signal);
    } finally {
      this.#active.value = undefined;
    }
    await local.change(noteid, (before) => settledBy(before, sending.id, outcome));
    return true;
  }

  #fail(error: unknown): void {
    this.#cancelTimer();
    const unauthorized = error instanceof NotesApiError && error.code === 'unauthorized';
    if (unauthorized || (error instanceof SessionError && error.code === 'expired')) {
      this.#status.value = 'signed-out';
      this.#notBefore = Number.POSITIVE_INFINITY;
      return;
    }
    this.#status.value = 'offline';
    const { platform } = this.#options;
    const asked = error instanceof NotesApiError ? error.retryAfter : undefined;
    this.#notBefore = platform.now() + retryDelay(++this.#failures, asked, platform.random());
  }

  #earliest(now: number): number {
    const { local, undoMilliseconds, sendDelayMilliseconds } = this.#options;
    // After a failure there is something to find out even where there is nothing to send.
    let earliest = this.#failures > 0 ? now : Number.POSITIVE_INFINITY;
    for (const record of local.records.peek().values()) {
      const step = nextStep(record, now, undoMilliseconds);
      if (step === undefined) continue;
      earliest = Math.min(earliest, typeof step === 'number' ? step : now + sendDelayMilliseconds);
    }
    return earliest;
  }

  #notice(event: PlatformEvent): void {
    if (event === 'offline') {
      if (this.#status.value === 'idle') this.#status.value = 'offline';
      return;
    }
    const stale = this.#options.platform.now() - this.#listedAt >= this.#options.freshMilliseconds;
    if (event === 'online' || stale || this.#status.value !== 'idle') void this.run('refresh');
  }
}
