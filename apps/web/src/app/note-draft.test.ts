import type { NoteView } from '../notes/notes-store.ts';
import { NoteDraft } from './note-draft.ts';

const view = (text: string, revision: number, noteid = 'n1'): NoteView => ({
  noteid,
  text,
  revision,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  state: 'saved',
});

/** A store that writes when told to, and time that passes when told to. */
function setUp(note?: NoteView) {
  const writes: { noteid: string | undefined; text: string; seen: number }[] = [];
  const gates: PromiseWithResolvers<undefined>[] = [];
  const created: string[] = [];
  let due: (() => void) | undefined;
  const keep = async (noteid: string | undefined, text: string, seen: number) => {
    writes.push({ noteid, text, seen });
    const gate = Promise.withResolvers<undefined>();
    gates.push(gate);
    await gate.promise;
    return 10 * writes.length;
  };
  const draft = new NoteDraft({
    store: {
      create: async (text) => view(text, await keep(undefined, text, 0), 'new-id'),
      write: keep,
    },
    ...(note === undefined ? {} : { note }),
    onCreated: (noteid) => created.push(noteid),
    schedule: (callback, delay) => {
      expect(delay).toBe(800);
      due = callback;
      return () => {
        due = undefined;
      };
    },
  });
  return {
    draft,
    writes,
    created,
    rest: () => due?.(),
    isDue: () => due !== undefined,
    finish: async (index: number, error?: Error) => {
      await settled();
      if (error === undefined) gates[index]?.resolve(undefined);
      else gates[index]?.reject(error);
      await settled();
    },
    settled,
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('NoteDraft', () => {
  it('writes once typing rests, with the revision that it began from', async () => {
    const { draft, writes, rest, finish, settled } = setUp(view('a', 3));

    draft.type('ab');
    draft.type('abc');
    await settled();
    expect(writes).toEqual([]);
    expect(draft.unsaved.value).toBe(true);

    rest();
    await finish(0);
    expect(writes).toEqual([{ noteid: 'n1', text: 'abc', seen: 3 }]);
    expect(draft.unsaved.value).toBe(false);
  });

  it('goes on from the revision that the last write returned', async () => {
    const { draft, writes, finish } = setUp(view('a', 3));
    draft.type('ab');
    void draft.flush();
    await finish(0);

    draft.type('abc');
    void draft.flush();
    await finish(1);

    expect(writes[1]).toEqual({ noteid: 'n1', text: 'abc', seen: 10 });
  });

  it('writes one after the other, and what is typed meanwhile stays unsaved', async () => {
    const { draft, writes, finish, isDue } = setUp(view('a', 3));
    draft.type('ab');
    void draft.flush();
    await settled();
    draft.type('abc');
    void draft.flush();
    await settled();
    expect(writes).toHaveLength(1);
    expect(isDue()).toBe(false);

    await finish(0);
    expect(draft.unsaved.value).toBe(true);
    expect(writes[1]).toEqual({ noteid: 'n1', text: 'abc', seen: 10 });

    await finish(1);
    expect(draft.unsaved.value).toBe(false);
  });

  it('writes nothing when nothing was typed', async () => {
    const { draft, writes } = setUp(view('a', 3));

    await draft.flush();

    expect(writes).toEqual([]);
  });

  it('makes a note of the first words, and only one', async () => {
    const { draft, writes, created, finish } = setUp();
    draft.type('  ');
    await draft.flush();
    expect(writes).toEqual([]);

    draft.type(' a');
    void draft.flush();
    await settled();
    draft.type(' ab');
    void draft.flush();
    await finish(0);
    await finish(1);

    expect(created).toEqual(['new-id']);
    expect(draft.noteid.value).toBe('new-id');
    expect(writes).toEqual([
      { noteid: undefined, text: ' a', seen: 0 },
      { noteid: 'new-id', text: ' ab', seen: 10 },
    ]);
  });

  it('follows its note while nothing is typed', () => {
    const { draft } = setUp(view('a', 3));

    draft.follow(view('older', 2));
    draft.follow(view('another note', 9, 'n2'));
    expect(draft.text.value).toBe('a');

    draft.follow(view('b', 4));
    expect(draft.text.value).toBe('b');
    expect(draft.touched).toBe(false);
  });

  it('does not touch what is being typed', async () => {
    const { draft, writes, finish } = setUp(view('a', 3));
    draft.type('mine');

    draft.follow(view('theirs', 4));
    expect(draft.text.value).toBe('mine');

    void draft.flush();
    await finish(0);
    expect(writes).toEqual([{ noteid: 'n1', text: 'mine', seen: 3 }]);
    expect(draft.touched).toBe(true);
  });

  it('keeps what could not be written, says why, and tries again', async () => {
    const { draft, writes, finish } = setUp(view('a', 3));
    draft.type('ab');
    void draft.flush();
    await finish(0, new Error('no room left'));
    expect(draft.problem.value).toBe('no room left');
    expect(draft.unsaved.value).toBe(true);

    void draft.flush();
    await finish(1);
    expect(writes[1]).toEqual({ noteid: 'n1', text: 'ab', seen: 3 });
    expect(draft.problem.value).toBeUndefined();
    expect(draft.unsaved.value).toBe(false);
  });
});
