import type { KeyObject } from 'node:crypto';
import type { Clock, TokenValidator, VerifiedToken } from '@notes/domain';
import {
  TokenHeaders,
  type TokenParts,
  VerifiedTokenCache,
  decodeObject,
  decodePart,
  numberWithin,
  refuse,
  requiredText,
  splitToken,
} from '@notes/jwt';
import { errors, flattenedVerify } from 'jose';
import { readClaims } from './claims.ts';
import { type TrustedIssuer, createIssuers } from './issuers.ts';
import type { OidcTokenValidatorOptions } from './options.ts';

/**
 * Validates the access or the ID tokens of any OpenID Provider or OAuth 2.0 authorization server that gives out signed JWTs, offline but for
 * its published keys (OpenID Connect Core 1.0, section 3.1.3.7; OpenID Connect Discovery 1.0, section 4; RFC 8414; RFC 9068, section 4; RFC
 * 8725).
 *
 * A token is checked in this order, and refused for the first thing that is wrong: its length, its form, its header, `iss`, its key, its
 * signature, its use, the client, the audience, the user's id, `exp`, `nbf`, `iat`, the other claims, scopes, groups.
 */
export class OidcTokenValidator implements TokenValidator {
  readonly #issuers: ReadonlyMap<string, TrustedIssuer>;
  readonly #clock: Clock;
  readonly #maxTokenBytes: number;
  readonly #headers: TokenHeaders;
  readonly #verified: VerifiedTokenCache;

  /**
   * Does no I/O: discovery documents and keys are fetched when a token first needs them.
   * @throws TypeError or RangeError when the options make no sense, e.g. no audience or a plain http issuer.
   */
  constructor(options: OidcTokenValidatorOptions) {
    const { clock, maxTokenBytes = 16_384, maxCachedTokens = 1000 } = options;
    this.#clock = clock;
    this.#maxTokenBytes = numberWithin('maxTokenBytes', maxTokenBytes, 1, Infinity);
    this.#verified = new VerifiedTokenCache(numberWithin('maxCachedTokens', maxCachedTokens, 0, Infinity));
    this.#issuers = createIssuers(options);
    const algorithms = [...this.#issuers.values()].flatMap((issuer) => [...issuer.algorithms]);
    this.#headers = new TokenHeaders([...new Set(algorithms)]);
  }

  /** @throws TokenError `unauthorized` with the reason, or `unavailable` when the keys cannot be had. */
  async validate(token: string): Promise<VerifiedToken> {
    // Canonical base64url has one byte a character, and anything else is refused.
    if (token.length > this.#maxTokenBytes) refuse('malformed', 'it is too long');
    const remembered = this.#verified.get(token, this.#clock.now());
    if (remembered) return remembered;

    const parts = splitToken(token);
    decodePart(parts.signature);
    const claims = decodeObject(parts.payload);
    const { algorithm, keyId, type } = this.#headers.read(parts.header);
    const { algorithms, keys, expected } = this.#issuerOf(requiredText(claims, 'iss'));
    if (!algorithms.has(algorithm)) refuse('algorithm', 'its algorithm is not one of its issuer');
    const key = keys.peek(keyId) ?? (await keys.find(keyId));
    if (!(await isSignedBy(key, algorithm, parts))) refuse('signature', 'its signature is wrong');
    const verified = readClaims(claims, type, expected, this.#clock.now());
    this.#verified.set(token, { verified, keys, keyId, key });
    return verified;
  }

  #issuerOf(issuer: string): TrustedIssuer {
    return this.#issuers.get(issuer) ?? refuse('issuer', 'it comes from another issuer');
  }
}

/** The key is of the algorithm's kind: it was found under the name of both. */
async function isSignedBy(
  key: KeyObject,
  algorithm: string,
  { header, payload, signature }: TokenParts,
): Promise<boolean> {
  if (!fits(key, signature)) return false;
  try {
    await flattenedVerify({ protected: header, payload, signature }, key, { algorithms: [algorithm] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

/** Whether an RSA key makes signatures of that length (RFC 8017, section 8.1.2); OpenSSL lets the leading zeros of RSASSA-PSS be left out. */
function fits({ asymmetricKeyDetails: { modulusLength } = {} }: KeyObject, signature: string): boolean {
  return (
    modulusLength === undefined || Buffer.byteLength(signature, 'base64url') === Math.ceil(modulusLength / 8)
  );
}
