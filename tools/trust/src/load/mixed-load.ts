import autocannon from 'autocannon';
import type { NotesModel } from './notes-model.ts';

/** What one connection knows of the note that it is busy with, for one round of requests. */
interface Round {
  id?: string;
  text?: string;
  etag?: string;
  /** The note of an earlier round, which this one deletes. */
  old?: string | undefined;
}

type Request = autocannon.Incoming<Round>;

/** So many notes stay; older ones are deleted, so that the store does not grow with the time that the load takes. */
const KEPT = 400;
const TEXT = 'What "we" agreed\nat \\ the \u{1f4dd} table. '.repeat(8);

/** Rounds of create, read, list, replace and delete with ids of their own, checked answer by answer. */
export class MixedLoad {
  readonly wrongAnswers: string[] = [];
  readonly #model: NotesModel;
  readonly #token: string;
  readonly #kept: string[] = [];
  #counter = 0;

  constructor(model: NotesModel, token: string) {
    this.#model = model;
    this.#token = token;
  }

  /** @param seconds how long to keep the API busy */
  async run(url: string, seconds: number, connections: number): Promise<autocannon.Result> {
    return autocannon<Round>({
      url,
      connections,
      duration: seconds,
      timeout: 30,
      requests: this.#requests(),
    });
  }

  #requests(): Request[] {
    return [
      this.#request(
        201,
        (round) => {
          const id = `load-${++this.#counter}`;
          const text = `${id} ${TEXT}`;
          Object.assign(round, { id, text });
          this.#model.sent(id, text);
          return { method: 'POST', path: '/notes', body: JSON.stringify({ noteid: id, note: text }) };
        },
        (round, body, etag) => {
          round.etag = etag;
          if (this.#textOf(body) === round.text) this.#model.confirmed(round.id ?? '');
          else this.wrongAnswers.push(`create ${round.id}`);
        },
      ),
      this.#request(
        200,
        ({ id }) => ({ method: 'GET', path: `/notes/${id}` }),
        (round, body) => {
          if (this.#textOf(body) !== round.text) this.wrongAnswers.push(`read ${round.id}`);
        },
      ),
      this.#request(
        200,
        () => ({ method: 'GET', path: '/notes?limit=5&order=desc' }),
        (_round, body) => {
          if (!body.startsWith('{"notes":[{"noteid":"load-')) this.wrongAnswers.push('list');
        },
      ),
      this.#request(
        200,
        (round) => {
          round.text = `${round.id} replaced ${TEXT}`;
          this.#model.sent(round.id ?? '', round.text);
          const headers = { 'If-Match': round.etag ?? '' };
          return {
            method: 'PUT',
            path: `/notes/${round.id}`,
            headers,
            body: JSON.stringify({ note: round.text }),
          };
        },
        (round, body) => {
          if (this.#textOf(body) === round.text) this.#model.confirmed(round.id ?? '');
          else this.wrongAnswers.push(`replace ${round.id}`);
          this.#kept.push(round.id ?? '');
        },
      ),
      this.#request(
        204,
        (round) => {
          // A delete of what is not there is a 204 too.
          round.old = this.#kept.length > KEPT ? this.#kept.shift() : undefined;
          if (round.old !== undefined) this.#model.sent(round.old, undefined);
          return { method: 'DELETE', path: `/notes/${round.old ?? 'none'}` };
        },
        ({ old }) => {
          if (old !== undefined) this.#model.confirmed(old);
        },
      ),
    ];
  }

  #request(
    expected: number,
    make: (round: Round) => { method: string; path: string; body?: string; headers?: Record<string, string> },
    check: (round: Round, body: string, etag: string) => void,
  ): Request {
    return {
      setupRequest: (request, round) => {
        const { headers = {}, ...rest } = make(round);
        const common = { Authorization: this.#token, 'Content-Type': 'application/json' };
        return { ...request, ...rest, headers: { ...common, ...headers } };
      },
      onResponse: (status, body, round, headers) => {
        if (status === expected) check(round, body, headers['ETag'] ?? '');
        else this.wrongAnswers.push(`${status} in place of ${expected}: ${body}`);
      },
    };
  }

  #textOf(body: string): unknown {
    return (JSON.parse(body) as { note?: unknown }).note;
  }
}

/** All notes of the token's user, by id, page by page. */
export async function readAll(url: string, token: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`;
    const response = await fetch(`${url}/notes?limit=100${query}`, { headers: { Authorization: token } });
    const page = (await response.json()) as {
      notes: { noteid: string; note: string }[];
      nextCursor?: string;
    };
    for (const { noteid, note } of page.notes) found.set(noteid, note);
    cursor = page.nextCursor;
  }
  return found;
}
