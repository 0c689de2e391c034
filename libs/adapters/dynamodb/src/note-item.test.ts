import { userId } from '@notes/domain';
import { parseItem, toItem, toTimestamp } from './note-item.ts';

const item = { userId: 'alice', noteId: 'n', note: 'text', version: 1, revision: 'r' };
const parseTime = (time: string) => parseItem({ ...item, createdAt: time, updatedAt: time }).note.createdAt;

describe('the times of an item', () => {
  it('are read back as they were written, every day of a leap year and of another', () => {
    for (let time = Date.UTC(2023, 0, 1, 23, 59, 59, 999); time < Date.UTC(2025, 0, 1); time += 86_400_000) {
      expect(parseTime(toTimestamp(time))).toBe(time);
    }
    for (const time of [Date.UTC(1970, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999)]) {
      expect(parseTime(toTimestamp(time))).toBe(time);
    }
  });

  it.each([
    '2026-02-29T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-01T00:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-01-01T00:60:00.000Z',
    '2026-01-01T00:00:60.000Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.000+00:00',
    '2026-01-01T00:00:00.000Z ',
    '2026-01-01T00:00:00.000Z\n',
    '20260101T000000.000Z',
    '',
  ])('are refused as %j', (time) => {
    expect(() => parseTime(time)).toThrow('its attribute createdAt is missing or not valid');
  });

  it('are the same when a note is created', () => {
    const { createdAt, updatedAt } = toItem(userId('alice'), { createdAt: 5 } as never);
    expect([createdAt, updatedAt]).toEqual(Array(2).fill('1970-01-01T00:00:00.005Z'));
  });
});
