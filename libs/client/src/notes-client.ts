import { type Note, type NotePage, type TaggedNote, expectStatus, readNote, readPage } from './answer.ts';
import { NotesApiError, NotesConnectionError } from './errors.ts';
import { type AccessToken, Exchange, apiBelow } from './exchange.ts';
import { type RetryPolicy, retryPolicy } from './retry.ts';
import { isReplaced, sameState } from './state.ts';

export interface NotesClientOptions {
  /** The invoke URL, stage or base path included, with or without a slash at the end. */
  readonly baseUrl: string;
  /**
   * Called for each request's token; again, once, with `forceRefresh` after a 401. It resolves to the bare token. What it throws comes out of the call
   * as it is. It may take as long as it likes.
   */
  accessToken(options: { readonly forceRefresh: boolean; readonly signal?: AbortSignal }): Promise<string>;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch;
  /** What is not named keeps its default. */
  readonly retry?: Partial<RetryPolicy>;
}

export interface CallOptions {
  /** Ends the call at once: it rejects with the signal's reason, and nothing is sent again. What was sent may still be carried out. */
  readonly signal?: AbortSignal;
}

/**
 * The notes of one user, over HTTP. Every method may reject with
 * - {@link NotesApiError}: the service refused; `code` says why. Any method: `unauthorized`, `forbidden`, `invalid-request`, `too-many-requests`,
 *   `internal`, `unavailable`;
 * - {@link NotesConnectionError}: there was no answer, or one that is not of this API;
 * - what `accessToken` throws, and the reason of an aborted signal.
 *
 * A request without an answer, and one answered by 429, 500, 502, 503 or 504, is sent again by the {@link RetryPolicy}. That is safe for each of them:
 * the service recognises a create of the same id and text, and a replace or delete with the same `If-Match`.
 */
export class NotesClient {
  readonly #exchange: Exchange;

  /** @throws TypeError unless `baseUrl` is an absolute http or https URL without query and fragment. */
  constructor(options: NotesClientOptions) {
    const accessToken: AccessToken = (request) => options.accessToken(request);
    const api = apiBelow(options.baseUrl, options.fetch);
    this.#exchange = new Exchange(api, accessToken, retryPolicy(options.retry));
  }

