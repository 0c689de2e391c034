import { refuse } from './refuse.ts';
import { decodeObject } from './token-form.ts';

/** Media types that a header may name as its token's type, without `application/` and in lower case. */
const ACCEPTED_TYPES: readonly unknown[] = ['jwt', 'at+jwt'];

/** Most headers remembered. An issuer needs one for each of its keys. */
const MAX_REMEMBERED = 32;

/**
 * Reads the header of tokens. All tokens of one key have the same header, so that one which has been found right is remembered.
 */
export class TokenHeaders {
  readonly #kids = new Map<string, string>();

  /**
   * The `kid` of a header that asks for RS256 and nothing else.
   * @throws TokenError `malformed`, `algorithm`, or `unknown-key` when there is no `kid`.
   */
  kidOf(encodedHeader: string): string {
    const remembered = this.#kids.get(encodedHeader);
    if (remembered !== undefined) return remembered;
    const kid = readHeader(encodedHeader);
    if (this.#kids.size >= MAX_REMEMBERED) this.#kids.clear();
    // A copy: a slice would keep the whole token alive.
    this.#kids.set(Buffer.from(encodedHeader, 'latin1').toString('latin1'), kid);
    return kid;
  }

  /** How many headers are remembered. Anybody can send new ones, so that it is bounded. */
  get size(): number {
    return this.#kids.size;
  }
}

function readHeader(encodedHeader: string): string {
  const { alg, kid, crit, b64, cty, typ } = decodeObject(encodedHeader);
  if (alg !== 'RS256') refuse('algorithm', 'its algorithm is not RS256');
  if (crit !== undefined || b64 !== undefined) refuse('algorithm', 'its header asks for an extension');
  if (cty !== undefined) refuse('algorithm', 'it is nested');
  if (typ !== undefined && !isAcceptedType(typ)) refuse('algorithm', 'its type is not that of a JWT');
  if (kid === undefined || kid === '') return refuse('unknown-key', 'it has no kid');
  return typeof kid === 'string' ? kid : refuse('malformed', 'its kid is no text');
}

/** RFC 7519, section 5.1 and RFC 9068, section 2.1; RFC 8725, section 3.11 tells to refuse tokens of another type. */
function isAcceptedType(typ: unknown): boolean {
  return typeof typ === 'string' && ACCEPTED_TYPES.includes(typ.toLowerCase().replace(/^application\//, ''));
}
