import { isUtf8 } from 'node:buffer';
import { parseStrictJson } from '@notes/strict-json';
import { refuse } from './refuse.ts';

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

/**
 * The bytes of a part in the one form of RFC 7515, section 2. Node decodes leniently (padding, the other alphabet, white space, spare
 * bits, the low bytes of any characters); only the canonical form comes out of encoding again as it went in.
 * @throws TokenError `malformed`.
 */
export function decodePart(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) refuse('malformed', 'a part is not canonical base64url');
  return bytes;
}

/** The JSON object that a part holds. @throws TokenError `malformed`. */
export function decodeObject(part: string): JsonObject {
  const bytes = decodePart(part);
  if (!isUtf8(bytes)) refuse('malformed', 'a part is not UTF-8');
  const value = parse(bytes.toString());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('malformed', 'a part is no JSON object');
  }
  return value as JsonObject;
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch {
    // The error is left out as a cause: its pointer quotes member names of the token.
    return refuse('malformed', 'a part is not JSON that has one meaning only');
  }
}
