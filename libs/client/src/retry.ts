import { sleep } from './abort.ts';

/** When and how often a request is sent again. Times are milliseconds. */
export interface RetryPolicy {
  /** How often a request is sent at most; default 4, and 1 is no retry. */
  readonly attempts: number;
  /** The first wait is between none and this; default 250. Each further one may be twice as long. */
  readonly baseDelay: number;
  /** No wait of the client's own choice is longer; default 8,000. */
  readonly maxDelay: number;
  /** A request whose `Retry-After` is longer fails at once; default 20,000. */
  readonly maxRetryAfter: number;
  /**
   * For one attempt, from sending to the last byte of the answer; default 30,000. API Gateway gives up after 29,000, so what takes longer is a dead
   * connection. `Infinity` is no limit.
   */
  readonly timeout: number;
  /** From 0 to below 1; default `Math.random`. */
  readonly random: () => number;
  /** Waits, and rejects with the signal's reason when that is aborted. */
  readonly sleep: (delay: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds since the Unix epoch, for a `Retry-After` that is a date; default `Date.now`. */
  readonly now: () => number;
}

const DEFAULTS: RetryPolicy = {
  attempts: 4,
  baseDelay: 250,
  maxDelay: 8_000,
  maxRetryAfter: 20_000,
  timeout: 30_000,
  random: () => Math.random(),
  sleep,
  now: () => Date.now(),
};

/** The whole policy. What is undefined counts as not named. */
export function retryPolicy(named: Partial<RetryPolicy> = {}): RetryPolicy {
  return {
    ...DEFAULTS,
    ...Object.fromEntries(Object.entries<unknown>(named).filter(([, value]) => value !== undefined)),
  };
}

/**
 * Milliseconds to wait after the given attempt, counted from 1; undefined when the service asks for more patience than the policy has.
 *
 * Full jitter: anything up to the exponential bound, so that clients who failed together do not come back together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). `Retry-After` comes before it.
 */
export function delayAfter(
  attempt: number,
  retryAfter: number | undefined,
  policy: RetryPolicy,
): number | undefined {
  const asked = (retryAfter ?? 0) * 1000;
  if (asked > policy.maxRetryAfter) return undefined;
  return asked + policy.random() * Math.min(policy.maxDelay, policy.baseDelay * 2 ** (attempt - 1));
}

/** Seconds from now that a `Retry-After` names, by number or date (RFC 9110, section 10.2.3); undefined where it names none. */
export function retryAfterSeconds(value: string | null, now: () => number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now()) / 1000));
}
