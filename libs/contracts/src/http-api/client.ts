import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text as readText } from 'node:stream/consumers';
import { assertNothingInternal } from './problem.ts';
import type { HttpApiSubject } from './subject.ts';

/** What came back. */
export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface RequestParts {
  /** The value of `Authorization`; none when it is left out. */
  readonly authorization?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text and bytes are sent as they are. */
  readonly body?: unknown;
  /** Of the body; default `application/json`, undefined sends none. */
  readonly contentType?: string | undefined;
}

export type Send = (method: string, path: string, parts?: RequestParts) => Promise<Answer>;

/** Sends requests below the invoke URL. Whatever comes back, an error never shows the inside. */
export function client({ invokeUrl }: HttpApiSubject): Send {
  return async (method, path, { authorization, headers = {}, body, ...rest } = {}) => {
    const contentType = 'contentType' in rest ? rest.contentType : 'application/json';
    const url = invokeUrl + path;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(authorization !== undefined && { Authorization: authorization }),
        ...(body !== undefined && contentType !== undefined && { 'Content-Type': contentType }),
        ...headers,
      },
      // As bytes: to a text fetch would add a content type of its own.
      ...(body !== undefined && { body: bytesOf(body) }),
    });
    const answer = { url, status: response.status, headers: response.headers, text: await bodyOf(response) };
    if (answer.status >= 400) assertNothingInternal(answer);
    return answer;
  };
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Unlike `Response.text()` this keeps a byte order mark. */
async function bodyOf(response: Response): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(await response.arrayBuffer());
}

/** A GET with a header line for each value of `authorization`, which fetch would join into one. */
export async function getWithHeaderLines(
  { invokeUrl }: HttpApiSubject,
  path: string,
  authorization: readonly string[],
): Promise<Answer> {
  const url = invokeUrl + path;
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const lines = authorization.flatMap((value) => ['Authorization', value]);
  // A list of headers is sent as it is: Host is ours to add then.
  const sent = request(url, { headers: ['Host', new URL(url).host, ...lines], agent: false });
  sent.on('error', reject);
  sent.on('response', (response) => {
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(response.headersDistinct)) {
      for (const value of values) headers.append(name, value);
    }
    readText(response).then(
      (text) => resolve({ url, status: response.statusCode ?? 0, headers, text }),
      reject,
    );
  });
  sent.end();
  return promise;
}

/** A signed-in user who sends requests. */
export interface Caller {
  readonly token: string;
  readonly otherUseToken: string;
  /** Sends with the bare token, unless the parts say otherwise. */
  readonly send: Send;
  /** `POST /notes` */
  create(noteid: string, note: string): Promise<Answer>;
  /** `GET /notes/{noteid}` */
  read(noteid: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** `PUT /notes/{noteid}`; without `If-Match` when `ifMatch` is undefined. */
  replace(noteid: string, note: string, ifMatch?: string): Promise<Answer>;
  /** `DELETE /notes/{noteid}` */
  remove(noteid: string, ifMatch?: string): Promise<Answer>;
  /** `GET /notes`, with the query as it is to be sent. */
  list(query?: string): Promise<Answer>;
}

/** Signs in a new user. */
export async function signIn(subject: HttpApiSubject): Promise<Caller> {
  const caller = await subject.newCaller();
  const { token } = caller;
  const anonymous = client(subject);
  const send: Send = (method, path, parts) => anonymous(method, path, { authorization: token, ...parts });
  const precondition = (ifMatch: string | undefined) =>
    ifMatch === undefined ? {} : { headers: { 'If-Match': ifMatch } };
  return {
    token,
    get otherUseToken() {
      return caller.otherUseToken;
    },
    send,
    create: (noteid, note) => send('POST', '/notes', { body: { noteid, note } }),
    read: (noteid, headers = {}) => send('GET', notePath(noteid), { headers }),
    replace: (noteid, note, ifMatch) =>
      send('PUT', notePath(noteid), { body: { note }, ...precondition(ifMatch) }),
    remove: (noteid, ifMatch) => send('DELETE', notePath(noteid), precondition(ifMatch)),
    list: (query = '') => send('GET', query === '' ? '/notes' : `/notes?${query}`),
  };
}

export function notePath(noteid: string): string {
  return `/notes/${encodeURIComponent(noteid)}`;
}

/** A note id that no other case uses. */
export function uniqueId(): string {
  return `case-${randomUUID()}`;
}
