import assert from 'node:assert/strict';
import { noteText } from '@notes/domain';
import { assertSameText } from '../same-text.ts';
import type { NoteRepositoryCase } from './subject.ts';
import { alice, assertStored, id, newNote, replacement } from './support.ts';

const kib256 = 256 * 1024;

const texts: Readonly<Record<string, string>> = {
  'one character': '0',
  'composed characters (NFC)': 'caf\u00e9 \u00c5 \ud55c\uae00',
  'decomposed characters (NFD)': 'cafe\u0301 A\u030a \u1112\u1161\u11ab\u1100\u1173\u11af',
  'compatibility characters': '\ufb01 \u2460 \u212b \u00bd \uff21',
  'emoji beyond the basic plane': '\u{1f600}\u{1f4a9}\u{10ffff}',
  'emoji joined by ZWJ, variation selectors and flags':
    '\u{1f469}\u200d\u{1f469}\u200d\u{1f467} \u2764\ufe0f \u{1f1e9}\u{1f1ea}',
  'NUL and other control characters': 'a\u0000b\u0001\u0007\u0008\u001b\u001f\u007f\u0080\u009f',
  'only a NUL': '\u0000',
  'right-to-left text and bidi controls':
    '\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627\u202c \u200f\u200e',
  'every line ending': 'a\r\nb\nc\rd\u2028e\u2029f\u0085g\u000bh\u000c',
  'white space only': ' \t\u00a0\u3000\r\n ',
  'white space around': '\n  text  \n',
  'a byte order mark': '\ufefftext\ufeff',
  noncharacters: '\uffff\ufffe\ufdd0\u{1ffff}',
  'the replacement character': '\ufffd',
  'text that looks like JSON': '{"__proto__":{"a":1},"note":"x","n":1e400,"c":[null,true]}\\"\\u0041',
  'text that looks like a number': '1e3',
  'text that looks like a boolean': 'false',
  'text that looks like nothing': 'null',
  'text that looks like code': "'; DROP TABLE notes; -- <script>${1+1}</script> %s %00 #{x} $context.x",
  'backslashes and quotes': '\\ \\\\ " \\" \' ` \\n \\u0000',
  '256 KiB of ASCII': 'x'.repeat(kib256 - 1) + '!',
  '256 KiB of characters of two bytes': '\u00e9'.repeat(kib256 / 2),
  '256 KiB of characters of three bytes': 'a' + '\u20ac'.repeat((kib256 - 1) / 3),
  '256 KiB of characters of four bytes': '\u{1f600}'.repeat(kib256 / 4),
  '256 KiB of NUL': '\u0000'.repeat(kib256),
};

export const textCases: readonly NoteRepositoryCase[] = Object.entries(texts).map(([kind, text]) => ({
  name: `text: keeps ${kind} byte for byte`,
  async run({ repository }) {
    noteText(text);
    const created = await repository.create(alice, newNote({ text }));
    assertSameText(created.text, text);
    await assertStored(repository, alice, id, created);
    // A replay is recognised by the text too, so it has to be compared as it is.
    assert.deepEqual(await repository.create(alice, newNote({ text })), created);

    await repository.replace(alice, id, replacement('*', { text: 'something else' }));
    const replaced = await repository.replace(alice, id, replacement('*', { text }));
    assertSameText(replaced.text, text);
    await assertStored(repository, alice, id, replaced);
  },
}));
