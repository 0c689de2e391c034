import { type JsonWebKey, type KeyObject, createPublicKey, verify } from 'node:crypto';
import { type Clock, TokenError, type TokenValidator, type VerifiedToken } from '@notes/domain';
import { refuse } from '@notes/jwt';
import { readClaims } from './token-claims.ts';
import { parseToken } from './token-parts.ts';

/** Whatever publishes the public keys of an issuer; a TokenIssuer, for one. */
export interface KeySource {
  /** A JSON Web Key Set (RFC 7517, section 5). What it throws means that the keys cannot be had. */
  jwks(): { readonly keys: readonly object[] };
}

export interface InMemoryTokenValidatorOptions {
  /** Asked in each validation, so that a rotated or removed key counts at once. */
  readonly keys: KeySource;
  /** The only `iss` to trust. */
  readonly issuer: string;
  /** The app clients whose tokens are accepted. */
  readonly clientIds: readonly string[];
  readonly tokenUse: 'access' | 'id';
  readonly clock: Clock;
}

/**
 * Verifies RS256 tokens (RFC 7515, RFC 7518 section 3.3, RFC 7519) with keys held in this process. Nothing is relaxed: what it
 * accepts and refuses, and why, is what the contract of the port says. Times are compared without any tolerance.
 */
export class InMemoryTokenValidator implements TokenValidator {
  readonly #options: InMemoryTokenValidatorOptions;

  constructor(options: InMemoryTokenValidatorOptions) {
    this.#options = options;
  }

  /** @throws TokenError `unauthorized` with the reason, or `unavailable` when the key source throws. */
  async validate(token: string): Promise<VerifiedToken> {
    const { kid, claims, signingInput, signature } = parseToken(token);
    const { iss } = claims;
    if (typeof iss !== 'string' || iss === '') refuse('claims', 'iss is missing or no text');
    if (iss !== this.#options.issuer) refuse('issuer', 'it comes from another issuer');
    if (!verify('RSA-SHA256', signingInput, this.#key(kid), signature)) {
      refuse('signature', 'the signature is wrong');
    }
    return readClaims(claims, this.#options);
  }

  #key(kid: string | undefined): KeyObject {
    const key = this.#publishedKeys().find((candidate) => candidate['kid'] === kid && isForRs256(candidate));
    if (kid === undefined || key === undefined) {
      return refuse('unknown-key', 'no key of its kid is published');
    }
    return createPublicKey({ key, format: 'jwk' });
  }

  #publishedKeys(): readonly JsonWebKey[] {
    try {
      return this.#options.keys.jwks().keys as readonly JsonWebKey[];
    } catch (cause) {
      throw new TokenError('keys-unavailable', 'The keys of the issuer cannot be had.', { cause });
    }
  }
}

function isForRs256({ kty, use = 'sig', alg = 'RS256' }: JsonWebKey): boolean {
  return kty === 'RSA' && use === 'sig' && alg === 'RS256';
}
