const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LOCALE = 'en-GB';

/**
 * A point in time as people say it: "Just now", "5 min ago", "14:05", "Yesterday", "12 March", "12 March 2024".
 *
 * @param time RFC 3339
 * @param now milliseconds since 1970
 */
export function relativeTime(time: string, now: number, timeZone?: string): string {
  const then = Date.parse(time);
  const age = now - then;
  if (age < MINUTE) return 'Just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;

  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', ...zone });
  if (day.format(then) === day.format(now)) {
    return new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short', ...zone }).format(then);
  }
  if (age < 48 * HOUR && day.format(then + 24 * HOUR) === day.format(now)) return 'Yesterday';

  const year = new Intl.DateTimeFormat(LOCALE, { year: 'numeric', ...zone });
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'long',
    ...(year.format(then) === year.format(now) ? {} : { year: 'numeric' }),
    ...zone,
  }).format(then);
}

/** The same in full, for a tooltip. */
export function fullTime(time: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'short', ...zone }).format(
    Date.parse(time),
  );
}