  /**
   * Creates a note under an id of the caller's choice, or finds it created with that text already.
   *
   * @param note `noteid` matches `[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}`; `note` is 1 byte to 256 KiB of UTF-8
   * @throws NotesApiError `note-exists` (with another text), `note-too-large`
   */
  async create(
    { noteid, note }: { readonly noteid: string; readonly note: string },
    { signal }: CallOptions = {},
  ): Promise<Note> {
    const answer = await this.#exchange.send(
      (api, init) => api.POST('/notes', { ...init, body: { noteid, note } }),
      signal,
    );
    expectStatus(answer, 201);
    return readNote(answer, noteid);
  }

  /**
   * One page of the user's notes, by note id.
   *
   * @param query `limit` is 1 to 100, default 20; `cursor` is the `nextCursor` of the page before, with the same `order`
   */
  async list(
    query: { readonly limit?: number; readonly cursor?: string; readonly order?: 'asc' | 'desc' } = {},
    { signal }: CallOptions = {},
  ): Promise<NotePage> {
    const { limit, cursor, order } = query;
    const answer = await this.#exchange.send(
      (api, init) =>
        api.GET('/notes', {
          ...init,
          params: {
            query: {
              ...(limit !== undefined && { limit }),
              ...(cursor !== undefined && { cursor }),
              ...(order !== undefined && { order }),
            },
          },
        }),
      signal,
    );
    expectStatus(answer, 200);
    return readPage(answer);
  }

  /**
   * All notes of the user, by note id. A page is asked for when its first note is, and no more once the loop is left.
   *
   * @param query `pageSize` is 1 to 100, default 100
   */
  async *notes(
    { pageSize = 100, order = 'asc' }: { readonly pageSize?: number; readonly order?: 'asc' | 'desc' } = {},
    options: CallOptions = {},
  ): AsyncGenerator<Note, void, undefined> {
    let cursor: string | undefined;
    do {
      const page = await this.list(
        { limit: pageSize, order, ...(cursor !== undefined && { cursor }) },
        options,
      );
      for (const note of page.notes) {
        options.signal?.throwIfAborted();
        yield note;
      }
      if (page.nextCursor !== undefined && page.nextCursor === cursor) {
        throw new NotesConnectionError('The page names itself as the next one.');
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** @throws NotesApiError `note-not-found` */
  async get(noteid: string, { signal }: CallOptions = {}): Promise<Note> {
    return this.#read(noteid, signal);
  }

  /**
   * The note as it is now; the same object where it is unchanged, which costs no transfer of its text (RFC 9110, section 13.1.2). A note without an
   * etag is read anew.
   *
   * @throws NotesApiError `note-not-found`
   */
  async refresh(note: Note, { signal }: CallOptions = {}): Promise<Note> {
    const { noteid, etag } = note;
    if (etag === undefined) return this.#read(noteid, signal);
    const path = pathOf(noteid);
    const answer = await this.#exchange.send(
      (api, init) =>
        api.GET('/notes/{noteid}', { ...init, params: { path, header: { 'If-None-Match': etag } } }),
      signal,
    );
    if (answer.response.status === 304) return note;
    expectStatus(answer, 200);
    return readNote(answer, noteid);
  }

  /**
   * Gives the note another text, unless somebody was faster. A note without an etag, such as one of a page, is read first.
   *
   * @param note the state that is to be replaced
   * @param text 1 byte to 256 KiB of UTF-8
   * @throws NotesApiError `version-mismatch` (nothing was written), `note-not-found`, `note-too-large`
   */
  async replace(note: Note, text: string, { signal }: CallOptions = {}): Promise<Note> {
    const path = pathOf(note.noteid);
    let { etag } = note;
    if (etag === undefined) {
      const now = await this.#read(note.noteid, signal);
      if (isReplaced(note, now, text)) return now;
      etag = sameState(note, now).etag;
    }
    const header = { 'If-Match': etag };
    const answer = await this.#exchange.send(
      (api, init) => api.PUT('/notes/{noteid}', { ...init, params: { path, header }, body: { note: text } }),
      signal,
    );
    expectStatus(answer, 200);
    return readNote(answer, note.noteid);
  }

  /**
   * Deletes the note, unless it has been changed. One that is gone already counts as deleted. A note without an etag, such as one of a page, is read
   * first.
   *
   * @param note the state that is to be deleted
   * @throws NotesApiError `version-mismatch` (nothing was deleted)
   */
  async delete(note: Note, { signal }: CallOptions = {}): Promise<void> {
    const path = pathOf(note.noteid);
    let { etag } = note;
    if (etag === undefined) {
      const now = await this.#read(note.noteid, signal).catch(unlessMissing);
      if (!now) return;
      etag = sameState(note, now).etag;
    }
    const header = { 'If-Match': etag };
    const answer = await this.#exchange.send(
      (api, init) => api.DELETE('/notes/{noteid}', { ...init, params: { path, header } }),
      signal,
    );
    expectStatus(answer, 204);
  }

  async #read(noteid: string, signal: AbortSignal | undefined): Promise<TaggedNote> {
    const path = pathOf(noteid);
    const answer = await this.#exchange.send(
      (api, init) => api.GET('/notes/{noteid}', { ...init, params: { path } }),
      signal,
    );
    expectStatus(answer, 200);
    return readNote(answer, noteid);
  }
}

/**
 * The path's parameter.
 * @throws NotesApiError `invalid-request` for what would change the path (URL Standard, section 4.4) rather than be refused by the service.
 */
function pathOf(noteid: string): { readonly noteid: string } {
  if (noteid !== '' && noteid !== '.' && noteid !== '..' && noteid.isWellFormed()) return { noteid };
  throw new NotesApiError({
    code: 'invalid-request',
    status: 400,
    message: 'The note id is not valid.',
    errors: [{ pointer: '#/path/noteid', detail: 'cannot be the id of a note' }],
  });
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof NotesApiError && error.code === 'note-not-found')) throw error;
}
