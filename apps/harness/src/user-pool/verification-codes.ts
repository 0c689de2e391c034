import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@notes/domain';
import { BoundedMap } from './bounded-map.ts';
import { CognitoError } from './errors.ts';
import type { MailKind } from './mail.ts';

const HOUR = 3_600_000;
/** In milliseconds (Amazon Cognito Developer Guide, "Quotas": validity of a sign-up code and of a forgot-password code). */
const VALIDITY: Record<MailKind, number> = { 'sign-up': 24 * HOUR, 'forgot-password': HOUR };
const CAPACITY = 20_000;

interface PendingCode {
  readonly code: string;
  readonly expiresAt: number;
}

/** The latest code of each kind that a user was sent; a newer one replaces it. */
export class VerificationCodes {
  readonly #clock: Clock;
  readonly #pending = new BoundedMap<string, PendingCode>(CAPACITY);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Six fresh random digits. */
  issue(kind: MailKind, userId: string): string {
    const code = randomInt(1_000_000).toString().padStart(6, '0');
    this.#pending.set(keyOf(kind, userId), { code, expiresAt: this.#clock.now() + VALIDITY[kind] });
    return code;
  }

  /**
   * Does nothing when the code is the right one; it stays valid until it is consumed.
   *
   * @throws CognitoError ExpiredCodeException when none is pending or it is too old, CodeMismatchException when it is another.
   */
  check(kind: MailKind, userId: string, code: string): void {
    const pending = this.#pending.get(keyOf(kind, userId));
    if (pending === undefined || pending.expiresAt <= this.#clock.now()) {
      throw new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
    }
    const [expected, given] = [Buffer.from(pending.code), Buffer.from(code)];
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
      throw codeMismatch();
    }
  }

  consume(kind: MailKind, userId: string): void {
    this.#pending.delete(keyOf(kind, userId));
  }
}

/** A wrong code, and any code of a user who does not exist. */
export function codeMismatch(): CognitoError {
  return new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}

function keyOf(kind: MailKind, userId: string): string {
  return `${kind}:${userId}`;
}
