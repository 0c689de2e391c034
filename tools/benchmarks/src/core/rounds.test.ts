import { interleave, quantile, ratios, spread } from './rounds.ts';

describe('interleave', () => {
  it('lets everybody do each round, and another one begin it', async () => {
    const order: string[] = [];
    const contender = (name: string, cost: number) => ({
      name,
      measure: (round: number) => {
        order.push(`${name}${round}`);
        return cost + round;
      },
    });
    const costs = await interleave([contender('a', 10), contender('b', 20)], 3);
    expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
    expect(Object.fromEntries(costs)).toEqual({ a: [10, 11, 12], b: [20, 21, 22] });
  });

  it('ends at the first wrong answer', async () => {
    const wrong = { name: 'wrong', measure: () => Promise.reject(new Error('a wrong answer')) };
    await expect(interleave([wrong], 3)).rejects.toThrow('a wrong answer');
  });
});

describe('ratios', () => {
  it('compares within a round, so that a slow round does not count twice', () => {
    expect(ratios([2, 200, 2], [1, 100, 1])).toEqual({ median: 2, low: 2, high: 2 });
  });

  it('refuses rounds that are not the same', () => {
    expect(() => ratios([1], [1, 2])).toThrow(RangeError);
  });
});

describe('spread and quantile', () => {
  it('give the middle half and what lies between two values', () => {
    expect(spread([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
    expect(quantile([1, 2], 0.5)).toBe(1.5);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('refuse to speak of nothing', () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});
