import autocannon, { type RequestOptions } from 'autocannon';
import { quantile } from '../core/rounds.ts';
import type { Access, RunningServer } from './server.ts';

export const REQUESTS = ['GET a note', 'POST a note', 'GET a page of notes'] as const;
export type RequestName = (typeof REQUESTS)[number];

export const CONNECTIONS = 16;
const PAGE = 20;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What a server withstood. */
export interface Load {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds that the server's process computed for a request, whoever else kept the machine busy. */
  readonly cpu: number;
}

/** A server with notes in it that are known. */
export interface Subject {
  readonly name: string;
  readonly access: RunningServer;
  readonly noteBody: string;
  readonly pageBody: string;
}

let created = 0;

/** Writes the reader's notes, and makes sure of what the server answers and whom it refuses. @throws Error for a wrong answer. */
export async function prepare(name: string, access: RunningServer): Promise<Subject> {
  const expected = Array.from({ length: PAGE }, (_, index) => ({
    noteid: `note-${String(index).padStart(2, '0')}`,
    note: `The text of note ${index}, "quoted" and with an ü.`,
  }));
  for (const note of expected) await expectStatus(201, access, '/notes', access.reader, note);
  const noteBody = await expectStatus(200, access, '/notes/note-07', access.reader);
  const pageBody = await expectStatus(200, access, '/notes', access.reader);
  const { notes } = JSON.parse(pageBody) as { notes: unknown[] };
  const isRight =
    holds(JSON.parse(noteBody), expected[7]) &&
    notes.length === PAGE &&
    notes.every((note, index) => holds(note, expected[index]));
  if (!isRight) throw new Error(`${name} answers with other notes than were written.`);
  await expectStatus(404, access, '/notes/note-07', access.writer);
  for (const path of ['/notes', '/notes/note-07']) {
    await expectStatus(401, access, path, undefined);
    await expectStatus(401, access, path, tampered(access.reader));
  }
  return { name, access, noteBody, pageBody };
}

/** Sends one request again and again over some connections. @throws Error unless every answer is right. */
export async function load(subject: Subject, request: RequestName, seconds: number): Promise<Load> {
  const { name, access } = subject;
  let wrong = 0;
  const count = (isRight: boolean) => {
    if (!isRight) wrong++;
  };
  const cpuBefore = access.cpuTime();
  const running = autocannon({
    url: access.url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [requestOf(subject, request, count)],
  });
  const milliseconds: number[] = [];
  running.on('response', (_client, _status, _bytes, duration: number) => milliseconds.push(duration));
  const { requests, duration, errors, timeouts, non2xx } = await running;
  if (wrong + errors + timeouts + non2xx > 0 || milliseconds.length === 0) {
    throw new Error(
      `${name}, ${request}: ${wrong} wrong answers, ${non2xx} refusals, ${errors} errors, ${timeouts} time-outs.`,
    );
  }
  return {
    requestsPerSecond: requests.total / duration,
    p50: quantile(milliseconds, 0.5),
    p99: quantile(milliseconds, 0.99),
    cpu: (access.cpuTime() - cpuBefore) / requests.total,
  };
}

function requestOf(
  subject: Subject,
  request: RequestName,
  count: (isRight: boolean) => void,
): RequestOptions {
  const { access, noteBody, pageBody } = subject;
  const get = (path: string, expected: string): RequestOptions => ({
    method: 'GET',
    path,
    headers: { Authorization: access.reader },
    onResponse: (status, body) => count(status === 200 && body === expected),
  });
  switch (request) {
    case 'GET a note':
      return get('/notes/note-07', noteBody);
    case 'GET a page of notes':
      return get('/notes', pageBody);
    case 'POST a note':
      return {
        method: 'POST',
        path: '/notes',
        headers: { Authorization: access.writer, ...JSON_TYPE },
        setupRequest: (template, context) => {
          const id = `created-${++created}`;
          context['id'] = id;
          return { ...template, body: JSON.stringify({ noteid: id, note: `The text of ${id}.` }) };
        },
        onResponse: (status, body, { id }) =>
          count(
            status === 201 &&
              body.includes(`"noteid":"${String(id)}"`) &&
              body.includes(`"note":"The text of ${String(id)}."`),
          ),
      };
  }
}

async function expectStatus(
  status: number,
  { url }: Access,
  path: string,
  token: string | undefined,
  body?: object,
): Promise<string> {
  const response = await fetch(`${url}${path}`, {
    headers: { ...(token !== undefined && { Authorization: token }), ...(body && JSON_TYPE) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status !== status) {
    throw new Error(`${url}${path} answered ${response.status} instead of ${status}: ${text}`);
  }
  return text;
}

function holds(actual: unknown, expected: object | undefined): boolean {
  const stored = actual as Readonly<Record<string, unknown>>;
  return Object.entries(expected ?? {}).every(([name, value]) => stored[name] === value);
}

/** The same token with another signature. */
function tampered(token: string): string {
  const at = token.lastIndexOf('.') + 10;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}
