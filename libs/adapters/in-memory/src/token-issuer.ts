import { randomUUID } from 'node:crypto';
import type { Clock } from '@notes/domain';
import {
  type JsonWebKeySet,
  type KeyPairSource,
  type PublicSigningKey,
  type SigningKey,
  createSigningKey,
  freshKeyPairs,
  signClaims,
} from './signing-keys.ts';

/** What both kinds of token are made from. Times and durations are in seconds. */
export interface TokenRequest {
  /** The `sub` claim: the user's never-reassigned id. */
  readonly userId: string;
  readonly username: string;
  /** The app client that the token is for. */
  readonly clientId: string;
  /** The `cognito:groups` claim; left out when empty, as Cognito does. */
  readonly groups?: readonly string[];
  /** From now to `exp`, default 3600. Zero or less makes a token that has expired already. */
  readonly expiresInSeconds?: number;
  /** When the user signed in, in seconds since the Unix epoch; now by default. */
  readonly authTime?: number;
  /** Names the refresh token that this token came from; a fresh UUID by default. */
  readonly originJti?: string;
  /** A fresh UUID by default. */
  readonly jti?: string;
  /** Names the sign-in that this token came from; a fresh UUID by default. */
  readonly eventId?: string;
  /** More claims. One that the token has anyway is overridden; undefined takes it out. */
  readonly extraClaims?: Readonly<Record<string, unknown>>;
}

export interface AccessTokenRequest extends TokenRequest {
  /** Default: the one scope of a token that comes from the user pools API. */
  readonly scopes?: readonly string[];
  /** The `device_key` claim, for a remembered device. */
  readonly deviceKey?: string;
}

export interface IdTokenRequest extends TokenRequest {
  readonly email?: string;
  readonly emailVerified?: boolean;
}

/** What {@link TokenIssuer.create} is given. */
export interface TokenIssuerOptions {
  /** The `iss` claim, e.g. `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example12`. */
  readonly issuer: string;
  readonly clock: Clock;
  /** Where the key pairs come from, two at the start and two at each rotation. Default: fresh ones. Tests may share a few, to be faster. */
  readonly keyPairs?: KeyPairSource;
}

/** The scope of an access token that the user pools API (not the authorization server) gives out. */
const API_SCOPE = 'aws.cognito.signin.user.admin';

interface KeyPairs {
  readonly id: SigningKey;
  readonly access: SigningKey;
}

/**
 * Issues genuine RS256 tokens with the claims, types and header that an Amazon Cognito user pool gives its tokens (Amazon Cognito
 * Developer Guide, "Understanding the access token" and "Understanding the identity (ID) token"). ID and access tokens are signed with
 * different keys of one key set. Made for tests and local development: the private keys live in this process only, and there is no user directory
 * behind it.
 */
export class TokenIssuer {
  readonly issuer: string;
  readonly #clock: Clock;
  readonly #keyPairs: KeyPairSource;
  #current: KeyPairs;
  #old: readonly PublicSigningKey[] = [];

  private constructor({ issuer, clock, keyPairs }: Required<TokenIssuerOptions>, keys: KeyPairs) {
    this.issuer = issuer;
    this.#clock = clock;
    this.#keyPairs = keyPairs;
    this.#current = keys;
  }

  /** An issuer with two RSA-2048 key pairs. */
  static async create({ keyPairs = freshKeyPairs, ...options }: TokenIssuerOptions): Promise<TokenIssuer> {
    return new TokenIssuer({ ...options, keyPairs }, await createKeyPairs(keyPairs));
  }

  /** The public keys that are published now, the current ones first: what a pool serves at `{issuer}/.well-known/jwks.json`. */
  jwks(): JsonWebKeySet {
    const current = [this.#current.id.published, this.#current.access.published];
    return { keys: [...current, ...this.#old].map((key) => ({ ...key })) };
  }

  /** A signed access token: `token_use` is `access`, the client is in `client_id`. */
  issueAccessToken({ scopes = [API_SCOPE], deviceKey, ...request }: AccessTokenRequest): string {
    const { userId, username, clientId, groups, originJti, eventId, jti, extraClaims } =
      withFreshIds(request);
    return signClaims(this.#current.access, {
      sub: userId,
      ...groupsClaim(groups),
      iss: this.issuer,
      client_id: clientId,
      origin_jti: originJti,
      event_id: eventId,
      device_key: deviceKey,
      token_use: 'access',
      scope: scopes.join(' '),
      ...this.#times(request),
      jti,
      username,
      ...extraClaims,
    });
  }

  /** A signed ID token: `token_use` is `id`, the client is in `aud`. */
  issueIdToken({ email, emailVerified, ...request }: IdTokenRequest): string {
    const { userId, username, clientId, groups, originJti, eventId, jti, extraClaims } =
      withFreshIds(request);
    return signClaims(this.#current.id, {
      sub: userId,
      ...groupsClaim(groups),
      email_verified: emailVerified,
      iss: this.issuer,
      'cognito:username': username,
      origin_jti: originJti,
      aud: clientId,
      event_id: eventId,
      token_use: 'id',
      ...this.#times(request),
      jti,
      email,
      ...extraClaims,
    });
  }

  /**
   * Signs with two other key pairs from now on. The old public keys stay published, so that tokens signed with them go on being
   * accepted, or leave the key set at once.
   */
  async rotateKeys({ keepPublished }: { keepPublished: boolean }): Promise<void> {
    const next = await createKeyPairs(this.#keyPairs);
    this.#old = keepPublished ? this.jwks().keys : [];
    this.#current = next;
  }

  /** Publishes only the keys that sign now. */
  retireOldKeys(): void {
    this.#old = [];
  }

  #times({ authTime, expiresInSeconds = 3600 }: TokenRequest): {
    auth_time: number;
    exp: number;
    iat: number;
  } {
    const now = Math.floor(this.#clock.now() / 1000);
    return { auth_time: authTime ?? now, exp: now + expiresInSeconds, iat: now };
  }
}

async function createKeyPairs(keyPairs: KeyPairSource): Promise<KeyPairs> {
  const [id, access] = await Promise.all([createSigningKey(keyPairs), createSigningKey(keyPairs)]);
  return { id, access };
}

function withFreshIds(request: TokenRequest) {
  return { originJti: randomUUID(), eventId: randomUUID(), jti: randomUUID(), ...request };
}

function groupsClaim(groups: readonly string[] = []): { 'cognito:groups'?: readonly string[] } {
  return groups.length > 0 ? { 'cognito:groups': groups } : {};
}
