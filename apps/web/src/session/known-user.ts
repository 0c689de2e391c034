import type { User } from './session.ts';

/** Who was last signed in here; `expired` when that session was refused since. No token. */
export interface KnownUser extends User {
  readonly expired: boolean;
}

/** Key of the record in localStorage. */
export const KNOWN_USER_KEY = 'notes.session';

export function readKnownUser(storage: Storage): KnownUser | undefined {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KNOWN_USER_KEY) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return undefined;
    const { userId, email, expired } = stored as Partial<Record<keyof KnownUser, unknown>>;
    if (typeof userId !== 'string' || typeof email !== 'string') return undefined;
    return { userId, email, expired: expired === true };
  } catch {
    return undefined;
  }
}

export function keepKnownUser(storage: Storage, { userId, email, expired }: KnownUser): void {
  storage.setItem(KNOWN_USER_KEY, JSON.stringify({ userId, email, ...(expired && { expired }) }));
}
