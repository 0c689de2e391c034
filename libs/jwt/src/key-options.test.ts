import { type KeyOptions, keySetTimes, numberWithin } from './key-options.ts';

const DEFAULTS = {
  maxAgeSeconds: 900,
  cooldownSeconds: 10,
  outageSeconds: 21_600,
  fetchLimits: { timeoutMs: 2000, maxBytes: 65_536 },
};

const OPTIONS = [
  ['maxAgeSeconds', 0, Infinity],
  ['cooldownSeconds', 1, 3600],
  ['outageSeconds', 0, Infinity],
  ['timeoutSeconds', 0.001, 60],
  ['maxBytes', 1, Infinity],
] as const;

describe('keySetTimes', () => {
  it.each([undefined, {}])('has defaults for %j', (options) => {
    expect(keySetTimes(options)).toEqual(DEFAULTS);
  });

  it.each<[KeyOptions, object]>([
    [{ maxAgeSeconds: 60 }, { maxAgeSeconds: 60 }],
    [{ cooldownSeconds: 60 }, { cooldownSeconds: 60 }],
    [{ outageSeconds: 60 }, { outageSeconds: 60 }],
    [{ timeoutSeconds: 1.5 }, { fetchLimits: { timeoutMs: 1500, maxBytes: 65_536 } }],
    [{ maxBytes: 1000 }, { fetchLimits: { timeoutMs: 2000, maxBytes: 1000 } }],
  ])('takes %j, in seconds and bytes, and leaves the others', (options, changed) => {
    expect(keySetTimes(options)).toEqual({ ...DEFAULTS, ...changed });
  });

  it('takes the least of everything', () => {
    const least = Object.fromEntries(OPTIONS.map(([name, bound]) => [name, bound]));
    expect(keySetTimes(least)).toEqual({
      maxAgeSeconds: 0,
      cooldownSeconds: 1,
      outageSeconds: 0,
      fetchLimits: { timeoutMs: 1, maxBytes: 1 },
    });
  });

  it('takes the most of everything', () => {
    const most = Object.fromEntries(OPTIONS.map(([name, , bound]) => [name, bound]));
    expect(keySetTimes(most)).toEqual({
      maxAgeSeconds: Infinity,
      cooldownSeconds: 3600,
      outageSeconds: Infinity,
      fetchLimits: { timeoutMs: 60_000, maxBytes: Infinity },
    });
  });

  describe.each(OPTIONS)('refuses for %s, which is from %d to %d,', (name, least, most) => {
    const beyond = most === Infinity ? [] : [most + 0.001, Infinity];

    it.each([least - 0.001, -1, -Infinity, NaN, ...beyond])('%d', (value) => {
      const expected = new RangeError(`${name} must be a number from ${least} to ${most}, not ${value}.`);
      expect(() => keySetTimes({ [name]: value })).toThrow(expected);
    });

    it.each([null, '', '30', true, [30], new Date(30)])('%p, which is no number', (value) => {
      expect(() => keySetTimes({ [name]: value })).toThrow(RangeError);
    });
  });
});

describe('numberWithin', () => {
  it.each([0, 150.5, 300])('gives %d as it is', (value) => {
    expect(numberWithin('clockToleranceSeconds', value, 0, 300)).toBe(value);
  });

  it.each([-0.001, 300.001])('refuses %d and says why', (value) => {
    expect(() => numberWithin('clockToleranceSeconds', value, 0, 300)).toThrow(
      new RangeError(`clockToleranceSeconds must be a number from 0 to 300, not ${value}.`),
    );
  });
});
