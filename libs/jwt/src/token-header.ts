import { keyId } from './json-web-keys.ts';
import { refuse } from './refuse.ts';
import { decodeObject } from './token-form.ts';

/** Media types that a header may name as its token's type, without `application/` and in lower case. */
const ACCEPTED_TYPES = ['jwt', 'at+jwt'] as const;

/** Most headers remembered. An issuer needs one for each of its keys. */
const MAX_REMEMBERED = 32;

/** What the header of a token says. */
export interface TokenHeader {
  /** What `alg` says, one of those allowed. */
  readonly algorithm: string;
  /** What a `KeySet` knows the key by that the token is said to be signed with. */
  readonly keyId: string;
  /** `at+jwt` is an access token (RFC 9068, section 2.1), `jwt` may be any. */
  readonly type?: (typeof ACCEPTED_TYPES)[number];
}

/**
 * Reads the header of tokens. All tokens of one key have the same header, so that one which has been found right is remembered.
 */
export class TokenHeaders {
  readonly #algorithms: readonly unknown[];
  readonly #headers = new Map<string, TokenHeader>();

  /** @param algorithms the allow-list of what `alg` may be */
  constructor(algorithms: readonly string[] = ['RS256']) {
    this.#algorithms = algorithms;
  }

  /**
   * The header, if it asks for one of the algorithms and for nothing else.
   * @throws TokenError `malformed`, `algorithm`, or `unknown-key` when there is no `kid`.
   */
  read(encodedHeader: string): TokenHeader {
    const remembered = this.#headers.get(encodedHeader);
    if (remembered) return remembered;
    const header = this.#parse(encodedHeader);
    if (this.#headers.size >= MAX_REMEMBERED) this.#headers.clear();
    // A copy: a slice would keep the whole token alive.
    this.#headers.set(Buffer.from(encodedHeader, 'latin1').toString('latin1'), header);
    return header;
  }

  /** How many headers are remembered. Anybody can send new ones, so that it is bounded. */
  get size(): number {
    return this.#headers.size;
  }

  #parse(encodedHeader: string): TokenHeader {
    const { alg, kid, crit, b64, cty, typ } = decodeObject(encodedHeader);
    if (typeof alg !== 'string' || !this.#algorithms.includes(alg)) {
      return refuse('algorithm', `its algorithm is not ${this.#algorithms.join(' or ')}`);
    }
    if (crit !== undefined || b64 !== undefined) refuse('algorithm', 'its header asks for an extension');
    if (cty !== undefined) refuse('algorithm', 'it is nested');
    const type = typ === undefined ? undefined : acceptedType(typ);
    if (kid === undefined || kid === '') return refuse('unknown-key', 'it has no kid');
    if (typeof kid !== 'string') return refuse('malformed', 'its kid is no text');
    return { algorithm: alg, keyId: keyId(alg, kid), ...(type && { type }) };
  }
}

/** RFC 7519, section 5.1 and RFC 9068, section 2.1; RFC 8725, section 3.11 tells to refuse tokens of another type. */
function acceptedType(typ: unknown): (typeof ACCEPTED_TYPES)[number] {
  const name = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined;
  return (
    ACCEPTED_TYPES.find((accepted) => accepted === name) ??
    refuse('algorithm', 'its type is not that of a JWT')
  );
}
