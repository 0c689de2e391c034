import { NoteError, TokenError } from './errors.ts';

describe('NoteError', () => {
  it('carries code, violations and cause', () => {
    const cause = new Error('socket');
    const violations = [{ field: 'text', detail: 'must not be empty' }] as const;
    const error = new NoteError('invalid-request', 'message', { cause, violations });
    expect(error).toMatchObject({
      name: 'NoteError',
      code: 'invalid-request',
      message: 'message',
      cause,
      violations,
    });
  });

  it('has neither unless given', () => {
    const error = new NoteError('unavailable', 'message');
    expect(error.violations).toEqual([]);
    expect('cause' in error).toBe(false);
  });
});

describe('TokenError', () => {
  it('is unauthorized for every refusal, and never for keys that cannot be had', () => {
    expect(new TokenError('expired', 'm')).toMatchObject({
      name: 'TokenError',
      code: 'unauthorized',
      reason: 'expired',
    });
    const cause = new Error('socket');
    expect(new TokenError('keys-unavailable', 'm', { cause })).toMatchObject({
      code: 'unavailable',
      reason: 'keys-unavailable',
      cause,
    });
  });
});
