import { isUtf8 } from 'node:buffer';
import { parseStrictJson } from '@notes/strict-json';
import { refuse } from './refuse.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A token of the right form, whose signature has not been looked at. */
export interface ParsedToken {
  readonly kid: string | undefined;
  readonly claims: JsonObject;
  readonly signingInput: Buffer;
  readonly signature: Buffer;
}

/** Most characters of a token: more than all headers of a request may have at API Gateway. */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * Takes a compact JWS (RFC 7515, section 7.1) apart.
 * @throws TokenError `malformed`, or `algorithm` when its header asks for anything but plain RS256.
 */
export function parseToken(token: string): ParsedToken {
  const parts = token.length <= MAX_TOKEN_LENGTH ? token.split('.', 4) : [];
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    return refuse('malformed', 'it is no compact JWS, or too long');
  }
  const { alg, kid, ...members } = decodeObject(header);
  const claims = decodeObject(payload);
  const parsed = { claims, signingInput: Buffer.from(`${header}.${payload}`), signature: decode(signature) };
  if (alg !== 'RS256') refuse('algorithm', 'its algorithm is not RS256');
  if ('crit' in members || 'b64' in members || 'cty' in members) {
    refuse('algorithm', 'its header asks for an extension');
  }
  if (kid !== undefined && typeof kid !== 'string') return refuse('malformed', 'its kid is no text');
  return { ...parsed, kid };
}

function decodeObject(part: string): JsonObject {
  const bytes = decode(part);
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
    return refuse('malformed', 'a part is not JSON that has one meaning only');
  }
}

/** Node decodes base64url leniently; only the canonical form comes out as it went in. */
function decode(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) refuse('malformed', 'a part is not canonical base64url');
  return bytes;
}
