import { signal } from '@preact/signals';

const HALF_MINUTE = 30_000;

/** The time in milliseconds since 1970, for relative dates; it moves on in steps of half a minute. */
export const now = signal(Date.now());

/** Whether the browser has a network at all; false is certain, true is not. */
export const online = signal(true);

export function startClock(): void {
  const readTime = () => {
    now.value = Date.now();
  };
  const readNetwork = () => {
    online.value = navigator.onLine;
  };
  readNetwork();
  setInterval(readTime, HALF_MINUTE);
  document.addEventListener('visibilitychange', readTime);
  window.addEventListener('online', readNetwork);
  window.addEventListener('offline', readNetwork);
}
