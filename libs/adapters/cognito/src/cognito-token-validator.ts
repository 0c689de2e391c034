import { type KeyObject, verify } from 'node:crypto';
import type { Clock, TokenValidator, VerifiedToken } from '@notes/domain';
import {
  KeySet,
  TokenHeaders,
  VerifiedTokenCache,
  decodeObject,
  decodePart,
  fetchJwks,
  importKeys,
  jwksUrl,
  keySetTimes,
  numberWithin,
  refuse,
  signingBytes,
  splitToken,
} from '@notes/jwt';
import { type ClaimExpectations, readClaims, unverifiedIssuer } from './claims.ts';
import type { CognitoTokenValidatorOptions, UserPool } from './options.ts';

interface Pool {
  readonly expected: ClaimExpectations;
  readonly keys: KeySet;
}

/**
 * Validates the access or the ID tokens of Amazon Cognito user pools, offline but for their published keys (Amazon Cognito Developer
 * Guide, "Verifying a JSON Web Token"; RFC 7515; RFC 7519; RFC 8725).
 *
 * A token is checked in this order, and refused for the first thing that is wrong: its length, its form, its header, `iss`, its key,
 * its signature, `token_use`, the client, `sub`, `exp`, `nbf`, `iat`, the other claims, scopes, groups.
 */
export class CognitoTokenValidator implements TokenValidator {
  readonly #pools: ReadonlyMap<string, Pool>;
  readonly #clock: Clock;
  readonly #maxTokenBytes: number;
  readonly #headers = new TokenHeaders();
  readonly #verified: VerifiedTokenCache;

  /**
   * Does no I/O: keys are fetched when a token first needs them.
   * @throws TypeError or RangeError when the options make no sense, e.g. no client id or a plain http issuer.
   */
  constructor(options: CognitoTokenValidatorOptions) {
    const { pools, clock, maxTokenBytes = 16_384, maxCachedTokens = 1000 } = options;
    this.#clock = clock;
    this.#maxTokenBytes = numberWithin('maxTokenBytes', maxTokenBytes, 1, Infinity);
    this.#verified = new VerifiedTokenCache(numberWithin('maxCachedTokens', maxCachedTokens, 0, Infinity));
    this.#pools = new Map(pools.map((pool) => [pool.issuer, createPool(pool, options)]));
    if (this.#pools.size === 0) throw new TypeError('At least one user pool must be given.');
    if (this.#pools.size < pools.length) throw new TypeError('Two user pools have the same issuer.');
  }

  /** @throws TokenError `unauthorized` with the reason, or `unavailable` when the keys cannot be had. */
  async validate(token: string): Promise<VerifiedToken> {
    // Canonical base64url has one byte a character, and anything else is refused.
    if (token.length > this.#maxTokenBytes) refuse('malformed', 'it is too long');
    const remembered = this.#verified.get(token, this.#clock.now());
    if (remembered) return remembered;

    const { header, payload, signature, signingInput } = splitToken(token);
    const signatureBytes = decodePart(signature);
    const claims = decodeObject(payload);
    const { keyId } = this.#headers.read(header);
    const { keys, expected } = this.#poolOf(unverifiedIssuer(claims));
    const key = keys.peek(keyId) ?? (await keys.find(keyId));
    if (!isSignedBy(key, signingInput, signatureBytes)) refuse('signature', 'its signature is wrong');
    const verified = readClaims(claims, expected, this.#clock.now());
    this.#verified.set(token, { verified, keys, keyId, key });
    return verified;
  }

  #poolOf(issuer: string): Pool {
    return this.#pools.get(issuer) ?? refuse('issuer', 'it comes from another issuer');
  }
}

/** RS256 (RFC 7518, section 3.3). In one go: a hand-over to the thread pool takes longer than the verification. */
function isSignedBy(key: KeyObject, signingInput: string, signature: Buffer): boolean {
  return verify('RSA-SHA256', signingBytes(signingInput), key, signature);
}

function createPool({ issuer, clientIds, jwks }: UserPool, options: CognitoTokenValidatorOptions): Pool {
  const { tokenUse, clock, requiredScopes = [], requiredGroups = [], clockToleranceSeconds = 5 } = options;
  if (clientIds.length === 0 || clientIds.includes('')) {
    throw new TypeError(`The user pool ${issuer} needs at least one client id, and none may be empty.`);
  }
  if (tokenUse === 'id' && requiredScopes.length > 0) throw new TypeError('ID tokens have no scopes.');
  return {
    expected: {
      tokenUse,
      issuer,
      clientIds: new Set(clientIds),
      requiredScopes,
      requiredGroups,
      clockToleranceSeconds: numberWithin('clockToleranceSeconds', clockToleranceSeconds, 0, 300),
    },
    keys: new KeySet({
      ...keySetTimes(options.keys),
      url: jwksUrl(issuer),
      clock,
      fetchJwks: options.fetchJwks ?? fetchJwks,
      ...(jwks && { embedded: importKeys(jwks) }),
    }),
  };
}
