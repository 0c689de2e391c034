import { NotesClient } from '../notes-client.ts';
import type { RetryPolicy } from '../retry.ts';

/** What becomes of one request. */
export type Step = (request: Request) => Response | Promise<Response>;

export const NOTE = {
  noteid: 'note1',
  note: 'text',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

export const ETAG = '"r1"';

/** An answer about a note, or whatever else the body is. */
export const answer =
  (status: number, body: unknown, headers: Record<string, string> = { ETag: ETAG }): Step =>
  () =>
    new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers,
    });

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Step =>
  answer(status, { status, code, title: code, detail: `It is ${code}.`, requestId: 'request-1' }, headers);

export const noConnection: Step = () => {
  throw new TypeError('fetch failed');
};

/** No answer, until the client gives up. */
export const silence: Step = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** A client whose requests go through the steps one after another, and who does not really wait. */
export function scriptedClient(steps: readonly Step[], retry: Partial<RetryPolicy> = {}) {
  const left = [...steps];
  const requests: Request[] = [];
  const waits: number[] = [];
  const asked: boolean[] = [];
  const client = new NotesClient({
    baseUrl: 'https://notes.example/prod',
    accessToken: async ({ forceRefresh }) => {
      asked.push(forceRefresh);
      return `token-${asked.length}`;
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      const step = left.shift();
      if (!step) throw new Error('There is one request too many.');
      return step(request);
    },
    retry: {
      random: () => 0.5,
      sleep: async (delay) => {
        waits.push(delay);
      },
      ...retry,
    },
  });
  return { client, requests, waits, asked };
}
