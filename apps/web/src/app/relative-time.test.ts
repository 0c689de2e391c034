import { fullTime, relativeTime } from './relative-time.ts';

const NOW = Date.parse('2026-03-12T14:05:00.000Z');

describe('relativeTime', () => {
  it.each([
    ['2026-03-12T14:04:31.000Z', 'Just now'],
    ['2026-03-12T14:06:00.000Z', 'Just now'],
    ['2026-03-12T14:03:59.000Z', '1 min ago'],
    ['2026-03-12T13:06:00.000Z', '59 min ago'],
    ['2026-03-12T08:30:00.000Z', '08:30'],
    ['2026-03-11T23:59:00.000Z', 'Yesterday'],
    ['2026-03-11T00:01:00.000Z', 'Yesterday'],
    ['2026-03-10T23:59:00.000Z', '10 March'],
    ['2025-12-31T12:00:00.000Z', '31 December 2025'],
  ])('calls %s %j', (time, expected) => {
    expect(relativeTime(time, NOW, 'UTC')).toBe(expected);
  });

  it('counts days where the reader is', () => {
    expect(relativeTime('2026-03-12T00:30:00.000Z', NOW, 'America/New_York')).toBe('Yesterday');
  });
});

describe('fullTime', () => {
  it('says the day and the time', () => {
    expect(fullTime('2026-03-12T08:30:00.000Z', 'UTC')).toMatch(/^Thursday,? 12 March 2026 at 08:30$/);
  });
});
