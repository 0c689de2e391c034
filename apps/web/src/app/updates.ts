import { signal } from '@preact/signals';

const SCRIPT = '/service-worker.js';
const POLICY = 'notes-service-worker';
const HOUR = 3_600_000;
/** How long the newer worker may take to take over, in milliseconds. */
const HURRY = 3_000;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** Newer versions of the app: noticed in the background, taken only when asked to. */
export class Updates {
  /** Whether a newer version waits for a reload. */
  readonly ready = signal(false);
  #registration: ServiceWorkerRegistration | undefined;
  #reload = false;

  /** Has the app kept on this device, so that it opens without a network. Without service workers it does nothing. */
  async watch(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const { serviceWorker } = navigator;
    const registration = await serviceWorker.register(scriptUrl(), { updateViaCache: 'none' });
    this.#registration = registration;

    const look = () => {
      if (registration.waiting !== null && serviceWorker.controller !== null) this.ready.value = true;
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
    serviceWorker.addEventListener('controllerchange', () => {
      if (this.#reload) location.reload();
      else this.ready.value = true;
    });
    setInterval(() => void registration.update().catch(() => undefined), HOUR);
  }

  /** Reloads the page as the newer version. What is typed must be kept before. */
  take(): void {
    const waiting = this.#registration?.waiting;
    if (waiting === null || waiting === undefined) {
      location.reload();
      return;
    }
    this.#reload = true;
    waiting.postMessage('take-over');
    // A browser that is in no hurry still fetches the newer page, and its worker takes over later.
    setTimeout(() => location.reload(), HURRY);
  }
}

// Trusted Types are asked for by the Content-Security-Policy; browsers without them take the bare text.
function scriptUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy(POLICY, {
    createScriptURL: (url) => {
      if (url !== SCRIPT) throw new TypeError('Not a script of this app.');
      return url;
    },
  });
  return policy?.createScriptURL(SCRIPT) ?? SCRIPT;
}
