import { openApiDocument, problem } from '@notes/api';
import { ProxiedAnswer, ProxiedRequest } from './faults/fault-proxy.ts';
import { createConformance } from './openapi-conformance.ts';

const compare = createConformance(openApiDocument());

const COMMON = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff', 'x-request-id', 'id-1'];
const JSON_TYPE = ['Content-Type', 'application/json'];
const PROBLEM_TYPE = ['Content-Type', 'application/problem+json'];
const NOTE = {
  noteid: 'a',
  note: 'text',
  createdAt: '2026-03-02T09:15:04.118Z',
  updatedAt: '2026-03-02T09:15:04.118Z',
  version: 1,
};

function request(method: string, path: string, headers: string[] = [], body?: unknown): ProxiedRequest {
  const lines = ['Authorization', 'a.b.c', ...headers];
  return new ProxiedRequest(method, path, lines, body === undefined ? '' : JSON.stringify(body));
}

function answer(status: number, headers: string[] = [], body?: unknown): ProxiedAnswer {
  return new ProxiedAnswer(status, [...COMMON, ...headers], body === undefined ? '' : JSON.stringify(body));
}

const good = {
  read: [request('GET', '/notes/a'), answer(200, [...JSON_TYPE, 'ETag', '"1"'], NOTE)],
  'not modified': [request('GET', '/notes/a', ['If-None-Match', '"1"']), answer(304, ['ETag', '"1"'])],
  list: [
    request('GET', '/notes?limit=5&order=desc&cursor=abc'),
    answer(200, JSON_TYPE, { notes: [NOTE], nextCursor: 'abc' }),
  ],
  create: [
    request('POST', '/notes', JSON_TYPE, { noteid: 'a', note: 'text' }),
    answer(201, [...JSON_TYPE, 'ETag', '"1"', 'Location', '/v1/notes/a'], {
      message: 'Note created',
      ...NOTE,
    }),
  ],
  'create without a content type': [
    request('POST', '/notes', [], { noteid: 'a', note: 'text' }),
    answer(201, [...JSON_TYPE, 'ETag', '"1"', 'Location', '/notes/a'], { message: 'Note created', ...NOTE }),
  ],
  replace: [
    request('PUT', '/notes/a%7E', ['If-Match', '*', ...JSON_TYPE], { note: 'text' }),
    answer(200, [...JSON_TYPE, 'ETag', '"2"'], NOTE),
  ],
  delete: [request('DELETE', '/notes/a', ['If-Match', 'W/"1"']), answer(204)],
  'a refused request that is not allowed': [
    request('PUT', '/notes/a', JSON_TYPE, {}),
    answer(428, PROBLEM_TYPE, problem('precondition-required', 'id-1')),
  ],
  'a bearer token': [
    new ProxiedRequest('DELETE', '/notes/a', ['authorization', 'bEARER a.b.c'], ''),
    answer(204),
  ],
  'a preflight without a token': [new ProxiedRequest('OPTIONS', '/notes', [], ''), answer(204)],
  'an unknown route': [request('PATCH', '/notes'), answer(403, PROBLEM_TYPE, problem('forbidden', 'id-1'))],
} satisfies Record<string, [ProxiedRequest, ProxiedAnswer]>;

const [readNote, noteRead] = good.read;
const [listNotes, notesListed] = good.list;

/** The answer with headers set, or taken away, and another body. */
function changed(
  original: ProxiedAnswer,
  changes: { headers?: Record<string, string | undefined>; body?: unknown; status?: number },
): ProxiedAnswer {
  const { status = original.status, body, headers = {} } = changes;
  const text = body === undefined ? original.body : JSON.stringify(body);
  const copy = new ProxiedAnswer(status, original.lines.flat(), text);
  for (const [name, value] of Object.entries(headers)) copy.setHeader(name, value);
  return copy;
}

