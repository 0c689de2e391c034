import createClient, { type Client } from 'openapi-fetch';
import { abortable, withDeadline } from './abort.ts';
import type { Answer } from './answer.ts';
import { NotesApiError, NotesConnectionError } from './errors.ts';
import { type Failure, failureOf } from './failure.ts';
import { type RetryPolicy, delayAfter } from './retry.ts';
import type { paths } from './schema.ts';

/** Gives the token for a request; see NotesClientOptions. */
export type AccessToken = (options: {
  readonly forceRefresh: boolean;
  readonly signal?: AbortSignal;
}) => Promise<string>;

/** What every call is made with. */
export interface CallInit {
  readonly headers: { readonly Authorization: string };
  readonly signal: AbortSignal;
  readonly parseAs: 'text';
}

/** One call of openapi-fetch. It is made once for each attempt. */
export type Call = (
  api: Client<paths>,
  init: CallInit,
) => Promise<{ readonly data?: unknown; readonly error?: unknown; readonly response: Response }>;

// RFC 6750, section 2.1. Anything else would make the platform quote the token in its own error.
const TOKEN_FORM = /^[A-Za-z0-9._~+/-]+=*$/;

/** Sends a request until it has an answer: with a token, a deadline for each attempt, and retries. */
export class Exchange {
  readonly #api: Client<paths>;
  readonly #accessToken: AccessToken;
  readonly #policy: RetryPolicy;

  constructor(api: Client<paths>, accessToken: AccessToken, policy: RetryPolicy) {
    this.#api = api;
    this.#accessToken = accessToken;
    this.#policy = policy;
  }

  /**
   * The answer, which is a success or 304.
   * @throws NotesApiError, NotesConnectionError; what `accessToken` throws; the signal's reason.
   */
  async send(call: Call, signal: AbortSignal | undefined): Promise<Answer> {
    let attempt = 1;
    let refreshed = false;
    let forceRefresh = false;
    for (;;) {
      const token = await this.#token(forceRefresh, signal);
      forceRefresh = false;
      const outcome = await this.#attempt(call, token, signal);
      if ('response' in outcome) return outcome;
      if (!refreshed && outcome.error instanceof NotesApiError && outcome.error.code === 'unauthorized') {
        refreshed = forceRefresh = true;
        continue;
      }
      const delay = this.#delayAfter(attempt++, outcome);
      if (delay === undefined) throw outcome.error;
      await abortable(this.#policy.sleep(delay, signal), signal);
    }
  }

  async #token(forceRefresh: boolean, signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted();
    const token = await abortable(this.#accessToken({ forceRefresh, ...(signal && { signal }) }), signal);
    if (!TOKEN_FORM.test(token)) {
      throw new TypeError('accessToken() must resolve to the bare token (RFC 6750, section 2.1).');
    }
    return token;
  }

  async #attempt(call: Call, token: string, signal: AbortSignal | undefined): Promise<Answer | Failure> {
    const answer = await this.#answer(call, token, signal);
    if ('error' in answer || answer.response.ok || answer.response.status === 304) return answer;
    return failureOf(answer, this.#policy.now);
  }

  async #answer(call: Call, token: string, signal: AbortSignal | undefined): Promise<Answer | Failure> {
    const headers = { Authorization: `Bearer ${token}` };
    try {
      const { data, error, response } = await withDeadline(
        (attempt) => call(this.#api, { headers, signal: attempt, parseAs: 'text' }),
        this.#policy.timeout,
        signal,
      );
      return { response, body: typeof data === 'string' ? parse(data) : error };
    } catch (cause) {
      signal?.throwIfAborted();
      return { error: new NotesConnectionError('The notes API gave no answer.', { cause }), transient: true };
    }
  }

  #delayAfter(attempt: number, { transient, retryAfter }: Failure): number | undefined {
    if (!transient || attempt >= this.#policy.attempts) return undefined;
    return delayAfter(attempt, retryAfter, this.#policy);
  }
}

/** The value that a text is in JSON, or undefined. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The calls of the API below that URL. Redirects are errors: the API has none, and a body must go nowhere else. */
export function apiBelow(baseUrl: string, fetch: typeof globalThis.fetch | undefined): Client<paths> {
  const { protocol, origin, pathname, search, hash } = new URL(baseUrl);
  if (!/^https?:$/.test(protocol) || search || hash) {
    throw new TypeError('baseUrl must be an http or https URL without query and fragment.');
  }
  return createClient<paths>({
    baseUrl: origin + pathname.replace(/\/+$/, ''),
    fetch: (request) => (fetch ?? globalThis.fetch)(request),
    redirect: 'error',
    credentials: 'omit',
  });
}
