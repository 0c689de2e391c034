import { NotesModel } from './notes-model.ts';

function written(): NotesModel {
  const model = new NotesModel();
  for (const id of ['a', 'b', 'gone']) {
    model.sent(id, `text of ${id}`);
    model.confirmed(id);
  }
  model.sent('gone', undefined);
  model.confirmed('gone');
  return model;
}

const STORED = [
  ['a', 'text of a'],
  ['b', 'text of b'],
] as const;

describe('NotesModel', () => {
  it('finds what was acknowledged where it was left', () => {
    const model = written();
    expect(model.differences(new Map(STORED))).toEqual([]);
    expect(model.writes).toBe(4);
  });

  it.each([
    ['a lost note', [STORED[0]], 'b'],
    ['another text', [STORED[0], ['b', 'older text']], 'b'],
    ['a deleted note that is back', [...STORED, ['gone', 'text of gone']], 'gone'],
    ['a note that nobody wrote', [...STORED, ['c', 'text']], 'c'],
  ] as const)('notices %s', (_what, stored, id) => {
    expect(written().differences(new Map(stored))).toEqual([id]);
  });

  it('bears with both outcomes of a write that was not answered, and with no third', () => {
    const model = written();
    model.sent('a', undefined);
    model.sent('b', 'newer text');
    model.sent('c', 'text of c');
    expect(model.differences(new Map(STORED))).toEqual([]);
    expect(
      model.differences(
        new Map([
          ['b', 'newer text'],
          ['c', 'text of c'],
        ]),
      ),
    ).toEqual([]);
    expect(
      model.differences(
        new Map([
          ['b', 'other'],
          ['c', 'other'],
        ]),
      ),
    ).toEqual(['b', 'c']);
  });
});
