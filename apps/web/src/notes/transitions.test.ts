import { type NoteRecord, type ServedNote, isPending, nextStep, textOf, viewOf } from './note-record.ts';
import type { Outcome } from './send.ts';
import { AT, NOW, UNDO, kept, saved, sending, served, step, type } from './test-support/records.ts';
import * as change from './transitions.ts';

describe('typing', () => {
  it('becomes a draft, of a new revision', () => {
    const record = kept(type(saved('one'), 'two'));
    expect(record).toMatchObject({ draft: 'two', revision: 2, typedAt: AT, base: { text: 'one' } });
    expect(viewOf(record, false)).toMatchObject({ text: 'two', state: 'waiting', updatedAt: AT });
  });

  it('of what is there already changes nothing, whoever saw what', () => {
    const record = saved('one');
    expect(type(record, 'one').record).toBe(record);
    expect(type(record, 'one', 0).record).toBe(record);
  });

  it('goes under what is being sent', () => {
    const record = kept(type(sending(kept(type(saved('one'), 'two'))), 'three'));
    expect(record).toMatchObject({ sending: { kind: 'replace', text: 'two' }, draft: 'three' });
    expect(kept(type(record, 'two')).draft).toBeUndefined();
    expect(kept(type(record, 'one')).draft).toBe('one');
  });

  it('from a revision that is no more makes a conflict', () => {
    const record = kept(type(saved('theirs'), 'mine', 0));
    expect(record).toMatchObject({ draft: 'mine', conflict: { theirs: { text: 'theirs' } }, revision: 2 });
    expect(viewOf(record, false)).toMatchObject({
      state: 'conflict',
      text: 'mine',
      theirs: { text: 'theirs' },
    });
  });

  it('into a conflict goes on with the text typed here', () => {
    const record = kept(type(kept(type(saved('theirs'), 'mine', 0)), 'mine too'));
    expect(record).toMatchObject({ draft: 'mine too', conflict: { theirs: { text: 'theirs' } } });
  });

  it('from a third side makes a copy', () => {
    const conflict = kept(type(saved('theirs'), 'mine', 0));
    expect(type(conflict, 'third', 0)).toMatchObject({
      record: { draft: 'third', conflict: { theirs: { text: 'theirs' } } },
      copy: 'mine',
    });
  });

  it('of the other text of a conflict makes that one its own', () => {
    const turned = kept(type(kept(type(saved('theirs'), 'mine', 0)), 'theirs', 0));
    expect(turned).toMatchObject({ draft: 'theirs', conflict: { theirs: { text: 'mine' } }, revision: 3 });
    expect(isPending(kept(change.resolved(turned, 'mine')))).toBe(false);
    expect(kept(change.resolved(turned, 'theirs')).draft).toBe('mine');
  });

  it('into a note that is gone asks what is to become of it', () => {
    const input = { noteid: 'n', text: 'mine', seen: 7, now: NOW };
    const record = kept(change.typed(undefined, input));
    expect(record).toMatchObject({ draft: 'mine', conflict: {}, revision: NOW });
    expect(viewOf(record, false)).toMatchObject({ state: 'conflict', theirs: undefined });
    expect(kept(change.typed(undefined, { ...input, seen: NOW + 5 })).revision).toBe(NOW + 6);
  });

  it('brings a deleted note back', () => {
    expect(kept(type(change.removed(saved('one'), NOW), 'two')).deletedAt).toBeUndefined();
  });

  it('of nothing, or of what cannot be sent, stays here', () => {
    const record = kept(type(saved('one'), ''));
    expect(viewOf(record, false)).toMatchObject({ state: 'refused', problem: expect.any(String) });
    expect(nextStep(record, NOW, UNDO)).toBeUndefined();
    expect(kept(type(record, 'two')).problem).toBeUndefined();
  });
});

describe('the next step', () => {
  const conflict = kept(type(saved('theirs'), 'mine', 0));
  const draft = kept(type(saved('one'), 'two'));

  it.each<[string, NoteRecord, ReturnType<typeof nextStep>]>([
    ['a saved note', saved('one'), undefined],
    ['a new note', change.created('n', 'one', NOW), 'create'],
    ['a typed note', draft, 'replace'],
    ['a conflict', conflict, undefined],
    ['a request under way', sending(draft), 'send'],
    ['a request under way, and a deletion', change.removed(sending(draft), NOW - UNDO), 'send'],
    ['a deletion', change.removed(saved('one'), NOW), NOW + UNDO],
    ['a deletion that is due', change.removed(draft, NOW - UNDO), 'delete'],
    ['a deletion by a clock that was set back', change.removed(draft, NOW + 1), 'delete'],
    [
      'the deletion of what was never sent',
      change.removed(change.created('n', 'one', NOW), NOW - UNDO),
      'drop',
    ],
    ['the deletion of a conflict', change.removed(conflict, NOW - UNDO), 'delete'],
  ])('of %s', (_, record, expected) => expect(nextStep(record, NOW, UNDO)).toBe(expected));

  it('is taken down before it is done', () => {
    expect(change.begun(draft, step)).toEqual({
      ...draft,
      draft: undefined,
      sending: { id: 'send-1', kind: 'replace', text: 'two', base: served('one') },
    });
    expect(change.begun(change.created('n', 'one', NOW), step)).toMatchObject({
      sending: { kind: 'create', text: 'one' },
    });
    expect(change.begun(change.removed(draft, 0), step)).toMatchObject({
      sending: { kind: 'delete' },
      draft: 'two',
    });
    expect(change.begun(change.removed(change.created('n', 'one', NOW), 0), step)).toBeUndefined();
    for (const record of [saved('one'), conflict, sending(draft)])
      expect(change.begun(record, step)).toBe(record);
  });
});

