import type { Clock } from '@notes/domain';
import { BoundedMap } from './bounded-map.ts';
import { CognitoError, attemptLimitExceeded } from './errors.ts';

const CAPACITY = 10_000;
/** What a user may ask or try of one kind in an hour: the upper end of what Cognito's quotas name (5 to 20). */
const ATTEMPTS_AN_HOUR = 20;
const HOUR = 3_600_000;

/** Counts attempts of a kind for a user, whether or not the user exists. */
export class AttemptLimiter {
  readonly #clock: Clock;
  readonly #windows = new BoundedMap<string, { startedAt: number; attempts: number }>(CAPACITY);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CognitoError LimitExceededException from the 21st attempt within an hour. */
  count(kind: 'code-request' | 'code-guess' | 'password-guess', username: string): void {
    const key = `${kind}:${username.toLowerCase()}`;
    const now = this.#clock.now();
    const window = this.#windows.get(key);
    if (window === undefined || now - window.startedAt >= HOUR) {
      this.#windows.set(key, { startedAt: now, attempts: 1 });
    } else if (window.attempts >= ATTEMPTS_AN_HOUR) {
      throw attemptLimitExceeded();
    } else {
      window.attempts += 1;
    }
  }
}

const FREE_FAILURES = 5;
const LONGEST_LOCK = 15 * 60_000;

/**
 * Cognito's lockout after failed sign-ins: the fifth locks for a second, each further one for twice as long, up to about 15 minutes;
 * attempts during a lock are refused and not counted, and 15 quiet minutes or a success forget everything (Amazon Cognito Developer
 * Guide, "Lockout behavior for failed sign-in attempts").
 */
export class SignInLockout {
  readonly #clock: Clock;
  readonly #failures = new BoundedMap<string, { count: number; lastAt: number; lockedUntil: number }>(
    CAPACITY,
  );

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CognitoError NotAuthorizedException while the user is locked out. */
  check(username: string): void {
    const failures = this.#failures.get(username.toLowerCase());
    if (failures !== undefined && this.#clock.now() < failures.lockedUntil) {
      throw new CognitoError('NotAuthorizedException', 'Password attempts exceeded');
    }
  }

  failed(username: string): void {
    const key = username.toLowerCase();
    const now = this.#clock.now();
    const before = this.#failures.get(key);
    const quiet = before === undefined || now - Math.max(before.lastAt, before.lockedUntil) >= LONGEST_LOCK;
    const count = quiet ? 1 : before.count + 1;
    const lock = count < FREE_FAILURES ? 0 : Math.min(1000 * 2 ** (count - FREE_FAILURES), LONGEST_LOCK);
    this.#failures.set(key, { count, lastAt: now, lockedUntil: now + lock });
  }

  succeeded(username: string): void {
    this.#failures.delete(username.toLowerCase());
  }
}
