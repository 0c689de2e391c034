import type { Service } from '../service.ts';
import { type Account, signIn } from './accounts.ts';

interface StoredNote {
  readonly noteid: string;
  readonly note: string;
}

/** The notes of one account, as another device sees and changes them. */
export class NotesApi {
  readonly #service: Service;
  readonly #account: Account;

  constructor(service: Service, account: Account) {
    this.#service = service;
    this.#account = account;
  }

  get url(): string {
    return this.#service.config.invokeUrl;
  }

  /** Creates notes whose ids sort in the order given. */
  async createMany(notes: readonly string[]): Promise<void> {
    const token = await this.#token();
    for (const [index, note] of notes.entries()) {
      await this.#send('POST', '/notes', { noteid: timeOrderedId(index), note }, token);
    }
  }

  async #list(): Promise<StoredNote[]> {
    const token = await this.#token();
    const found: StoredNote[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const response = await this.#send('GET', `/notes?limit=100${query}`, undefined, token);
      const page = (await response.json()) as { notes: StoredNote[]; nextCursor?: string };
      found.push(...page.notes);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  }

  /** Of all notes, in the order of their ids. */
  async texts(): Promise<string[]> {
    return (await this.#list()).map(({ note }) => note);
  }

  /** The id of the one note with that text. */
  async idOf(text: string): Promise<string> {
    const found = (await this.#list()).find(({ note }) => note === text);
    if (!found) throw new Error(`There is no note "${text}".`);
    return found.noteid;
  }

  async replace(noteid: string, note: string): Promise<void> {
    await this.#send('PUT', `/notes/${noteid}`, { note });
  }

  async delete(noteid: string): Promise<void> {
    await this.#send('DELETE', `/notes/${noteid}`);
  }

  #token(): Promise<string> {
    return signIn(this.#service, this.#account);
  }

  async #send(method: string, path: string, body?: object, token?: string): Promise<Response> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Authorization: token ?? (await this.#token()),
        ...(body && { 'Content-Type': 'application/json' }),
        ...(method === 'PUT' && { 'If-Match': '*' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

/** A UUID of version 7 (RFC 9562, section 5.7) of one moment in 2024, and so many milliseconds after it. */
function timeOrderedId(milliseconds: number): string {
  const time = (Date.UTC(2024, 0, 1) + milliseconds).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
