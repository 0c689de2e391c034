import type { KeySetTimes } from './key-set.ts';

/** How published keys are fetched and kept. Times are in seconds. */
export interface KeyOptions {
  /** Age from which keys are fetched again in the background: 0 to Infinity, which is never; default 900 (15 minutes). */
  readonly maxAgeSeconds?: number;
  /** Least distance of two fetches for an unknown `kid`, or after a failed one: 1 to 3600, default 10. */
  readonly cooldownSeconds?: number;
  /**
   * How much longer than their max age the last good keys serve while the issuer cannot be reached: 0 to Infinity, default 21,600 (6 hours).
   * As long as that a removed key may go on being trusted in an outage.
   */
  readonly outageSeconds?: number;
  /** Time-out of one fetch: 0.001 to 60, default 2. There are at most two in a row, or four where the keys' address must be found. */
  readonly timeoutSeconds?: number;
  /** Most bytes of a published key set: 1 to Infinity, default 65,536. */
  readonly maxBytes?: number;
}

/** The times of a key set, with defaults for what is left out. @throws RangeError as {@link numberWithin}. */
export function keySetTimes(options: KeyOptions = {}): KeySetTimes {
  const { maxAgeSeconds = 900, cooldownSeconds = 10, outageSeconds = 6 * 3600 } = options;
  const { timeoutSeconds = 2, maxBytes = 65_536 } = options;
  return {
    maxAgeSeconds: numberWithin('maxAgeSeconds', maxAgeSeconds, 0, Infinity),
    cooldownSeconds: numberWithin('cooldownSeconds', cooldownSeconds, 1, 3600),
    outageSeconds: numberWithin('outageSeconds', outageSeconds, 0, Infinity),
    fetchLimits: {
      timeoutMs: numberWithin('timeoutSeconds', timeoutSeconds, 0.001, 60) * 1000,
      maxBytes: numberWithin('maxBytes', maxBytes, 1, Infinity),
    },
  };
}

/** The number itself, which may be either bound. @throws RangeError for one beyond them, and for what is no number. */
export function numberWithin(name: string, value: number, least: number, most: number): number {
  // Plain JavaScript may give a text or null: both can be compared with numbers, but two texts are joined where they should be added.
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${value}.`);
}
