import { atLeast, atMost, figure } from './bench.ts';
import { replaceSection, toMarkdown } from './document.ts';

describe('replaceSection', () => {
  const text = 'before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nafter';

  it('replaces what stands between the markers and nothing else', () => {
    expect(replaceSection(text, 'a', 'new')).toBe(
      'before\n<!-- bench:a -->\n\nnew\n\n<!-- /bench:a -->\nafter',
    );
  });

  it('refuses a document without the section', () => {
    expect(() => replaceSection(text, 'b', 'new')).toThrow('no section between <!-- bench:b -->');
    expect(() => replaceSection('<!-- /bench:a --> <!-- bench:a -->', 'a', 'new')).toThrow('no section');
  });
});

describe('toMarkdown', () => {
  it('has tables, goals and what they were measured on', () => {
    const tables = [{ caption: 'Microseconds a call', columns: ['who', 'cost'], rows: [['ours', '1.5']] }];
    const goals = [atMost('ours', 1.5, 2), atLeast('theirs', 1, 2)];
    const text = toMarkdown({ rounds: 7, tables, charts: [], goals });
    expect(text).toContain(
      'Microseconds a call:\n\n| who  | cost |\n| ---- | ---- |\n| ours | 1.5  |\n\n| goal ',
    );
    expect(text).toContain(
      '| ours   | ≤ 2   | 1.5      | yes     |\n| theirs | ≥ 2   | 1        | **no**  |',
    );
    expect(text).toMatch(/Node \d+\.\d+\.\d+, .* \d{4}; medians of 7 interleaved rounds\.$/);
  });
});

describe('goals', () => {
  it.each([
    [atMost('x', 2, 2), true, false],
    [atMost('x', 2.5, 2), false, false],
    [atMost('x', 2.6, 2), false, true],
    [atLeast('x', 2, 2), true, false],
    [atLeast('x', 1.6, 2), false, false],
    [atLeast('x', 1.5, 2), false, true],
    [atLeast('x', 1.5, 2, 1.4), false, false],
    [atMost('x', 2.6, 2, 2.5), false, true],
    [atLeast('x', NaN, 2), false, true],
    [atMost('x', NaN, 2), false, true],
  ])('%j', (goal, isMet, isClearlyMissed) => {
    expect(goal).toMatchObject({ isMet, isClearlyMissed });
  });

  it('show no more digits than are meant', () => {
    expect([0.123456, 12.3456, 123.456, 123456].map(figure)).toEqual(['0.123', '12.3', '123', '123,456']);
  });
});
