/** Most milliseconds that a timer takes; it ends at once when given more. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Settles as the work does, or rejects with the signal's reason as soon as it is aborted, whether or not the work heeds it. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const settled = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { signal: settled.signal });
  });
  return Promise.race([stopped, work]).finally(() => settled.abort());
}

/** Resolves after so many milliseconds, at most 24 days, or rejects with the signal's reason as soon as it is aborted. */
export async function sleep(delay: number, signal?: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await abortable(
      new Promise<void>((resolve) => (timer = setTimeout(resolve, Math.min(delay, LONGEST_TIMER)))),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Runs the work with a signal that is aborted with the caller's, or after so many milliseconds. */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const expire = () => controller.abort(new Error(`No answer within ${timeout} ms.`));
  const timer = setTimeout(expire, Math.min(timeout, LONGEST_TIMER));
  signal?.addEventListener('abort', abort);
  try {
    signal?.throwIfAborted();
    return await abortable(work(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
