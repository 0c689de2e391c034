import { NotesClient } from '@notes/client';
import { SessionError } from '../../session/session.ts';
import type { NotesStore } from '../notes-store.ts';
import { type NotesStoreOptions, openNotesStore } from '../open-notes-store.ts';
import { FakeBrowser, type FakeTab } from './fake-browser.ts';
import { BASE_URL, type NotesApi } from './notes-api.ts';

/** What becomes of a request. `lost`: carried out, and then the connection breaks. `silent`: carried out, and no answer ever comes. */
export type Fault = 'none' | 'refused' | 'lost' | 'silent' | 503 | 500 | 429 | 413 | 403 | 401;

const CODES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  413: 'note-too-large',
  429: 'too-many-requests',
  500: 'internal',
  503: 'unavailable',
};

let devices = 0;

/** A browser of the user's, with any number of tabs, in front of the API. */
export class Device {
  readonly browser = new FakeBrowser();
  /** For the next requests, one each; after them, all is well. */
  readonly faults: Fault[] = [];
  /** For every request, while `faults` says nothing. */
  weather: Fault = 'none';
  expired = false;
  readonly tabs: FakeTab[] = [];
  /** Names the device's database. */
  readonly userId = `device-${(devices += 1)}`;
  readonly client: NotesClient;
  readonly #api: NotesApi;
  readonly #stores: NotesStore[] = [];

  constructor(api: NotesApi) {
    this.#api = api;
    this.client = new NotesClient({
      baseUrl: BASE_URL,
      accessToken: async () => {
        if (this.expired) throw new SessionError('expired', 'expired');
        return 'token';
      },
      fetch: (input, init) => this.#fetch(new Request(input, init)),
      retry: { attempts: 1 },
    });
  }

  /** Opens the notes in a new tab; what it does at once is done. */
  async open(options: Partial<NotesStoreOptions> = {}): Promise<NotesStore> {
    const tab = this.browser.openTab();
    this.tabs.push(tab);
    const { userId, client } = this;
    const store = await openNotesStore({ userId, client, platform: tab, ...options });
    this.#stores.push(store);
    await this.browser.settle();
    return store;
  }

  /** A later visit: all tabs are gone, crashed or not, and one is opened. */
  async reopen(options?: Partial<NotesStoreOptions>): Promise<NotesStore> {
    for (const tab of this.tabs.splice(0)) tab.crash();
    return this.open(options);
  }

  async close(): Promise<void> {
    for (const tab of this.tabs.splice(0)) tab.crash();
    await Promise.all(this.#stores.map((store) => store.close()));
  }

  async #fetch(request: Request): Promise<Response> {
    const fault = this.faults.shift() ?? this.weather;
    if (fault === 'refused') throw new TypeError('fetch failed');
    if (typeof fault === 'number') {
      const code = CODES[fault];
      const problem = { type: 'about:blank', title: code, status: fault, detail: code, code, requestId: 'r' };
      return Response.json(problem, {
        status: fault,
        headers: { 'Content-Type': 'application/problem+json' },
      });
    }
    const answer = await this.#api.fetch(request);
    if (fault === 'none') return answer;
    if (fault === 'lost') throw new TypeError('connection reset');
    return new Promise((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
    });
  }
}
