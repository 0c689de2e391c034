import { type HttpApiFault, inwards, outwardsAt } from './fault.ts';

const TEXT_CASE = (kind: string) => `text: ${kind} comes back byte for byte`;

const changeNote = (change: (text: string) => string) =>
  inwards((request) =>
    request.changeJson((body) => ('note' in body ? { ...body, note: change(String(body['note'])) } : body)),
  );

/** Texts that do not come back as they were, and input that is let pass. */
export const inputFaults: readonly HttpApiFault[] = [
  {
    fault: 'texts cut short',
    foundBy: TEXT_CASE('256 KiB of one byte each'),
    exchange: changeNote((text) => text.slice(0, 200_000)),
  },
  {
    fault: 'texts normalised',
    foundBy: TEXT_CASE('decomposed characters (NFD)'),
    exchange: changeNote((text) => text.normalize()),
  },
  {
    fault: 'NUL taken out',
    foundBy: TEXT_CASE('control characters with NUL'),
    exchange: changeNote((text) => text.replaceAll('\0', '')),
  },
  {
    fault: 'texts trimmed',
    foundBy: TEXT_CASE('a byte order mark and noncharacters'),
    exchange: changeNote((text) => text.trim()),
  },
  {
    fault: 'line ends unified',
    foundBy: TEXT_CASE('every line ending'),
    exchange: changeNote((text) => text.replaceAll('\r\n', '\n')),
  },
  {
    fault: 'references of templates resolved',
    foundBy: TEXT_CASE('references of a template'),
    exchange: changeNote((text) => text.replaceAll(/\$!?\{x\}/g, '')),
  },
  {
    fault: 'too much is cut, not refused',
    foundBy: 'input: a note of more than 256 KiB is 413, and nothing is written',
    exchange: changeNote((text) => text.slice(0, 262_144)),
  },
  {
    fault: 'the last of two members counts',
    foundBy: 'input: a member that is given twice is 400',
    exchange: inwards((request) => request.changeJson((body) => body)),
  },
  {
    fault: 'unknown members are ignored',
    foundBy: 'input: a body with an unknown member is 400, and nothing is written',
    exchange: inwards((request) => request.changeJson(({ noteid, note }) => ({ noteid, note }))),
  },
  {
    fault: 'numbers are taken for texts',
    foundBy: 'input: a body with a note that is a number is 400, and nothing is written',
    exchange: changeNote((text) => text),
  },
  {
    fault: 'escapes are taken as they stand',
    foundBy: 'create: an escaped body is the same body',
    exchange: inwards((request) => {
      request.body = request.body.replaceAll('\\u', '\\\\u');
    }),
  },
  {
    fault: 'JSON has no charset',
    foundBy: 'create: takes a body with a charset, and one without a content type',
    exchange: inwards((request) => {
      if (request.header('Content-Type')?.includes(';')) request.setHeader('Content-Type', 'text/plain');
    }),
  },
  {
    fault: 'every content type is JSON',
    foundBy: 'input: another content type is 415, and nothing is written',
    exchange: inwards((request) => {
      if (request.body !== '') request.setHeader('Content-Type', 'application/json');
    }),
  },
  {
    fault: '400 for too much',
    foundBy: 'input: a note of more than 256 KiB is 413, and nothing is written',
    exchange: outwardsAt(413, (answer) => (answer.status = 400)),
  },
  {
    fault: 'only the first wrong member is named',
    foundBy: 'pointers: a 400 names each wrong member of the body',
    exchange: outwardsAt(400, (answer) =>
      answer.changeJson(({ errors = [], ...body }) => ({
        ...body,
        errors: (errors as unknown[]).slice(0, 1),
      })),
    ),
  },
  {
    fault: 'a missing member is named by the body that lacks it',
    foundBy: 'pointers: a body without note is wrong at #/note',
    exchange: outwardsAt(400, (answer) =>
      answer.changeJson((body) => ({ ...body, errors: [{ pointer: '#', detail: 'lacks note' }] })),
    ),
  },
  {
    fault: 'no pointers',
    foundBy: 'pointers: a 400 names each wrong parameter and header',
    exchange: outwardsAt(400, (answer) =>
      answer.changeJson((body) => ({ ...body, errors: [{ pointer: '#', detail: 'is wrong' }] })),
    ),
  },
];