const broken: Record<string, [ProxiedRequest, ProxiedAnswer, problem: string]> = {
  'a status of another operation': [
    readNote,
    changed(noteRead, { status: 201 }),
    'the status 201 is not documented',
  ],
  'no ETag': [readNote, changed(noteRead, { headers: { ETag: undefined } }), 'the header ETag is missing'],
  'a weak ETag': [readNote, changed(noteRead, { headers: { ETag: 'W/"1"' } }), 'the header ETag must match'],
  'an answer that may be kept': [
    readNote,
    changed(noteRead, { headers: { 'Cache-Control': 'max-age=60' } }),
    'the header Cache-Control must be equal to constant',
  ],
  'another content type': [
    readNote,
    changed(noteRead, { headers: { 'Content-Type': 'text/html' } }),
    'the content type text/html of the body is not documented',
  ],
  'no content type': [
    readNote,
    changed(noteRead, { headers: { 'Content-Type': undefined } }),
    'the content type undefined of the body is not documented',
  ],
  'a member that is missing': [
    readNote,
    changed(noteRead, { body: { ...NOTE, version: undefined } }),
    "the body must have required property 'version'",
  ],
  'a member that is not documented': [
    readNote,
    changed(noteRead, { body: { ...NOTE, owner: 'u' } }),
    'the body must NOT have additional properties',
  ],
  'a member of a listed note that is not documented': [
    listNotes,
    changed(notesListed, { body: { notes: [{ ...NOTE, owner: 'u' }] } }),
    'the body /notes/0 must NOT have additional properties',
  ],
  'a time without milliseconds': [
    readNote,
    changed(noteRead, { body: { ...NOTE, createdAt: '2026-03-02T09:15:04Z' } }),
    'the body /createdAt must match pattern',
  ],
  'a body that is no JSON': [
    readNote,
    new ProxiedAnswer(200, noteRead.lines.flat(), '{'),
    'the body is not JSON',
  ],
  'a 204 with a body': [good.delete[0], answer(204, [], {}), 'there is a body'],
  'a problem with the code of another status': [
    readNote,
    answer(404, PROBLEM_TYPE, { ...problem('note-exists', 'id-1'), status: 404 }),
    'the body /code must be equal to constant',
  ],
  'a problem with a member that is not documented': [
    readNote,
    answer(404, PROBLEM_TYPE, { ...problem('note-not-found', 'id-1'), stack: 'x' }),
    'the body must NOT have additional properties',
  ],
  'no Retry-After': [
    readNote,
    answer(503, PROBLEM_TYPE, problem('unavailable', 'id-1')),
    'the header Retry-After is missing',
  ],
  'a Retry-After that is no number of seconds': [
    readNote,
    answer(503, [...PROBLEM_TYPE, 'Retry-After', 'soon'], problem('unavailable', 'id-1')),
    'the header Retry-After must be integer',
  ],
  'a limit of 101 that is taken': [
    request('GET', '/notes?limit=101'),
    notesListed,
    'answered 200 although the parameter limit must be <= 100',
  ],
  'an unknown parameter that is taken': [
    request('GET', '/notes?page=2'),
    notesListed,
    'answered 200 although the parameter page is unknown or repeated',
  ],
  'a repeated parameter that is taken': [
    request('GET', '/notes?limit=1&limit=2'),
    notesListed,
    'answered 200 although the parameter limit is unknown or repeated',
  ],
  'a note id that cannot be and is found': [
    request('GET', '/notes/%2Ehidden'),
    noteRead,
    'answered 200 although the parameter noteid must match pattern',
  ],
  'a note id with broken percent-encoding that is found': [
    request('GET', '/notes/%ZZ'),
    noteRead,
    'answered 200 although the parameter noteid must match pattern',
  ],
  'a replacement without If-Match': [
    request('PUT', '/notes/a', JSON_TYPE, { note: 'text' }),
    good.replace[1],
    'answered 200 although the parameter If-Match is missing',
  ],
  'a body with a member that is not allowed': [
    request('POST', '/notes', JSON_TYPE, { noteid: 'a', note: 'text', owner: 'u' }),
    good.create[1],
    'answered 201 although the body must NOT have additional properties',
  ],
  'a body of another content type': [
    request('POST', '/notes', ['Content-Type', 'text/plain'], { noteid: 'a', note: 'text' }),
    good.create[1],
    'answered 201 although the content type text/plain of the body is not documented',
  ],
  'no body': [
    request('POST', '/notes', JSON_TYPE),
    good.create[1],
    'answered 201 although the body is not JSON',
  ],
  'no token': [
    new ProxiedRequest('GET', '/notes/a', [], ''),
    good['not modified'][1],
    'answered 304 although it does not authenticate as any security scheme has it',
  ],
  'two tokens': [
    request('GET', '/notes/a', ['Authorization', 'Bearer a.b.c']),
    noteRead,
    'answered 200 although it does not authenticate as any security scheme has it',
  ],
  'an unknown route that succeeds': [
    request('PATCH', '/notes/a'),
    noteRead,
    'there is no such operation, and the answer 200 is no problem',
  ],
  'an unknown route whose problem has another status': [
    request('GET', '/nothing'),
    answer(404, PROBLEM_TYPE, problem('forbidden', 'id-1')),
    'the problem /status must be equal to constant',
  ],
  'an unknown route whose problem has no code': [
    request('GET', '/nothing'),
    answer(403, PROBLEM_TYPE, { ...problem('forbidden', 'id-1'), code: undefined }),
    "the problem must have required property 'code'",
  ],
};

it.each(Object.entries(good))('allows: %s', (_, [sent, received]) => {
  expect(compare(sent, received).problems).toEqual([]);
});

it.each(Object.entries(broken))('finds: %s', (_, [sent, received, problem]) => {
  expect(compare(sent, received).problems).toEqual([expect.stringContaining(problem)]);
});

it('says which operation answered what', () => {
  expect(compare(...good['not modified']).answered).toBe('getNote 304');
  expect(compare(...good['an unknown route']).answered).toBeUndefined();
});
