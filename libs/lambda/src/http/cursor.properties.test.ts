import { type NoteId, type UserId, NOTE_ID_PATTERN } from '@notes/domain';
import fc from 'fast-check';
import { character } from '../test-support/character.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { problemOf } from './problem-error.ts';

const owner = fc.string({ unit: character, minLength: 1, maxLength: 40 }) as fc.Arbitrary<UserId>;
const order = fc.constantFrom('asc', 'desc');
const id = fc.stringMatching(new RegExp(NOTE_ID_PATTERN)) as fc.Arbitrary<NoteId>;
const other = { asc: 'desc', desc: 'asc' } as const;

/** The position, or the code of the problem; anything else that is thrown is a defect. */
function decode(...[who, direction, text]: Parameters<typeof decodeCursor>): { after: string } | string {
  try {
    return { after: decodeCursor(who, direction, text) };
  } catch (error) {
    const { code } = problemOf(error);
    if (code === 'internal') throw error;
    return code;
  }
}

describe('a cursor', () => {
  it('leads back to its position', () => {
    fc.assert(
      fc.property(owner, order, id, (who, direction, after) => {
        const cursor = encodeCursor(who, direction, after);
        expect(decode(who, direction, cursor)).toEqual({ after });
        expect(cursor).toMatch(/^[\w-]{1,512}$/);
      }),
    );
  });

  it('with a position that cannot be is refused as a cursor', () => {
    const who = 'ada' as UserId;
    const cursor = encodeCursor(who, 'asc', '.hidden' as NoteId);
    const detail = 'is not a cursor that this API made';
    expect(() => decodeCursor(who, 'asc', cursor)).toThrow(
      expect.objectContaining({ errors: [{ pointer: '#/query/cursor', detail }] }),
    );
  });

  it('is refused for another user and for another order', () => {
    fc.assert(
      fc.property(owner, owner, order, id, (who, stranger, direction, after) => {
        fc.pre(who !== stranger);
        const cursor = encodeCursor(who, direction, after);
        expect(decode(stranger, direction, cursor)).toBe('invalid-request');
        expect(decode(who, other[direction], cursor)).toBe('invalid-request');
        expect(decode(stranger, other[direction], cursor)).toBe('invalid-request');
      }),
    );
  });

  it('is accepted in one spelling only: whatever is accepted is what was made for that user, order and position', () => {
    const anyText = fc.oneof(
      fc.string({ unit: character }),
      fc.base64String(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
      fc
        .array(fc.oneof(order, id, fc.constantFrom(' ', 'BLv4kS0_gce5xrUa'), fc.string()))
        .map((parts) => Buffer.from(parts.join(' ')).toString('base64url')),
    );
    fc.assert(
      fc.property(owner, order, anyText, (who, direction, text) => {
        const found = decode(who, direction, text);
        if (typeof found === 'string') expect(found).toBe('invalid-request');
        else expect(text).toBe(encodeCursor(who, direction, found.after as NoteId));
      }),
    );
  });

  it('that was tampered with is refused, or is the cursor of another position of the same user and order', () => {
    const edit = fc.record({
      at: fc.nat(200),
      remove: fc.nat(3),
      insert: fc.oneof(fc.base64String({ maxLength: 4 }), fc.string({ unit: character, maxLength: 2 })),
    });
    fc.assert(
      fc.property(owner, order, id, edit, (who, direction, after, { at, remove, insert }) => {
        const cursor = encodeCursor(who, direction, after);
        const start = at % (cursor.length + 1);
        const tampered = cursor.slice(0, start) + insert + cursor.slice(start + remove);
        fc.pre(tampered !== cursor);
        const found = decode(who, direction, tampered);
        // A position is no secret and needs no signature: the partition that is read is always the caller's.
        const legible = Buffer.from(tampered, 'base64url').toString().split(' ')[2] ?? '';
        expect([{ after: legible }, 'invalid-request']).toContainEqual(found);
        if (typeof found !== 'string') {
          expect(found.after).not.toBe(after);
          expect(tampered).toBe(encodeCursor(who, direction, found.after as NoteId));
        }
      }),
    );
  });
});
