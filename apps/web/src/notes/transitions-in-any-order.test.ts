import fc from 'fast-check';
import { type NoteRecord, isPending, textOf } from './note-record.ts';
import type { Outcome } from './send.ts';
import { NOW, served, step, type } from './test-support/records.ts';
import * as change from './transitions.ts';

describe('any order of events', () => {
  const text = fc.constantFrom('a', 'b', 'c', 'd');
  const outcome = fc.oneof(
    fc.record({ kind: fc.constant('refused' as const), sentence: fc.constant('No.') }),
    fc.record({
      kind: fc.constant('changed-elsewhere' as const),
      theirs: fc.option(
        text.map((each) => served(each, 2)),
        { nil: undefined },
      ),
    }),
  );
  const event = fc.oneof<fc.Arbitrary<(record: NoteRecord) => change.Change>[]>(
    fc.tuple(text, fc.boolean()).map(
      ([each, stale]) =>
        (record) =>
          type(record, each, stale ? 0 : record.revision),
    ),
    fc.constant((record) => ({ record: change.removed(record, 0) })),
    fc.constant((record) => ({ record: change.restored(record) ?? record })),
    fc.constant((record) => ({ record: change.begun(record, step) })),
    fc
      .constantFrom('mine' as const, 'theirs' as const, 'both' as const)
      .map((keep) => (record) => change.resolved(record, keep)),
    outcome.map((each) => (record) => change.settledBy(record, 'send-1', each)),
    fc.constant((record) => {
      if (!record.sending) return { record };
      const done: Outcome =
        record.sending.kind === 'delete'
          ? { kind: 'deleted' }
          : { kind: 'confirmed', served: served(record.sending.text, 2) };
      return change.settledBy(record, 'send-1', done);
    }),
    text.map((each) => (record) => ({ record: change.listed(record, 'n', served(each, 3), NOW) })),
  );

  it('leaves a record that says one thing', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let record: NoteRecord = change.created('n', 'a', 1);
        for (const each of events) {
          const { record: next } = each(record);
          if (!next) return;
          expect(next.revision).toBeGreaterThanOrEqual(record.revision);
          if (textOf(next) !== textOf(record)) expect(next.revision).toBeGreaterThan(record.revision);
          if (next.conflict) expect(next.draft).toBeDefined();
          if (next.problem !== undefined) expect(next.draft).toBeDefined();
          if (next.sending?.kind === 'delete' || next.sending?.kind === 'replace')
            expect(next.base).toBeDefined();
          if (!next.conflict && !next.sending) expect(next.draft).not.toBe(next.base?.text);
          expect(isPending(next) || next.base !== undefined).toBe(true);
          record = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
