import { NoteError } from '../errors.ts';
import { MAX_NOTE_BYTES, noteId, noteText, userId, utf8Length } from './note.ts';

function errorOf(run: () => unknown): NoteError {
  try {
    run();
  } catch (error) {
    if (error instanceof NoteError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('noteId', () => {
  it.each(['a', 'note1', '_', '~', '-', '0', 'a.b', 'A.~_-9', '__proto__', 'constructor', 'x'.repeat(128)])(
    'takes %p',
    (value) => {
      expect(noteId(value)).toBe(value);
    },
  );

  it.each([
    '',
    '.',
    '.a',
    '..',
    'a/b',
    'a b',
    'a#b',
    'a\n',
    '\na',
    'é',
    'a%20',
    'a\u0000',
    'x'.repeat(129),
    '😀',
  ])('refuses %p', (value) => {
    expect(errorOf(() => noteId(value))).toMatchObject({
      code: 'invalid-request',
      message: 'The note id is not valid.',
      violations: [{ field: 'noteId', detail: expect.stringContaining('1 to 128') }],
    });
  });
});

describe('userId', () => {
  it.each(['a', '3a6f3d3e-0000-4000-8000-000000000000', 'a/b#c', 'é', 'x'.repeat(2048)])(
    'takes %p',
    (subject) => {
      expect(userId(subject)).toBe(subject);
    },
  );

  it.each(['', 'x'.repeat(2049), 'é'.repeat(1025), '\ud800'])('refuses %p as our own fault', (subject) => {
    expect(errorOf(() => userId(subject))).toMatchObject({
      code: 'internal',
      message: 'The subject of the token cannot be used as a user id.',
    });
  });
});

describe('noteText', () => {
  it.each([
    'x',
    ' ',
    '\u0000',
    'é',
    'e\u0301',
    '👩‍💻',
    '\u202e',
    '\uffff',
    '\ufeff',
    'x'.repeat(MAX_NOTE_BYTES),
    '😀'.repeat(MAX_NOTE_BYTES / 4),
  ])('keeps text unchanged', (value) => {
    expect(noteText(value)).toBe(value);
  });

  it.each([
    ['', 'must not be empty'],
    ['\ud800', 'must not hold a lone surrogate'],
    ['a\udc00b', 'must not hold a lone surrogate'],
  ])('refuses %p', (value, detail) => {
    expect(errorOf(() => noteText(value))).toMatchObject({
      code: 'invalid-request',
      message: 'The text is not valid.',
      violations: [{ field: 'text', detail }],
    });
  });

  it.each([
    'x'.repeat(MAX_NOTE_BYTES + 1),
    `${'😀'.repeat(MAX_NOTE_BYTES / 4)}x`,
    'é'.repeat(MAX_NOTE_BYTES / 2 + 1),
    '\uffff'.repeat(MAX_NOTE_BYTES / 3 + 1),
  ])('refuses one byte too many', (value) => {
    const error = errorOf(() => noteText(value));
    expect(error.code).toBe('note-too-large');
    expect(error.message).toBe('The text is longer than 262144 bytes of UTF-8.');
  });
});

describe('utf8Length', () => {
  it.each([
    ['', 0],
    ['\u007f', 1],
    ['\u0080', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\ud7ff', 3],
    ['\ue000', 3],
    ['\uffff', 3],
    ['\u{10000}', 4],
    ['\u{10ffff}', 4],
    ['aé€😀', 10],
  ])('counts the bytes of %p', (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes);
  });
});
