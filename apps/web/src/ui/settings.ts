import { effect, signal } from '@preact/signals';

const SINGLE_KEYS = 'notes.single-keys';

/** Whether keys without a modifier are shortcuts; kept on this device. */
export const singleKeys = signal(true);

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
}

export function loadSettings(): void {
  try {
    singleKeys.value = localStorage.getItem(SINGLE_KEYS) !== 'off';
    effect(() => {
      if (singleKeys.value) localStorage.removeItem(SINGLE_KEYS);
      else localStorage.setItem(SINGLE_KEYS, 'off');
    });
  } catch {
    // Where the browser keeps nothing, the setting lasts as long as the page.
  }
}
