const FIRST = 2_000;
const LONGEST = 60_000;

/**
 * How long to wait before the next try, in milliseconds: about 2 s after the first failure, doubling up to a minute, and half of it by chance, so
 * that devices which failed together do not come back together.
 *
 * @param failures in a row, counted from 1
 * @param retryAfter seconds that the service asked for
 * @param random from 0 to below 1
 */
export function retryDelay(failures: number, retryAfter: number | undefined, random: number): number {
  const bound = Math.min(LONGEST, FIRST * 2 ** (failures - 1));
  return Math.max((retryAfter ?? 0) * 1_000, 0) + (bound / 2) * (1 + random);
}