describe('an answer', () => {
  const draft = kept(type(saved('one'), 'two'));
  const answered = (record: NoteRecord, outcome: Outcome) => change.settledBy(record, 'send-1', outcome);

  it('to another request settles nothing', () => {
    const record = sending(draft);
    expect(change.settledBy(record, 'send-2', { kind: 'deleted' }).record).toBe(record);
    expect(change.settledBy(undefined, 'send-1', { kind: 'deleted' }).record).toBeUndefined();
  });

  it('confirms', () => {
    const outcome: Outcome = { kind: 'confirmed', served: served('two', 2) };
    const record = kept(answered(sending(draft), outcome));
    expect(record).toMatchObject({ base: { version: 2 }, revision: 2 });
    expect(isPending(record)).toBe(false);
    const typed = kept(answered(kept(type(sending(draft), 'three')), outcome));
    expect(typed).toMatchObject({ base: { version: 2 }, draft: 'three' });
  });

  it('confirms a deletion, and asks about what was typed meanwhile', () => {
    const deleting = sending(change.removed(draft, 0));
    expect(answered(deleting, { kind: 'deleted' }).record).toBeUndefined();
    const typed = kept(answered(kept(type(deleting, 'three')), { kind: 'deleted' }));
    expect(typed).toMatchObject({ draft: 'three', conflict: {} });
    expect(typed.base).toBeUndefined();
    const conflict = kept(type(saved('theirs'), 'mine', 0));
    const revived = kept(type(sending(change.removed(conflict, 0)), 'mine too'));
    expect(kept(answered(revived, { kind: 'deleted' })).conflict?.theirs?.text).toBe('theirs');
  });

  it('refuses', () => {
    const outcome: Outcome = { kind: 'refused', sentence: 'No.' };
    expect(kept(answered(sending(draft), outcome))).toMatchObject({ draft: 'two', problem: 'No.' });
    const typed = kept(answered(kept(type(sending(draft), 'three')), outcome));
    expect(typed.draft).toBe('three');
    expect(typed.problem).toBeUndefined();
    const undeleted = kept(answered(sending(change.removed(saved('one'), 0)), outcome));
    expect(viewOf(undeleted, false)).toMatchObject({ state: 'saved', problem: 'No.' });
    const removed = kept(answered(change.removed(sending(draft), NOW), outcome));
    expect(removed).toMatchObject({ draft: 'two', deletedAt: NOW });
  });

  const elsewhere = (theirs: ServedNote | undefined): Outcome => ({ kind: 'changed-elsewhere', theirs });

  it('finds another text, or none', () => {
    expect(kept(answered(sending(draft), elsewhere(served('theirs', 2))))).toMatchObject({
      base: { text: 'theirs' },
      draft: 'two',
      conflict: { theirs: { text: 'theirs' } },
      revision: 2,
    });
    const gone = kept(answered(sending(draft), elsewhere(undefined)));
    expect(gone).toMatchObject({ draft: 'two', conflict: {} });
    expect(nextStep(kept(change.resolved(gone, 'mine')), NOW, UNDO)).toBe('create');
  });

  it('finds the text that was sent, or what was typed since', () => {
    expect(isPending(kept(answered(sending(draft), elsewhere(served('two', 2)))))).toBe(false);
    const typed = kept(type(sending(draft), 'three'));
    const record = kept(answered(typed, elsewhere(served('three', 2))));
    expect(record.base?.text).toBe('three');
    expect(isPending(record)).toBe(false);
  });

  it('finds the text that was sent beneath what was typed since', () => {
    const typed = kept(type(sending(draft), 'three'));
    const record = kept(answered(typed, elsewhere(served('two', 2))));
    expect(record).toMatchObject({ base: { text: 'two' }, draft: 'three' });
    expect(record.conflict).toBeUndefined();
  });

  it('finds the text that was replaced, in a later state', () => {
    const record = kept(answered(sending(draft), elsewhere(served('one', 3))));
    expect(record).toMatchObject({ base: { version: 3 }, draft: 'two' });
    expect(record.conflict).toBeUndefined();
  });

  it('finds a third text beside those of two tabs', () => {
    const tabs = kept(type(kept(type(sending(draft), 'three')), 'four', 0));
    expect(answered(tabs, elsewhere(served('theirs', 2)))).toMatchObject({
      record: { draft: 'four', conflict: { theirs: { text: 'theirs' } } },
      copy: 'three',
    });
    expect(answered(tabs, elsewhere(served('three', 2))).copy).toBeUndefined();
    const agreed = answered(tabs, elsewhere(served('four', 2)));
    expect(agreed).toMatchObject({ record: { base: { text: 'four' } }, copy: 'three' });
    expect(agreed.record && isPending(agreed.record)).toBe(false);
  });

  it('to a request for a note that was deleted here since', () => {
    const removed = change.removed(sending(draft), NOW);
    expect(answered(removed, elsewhere(undefined)).record).toBeUndefined();
    const met = kept(answered(removed, elsewhere(served('theirs', 2))));
    expect(met).toMatchObject({ conflict: { theirs: { text: 'theirs' } } });
    expect(met.deletedAt).toBeUndefined();
  });

  it('to a deletion finds another state', () => {
    const deleting = sending(change.removed(saved('one'), 0));
    const back = kept(answered(deleting, elsewhere(served('theirs', 2))));
    expect(viewOf(back, false)).toMatchObject({
      state: 'saved',
      text: 'theirs',
      problem: expect.any(String),
    });
    expect(answered(deleting, elsewhere(undefined)).record).toBeUndefined();
    const again = kept(answered(deleting, elsewhere(served('one', 3))));
    expect(nextStep(again, NOW, UNDO)).toBe('delete');
    expect(again.base?.version).toBe(3);
    const typed = kept(answered(sending(change.removed(draft, 0)), elsewhere(served('theirs', 2))));
    expect(typed).toMatchObject({ draft: 'two', conflict: { theirs: { text: 'theirs' } } });
    const same = kept(answered(sending(change.removed(draft, 0)), elsewhere(served('two', 2))));
    expect(same).toMatchObject({ base: { text: 'two' }, notice: expect.any(String) });
  });
});

