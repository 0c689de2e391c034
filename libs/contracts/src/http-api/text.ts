import assert from 'node:assert/strict';
import { assertSameText } from '../same-text.ts';
import { signIn, uniqueId } from './client.ts';
import { listPages, oneNote, write } from './notes.ts';
import type { HttpApiCase } from './subject.ts';

const kib256 = 256 * 1024;

const texts: Readonly<Record<string, string>> = {
  'one character': '0',
  'composed characters (NFC)': 'caf\u00e9 \u00c5 \ud55c\uae00',
  'decomposed characters (NFD)': 'cafe\u0301 A\u030a \u1112\u1161\u11ab\u1100\u1173\u11af',
  'emoji with joiners, selectors and flags':
    '\u{1f600} \u{1f469}\u200d\u{1f467} \u2764\ufe0f \u{1f1e9}\u{1f1ea}',
  'control characters with NUL': 'a\u0000b\u0001\u0007\u0008\u001b\u001f\u007f\u0080\u009f',
  'right-to-left text': '\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627\u202c \u200f',
  'every line ending': 'a\r\nb\nc\rd\u2028e\u2029f\u0085g\u000bh\u000c',
  'white space only': ' \t\u00a0\u3000\r\n ',
  'a byte order mark and noncharacters': '\ufefftext\ufeff\uffff\ufdd0\u{1ffff}\ufffd',
  'quotes and backslashes': '\\ \\\\ " \\" \' \\\' ` \\n \\u0041 /',
  'references of a template':
    '$!{x} ${x} $x $input.body $!input.path("$.note") $context.requestId $1 $$ $& $',
  'directives of a template':
    '#set($x = 1)$x #if(true)y#end #foreach($i in [1])z#end #stop ## c #* d *# #[[e]]#',
  'a call in a template': '$util.escapeJavaScript("x") $util.parseJson("{}") $input.params().keySet()',
  'what looks like JSON': '{"__proto__":{"a":1},"note":"x","n":1e400,"c":[null,true]}","noteid":"y',
  'what looks like nothing': 'null',
  'what looks like an error': '[note-exists] Unauthorized {"errorMessage":"x"}',
  'what looks like markup, SQL or code':
    "<script>${1+1}</script> '; DROP TABLE notes; -- %00 %s &amp; \r\nX: y",
  '256 KiB of one byte each': 'x'.repeat(kib256 - 1) + '!',
  '256 KiB of four bytes each': '\u{1f600}'.repeat(kib256 / 4),
};

export const textCases: readonly HttpApiCase[] = Object.entries(texts).map(([kind, text]) => ({
  name: `text: ${kind} comes back byte for byte`,
  async run(subject) {
    const caller = await signIn(subject);
    const [created, replaced] = [uniqueId(), uniqueId()];
    assertSameText((await write(caller, created, text)).note.note, text);
    await write(caller, replaced, 'something else');
    assertSameText(oneNote(await caller.replace(replaced, text, '*')).note.note, text);
    for (const id of [created, replaced]) assertSameText(oneNote(await caller.read(id)).note.note, text);
    const notes = (await listPages(caller)).flat();
    assert.equal(notes.length, 2, 'both are listed');
    for (const { note } of notes) assertSameText(note, text);
  },
}));
