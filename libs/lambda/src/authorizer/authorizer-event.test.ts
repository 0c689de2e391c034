import { TokenError } from '@notes/domain';
import fc from 'fast-check';
import { character } from '../test-support/character.ts';
import { bearerToken } from './authorizer-event.ts';

/** The token, or undefined where the header is refused as malformed. */
function tokenOf(authorization: readonly string[]): string | undefined {
  try {
    return bearerToken(authorization);
  } catch (error) {
    if (error instanceof TokenError && error.reason === 'malformed') return undefined;
    throw error;
  }
}

describe('bearerToken', () => {
  it('takes what this form takes, whatever the header', () => {
    const form = /^(?:bearer +)?([^\s,]+)$/i;
    const piece = fc.constantFrom(
      'Bearer',
      'bearer ',
      'BEARER  ',
      'e30.e30.c2ln',
      ' ',
      ',',
      '\t',
      '\n',
      '\u00a0',
      '\ufeff',
      'ä',
    );
    const header = fc.oneof(
      fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
      fc.string({ unit: character }),
    );
    fc.assert(
      fc.property(header, (value) => {
        expect(tokenOf([value])).toBe(form.exec(value)?.[1]);
      }),
      { numRuns: 500 },
    );
  });

  it('takes none of two', () => {
    expect(tokenOf(['a', 'a'])).toBeUndefined();
    expect(tokenOf([])).toBeUndefined();
  });
});
