import { isUtf8 } from 'node:buffer';
import { parseStrictJson } from '@notes/strict-json';
import { refuse } from './refuse.ts';

/** What JSON holds between braces: names, and values of any kind. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The three parts of a compact JWS (RFC 7515, section 7.1), still encoded. */
export interface TokenParts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  /** What the signature is over: header and payload with the dot between them. */
  readonly signingInput: string;
}

/** Takes a token apart at its dots. @throws TokenError `malformed` unless there are exactly two. */
export function splitToken(token: string): TokenParts {
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  // Without a first dot there is no second either.
  if (second === -1 || token.includes('.', second + 1)) {
    refuse('malformed', 'it does not consist of three parts');
  }
  return {
    header: token.slice(0, first),
    payload: token.slice(first + 1, second),
    signature: token.slice(second + 1),
    signingInput: token.slice(0, second),
  };
}

/** For bytes that nobody needs any longer than a synchronous call takes; making a buffer for each takes a microsecond. */
const scratch = Buffer.allocUnsafeSlow(16_384);

/** The signing input as bytes, good until the next call of anything here: it is ASCII once its parts have been decoded. */
export function signingBytes(signingInput: string): Buffer {
  if (signingInput.length > scratch.length) return Buffer.from(signingInput, 'latin1');
  return scratch.subarray(0, scratch.write(signingInput, 'latin1'));
}

/** What a part of 4n + 2 and of 4n + 3 characters may end with: those whose last four, or last two, bits are zero. */
const LAST_OF_TWO = 'AQgw';
const LAST_OF_THREE = 'AEIMQUYcgkosw048';

const NOT_CANONICAL = 'a part is not canonical base64url';

/**
 * The bytes of a part in the one form of RFC 7515, section 2: base64url without padding, white space or spare bits that are set.
 * @throws TokenError `malformed`.
 */
export function decodePart(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (!isCanonical(part, bytes.length)) refuse('malformed', NOT_CANONICAL);
  return bytes;
}

/**
 * Whether encoding would give the part again, in a third of the time that it takes. Node decodes leniently: it reads the low bytes of wide
 * characters and the other alphabet, and passes over whatever else is no base64url. Of ASCII each character that it passes over makes the
 * result shorter.
 */
function isCanonical(part: string, decodedLength: number): boolean {
  const { length } = part;
  const rest = length % 4;
  return (
    rest !== 1 &&
    decodedLength === Math.floor((length * 3) / 4) &&
    Buffer.byteLength(part) === length &&
    !part.includes('+') &&
    !part.includes('/') &&
    (rest === 0 || (rest === 2 ? LAST_OF_TWO : LAST_OF_THREE).includes(part.charAt(length - 1)))
  );
}

/** The JSON object that a part holds. @throws TokenError `malformed`. */
export function decodeObject(part: string): JsonObject {
  const bytes = part.length <= scratch.length ? scratch : Buffer.allocUnsafe(part.length);
  const length = bytes.write(part, 'base64url');
  if (!isCanonical(part, length)) refuse('malformed', NOT_CANONICAL);
  const text = bytes.toString('utf8', 0, length);
  // Stands for what is no UTF-8, unless it was there before.
  if (text.includes(REPLACEMENT) && !isUtf8(bytes.subarray(0, length)))
    refuse('malformed', 'a part is not UTF-8');
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('malformed', 'a part is no JSON object');
  }
  return value as JsonObject;
}

/** https://encoding.spec.whatwg.org/#utf-8-decoder */
const REPLACEMENT = '\ufffd';

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch {
    // The error is left out as a cause: its pointer quotes member names of the token.
    return refuse('malformed', 'a part is not JSON that has one meaning only');
  }
}
