import { differingLines } from './differing-lines.ts';

describe('differingLines', () => {
  it('marks the lines that the other version does not have', () => {
    expect(differingLines('List\n- a\n- c\n', 'List\r\n- c\r\n- b')).toEqual([
      { text: 'List', differs: false },
      { text: '- a', differs: true },
      { text: '- c', differs: false },
      { text: '', differs: false },
    ]);
  });
});
