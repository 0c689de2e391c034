import { v7 } from 'uuid';

/** What the notes store needs of a browser and its tab. */
export interface Platform {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** An id for a new note: a UUID of version 7 (RFC 9562), so that ids are in the order of creation. */
  newId(): string;
  /** Runs `work` while no other tab runs any of that name. */
  exclusively(name: string, work: () => Promise<void>): Promise<void>;
  /** Speaks to the other tabs. */
  openChannel(name: string): Channel;
  /** Calls back once, after so many milliseconds, or 24 days; returns what cancels it. */
  schedule(callback: () => void, delay: number): () => void;
  /** Tells when the connection comes or goes and when the page comes into view; returns what ends it. */
  watch(listener: (event: PlatformEvent) => void): () => void;
}

export type PlatformEvent = 'online' | 'offline' | 'visible';

/** Reaches every other tab that has opened a channel of the same name. */
export interface Channel {
  post(message: unknown): void;
  /** At most one listener. */
  listen(listener: (message: unknown) => void): void;
  close(): void;
}

/** Most milliseconds that a timer takes; it ends at once when given more. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The browser's own. Without Web Locks (pages of an insecure origin) or BroadcastChannel, each tab is on its own: see {@link queueOfThisTab}. */
export function browserPlatform(): Platform {
  const { locks } = navigator as Partial<Navigator>;
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    newId: () => v7(),
    exclusively: locks ? async (name, work) => locks.request(name, work) : queueOfThisTab(),
    openChannel: 'BroadcastChannel' in globalThis ? openBroadcastChannel : () => deadChannel,
    schedule(callback, delay) {
      const timer = setTimeout(callback, Math.min(delay, LONGEST_TIMER));
      return () => clearTimeout(timer);
    },
    watch,
  };
}

/**
 * Exclusive within this tab only. Two tabs may then send the same request, which the service recognises, and an answer that comes second finds
 * nothing to settle; a list that crosses another tab's write is set right by the next one.
 */
export function queueOfThisTab(): Platform['exclusively'] {
  let last: Promise<unknown> = Promise.resolve();
  return (_name, work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

function openBroadcastChannel(name: string): Channel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
    close: () => channel.close(),
  };
}

const deadChannel: Channel = {
  post: () => undefined,
  listen: () => undefined,
  close: () => undefined,
};

function watch(listener: (event: PlatformEvent) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener('online', () => listener('online'), { signal });
  addEventListener('offline', () => listener('offline'), { signal });
  const look = () => {
    if (document.visibilityState === 'visible') listener('visible');
  };
  document.addEventListener('visibilitychange', look, { signal });
  return () => stop.abort();
}
