import type { KeySetTimes } from './key-set.ts';

/** How published keys are fetched and kept. */
export interface KeyOptions {
  /** Age from which keys are fetched again in the background, default 900 (15 minutes). Infinity: never. */
  readonly maxAgeSeconds?: number;
  /** Least distance of two fetches for an unknown `kid`, or after a failed one; default 10. */
  readonly cooldownSeconds?: number;
  /**
   * How much longer than their max age the last good keys serve while the issuer cannot be reached; default 21,600 (6 hours). As long as
   * that a removed key may go on being trusted in an outage.
   */
  readonly outageSeconds?: number;
  /** Time-out of one fetch, of which there are at most two in a row; default 2. */
  readonly timeoutSeconds?: number;
  /** Most bytes of a published key set, default 65,536. */
  readonly maxBytes?: number;
}

/** The times of a key set, with defaults for what is left out. @throws RangeError for a number that is out of bounds. */
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

/** @throws RangeError unless the number lies within the bounds. */
export function numberWithin(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new RangeError(`${name} must be a number from ${least} to ${most}, not ${value}.`);
}