describe('a list', () => {
  it('brings what is new', () => {
    expect(change.listed(undefined, 'n', served('one'), NOW)).toEqual({ ...saved('one'), revision: NOW });
    expect(change.listed(saved('one'), 'n', served('two', 2), NOW)).toMatchObject({
      base: { text: 'two' },
      revision: 2,
    });
    expect(change.listed(saved('one'), 'n', served('one', 2), NOW)).toMatchObject({
      base: { version: 2 },
      revision: 1,
    });
    const again = served('again', 1, new Date(NOW + 5).toISOString());
    expect(change.listed({ ...saved('one'), base: served('one', 9) }, 'n', again, NOW).base).toBe(again);
  });

  it('takes nothing back', () => {
    const record = { ...saved('one'), base: served('one', 3) };
    for (const each of [served('old', 2), served('one', 3)])
      expect(change.listed(record, 'n', each, NOW)).toBe(record);
  });

  it('leaves alone what is not confirmed', () => {
    const draft = kept(type(saved('one'), 'two'));
    const conflict = kept(type(saved('one'), 'two', 0));
    for (const record of [draft, sending(draft), conflict, change.created('n', 'new', NOW)]) {
      expect(change.listed(record, 'n', served('theirs', 2), NOW)).toBe(record);
      expect(change.unlisted(record)).toBe(record);
    }
    const removed = change.removed(saved('one'), NOW);
    expect(change.listed(removed, 'n', served('theirs', 2), NOW)).toBe(removed);
  });

  it('shows what is gone', () => {
    expect(change.unlisted(saved('one'))).toBeUndefined();
    expect(change.unlisted(change.removed(saved('one'), NOW))).toBeUndefined();
  });
});

describe('a choice', () => {
  const conflict = kept(type(saved('theirs'), 'mine', 0));

  it('is made in a conflict only', () => {
    const record = saved('one');
    expect(change.resolved(record, 'theirs')).toEqual({ record });
  });

  it('is for one text or for both', () => {
    expect(kept(change.resolved(conflict, 'mine'))).toMatchObject({ draft: 'mine', revision: 2 });
    const theirs = kept(change.resolved(conflict, 'theirs'));
    expect([textOf(theirs), theirs.revision, isPending(theirs)]).toEqual(['theirs', 3, false]);
    expect(change.resolved(conflict, 'both')).toMatchObject({
      copy: 'mine',
      record: { base: { text: 'theirs' } },
    });
  });

  it('takes a deletion back, unless it is under way', () => {
    expect(change.restored(change.removed(conflict, NOW))).toEqual(conflict);
    expect(change.restored(sending(change.removed(conflict, 0)))).toBeUndefined();
  });
});
