import { type JsonObject, decodeObject, decodePart, refuse, splitToken } from '@notes/jwt';

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
  if (token.length > MAX_TOKEN_LENGTH) refuse('malformed', 'it is too long');
  const parts = splitToken(token);
  const { alg, kid, ...members } = decodeObject(parts.header);
  const claims = decodeObject(parts.payload);
  const signature = decodePart(parts.signature);
  if (alg !== 'RS256') refuse('algorithm', 'its algorithm is not RS256');
  if ('crit' in members || 'b64' in members || 'cty' in members) {
    refuse('algorithm', 'its header asks for an extension');
  }
  if (kid !== undefined && typeof kid !== 'string') return refuse('malformed', 'its kid is no text');
  return { kid, claims, signingInput: Buffer.from(parts.signingInput), signature };
}
