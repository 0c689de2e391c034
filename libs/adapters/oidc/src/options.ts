import type { JsonWebKeySet, ValidatorOptions } from '@notes/jwt';

/** The algorithms that a token may be signed with. Neither `none` nor one with a shared secret is among them. */
export type OidcAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

/** The name of a claim, or the names that lead to it when it is a member of another, such as `['realm_access', 'roles']`. */
export type ClaimPath = string | readonly string[];

/** Which claims say what. */
export interface ClaimMapping {
  /** Default `sub`. Take no other that can be reassigned: it says who owns a note. */
  readonly userId?: ClaimPath;
  /**
   * The client that the token was issued to. Default for access tokens: `client_id` (RFC 9068, section 2.2), or else `azp`; for ID tokens:
   * `azp`, or else the audience if there is one only (OpenID Connect Core 1.0, section 2).
   */
  readonly clientId?: ClaimPath;
  /** Whom the token is for: a text or a list of texts; default `aud`. */
  readonly audience?: ClaimPath;
  /** Default `preferred_username`. */
  readonly username?: ClaimPath;
  /**
   * Default `scope` (RFC 9068, section 2.2.3), or else `scp`. `scope` is a text of names with spaces between, any other claim may be a list,
   * too.
   */
  readonly scopes?: ClaimPath;
  /** A list of texts; default `groups` (RFC 9068, section 2.2.3.1). */
  readonly groups?: ClaimPath;
}

/**
 * How access tokens and ID tokens are told apart.
 *
 * - `type`: an access token says `at+jwt` in its header (RFC 9068, section 4), an ID token does not.
 * - A claim and its value, where the provider has its own way: Keycloak puts `Bearer` into `typ`, Cognito `access` into `token_use`.
 * - `audience`: by whom they are for, and nothing else. Only where no audience of access tokens is a client id.
 */
export type TokenUseMark = 'type' | 'audience' | { readonly claim: string; readonly value: string };

/** An issuer whose tokens are accepted: an OpenID Provider or an OAuth 2.0 authorization server. */
export interface OidcIssuer {
  /** The exact `iss` of its tokens: an https URL, plain http on loopback only. */
  readonly issuer: string;
  /** At least one: what this API is called in access tokens, or the client id in ID tokens. */
  readonly audiences: readonly string[];
  /**
   * Whether one audience of a token must be among `audiences` (`any`, default for access tokens) or all of them (`all`, default for ID tokens,
   * see OpenID Connect Core 1.0, section 3.1.3.7).
   */
  readonly audienceMatch?: 'any' | 'all';
  /** The clients whose tokens are accepted; default: any that the issuer gives a token for the audience. */
  readonly clientIds?: readonly string[];
  /** The keys as they were when the app was built. Used at once, and refreshed like keys fetched when the validator was made. */
  readonly jwks?: JsonWebKeySet;
  /** Where the keys are published; default: what the discovery document says. */
  readonly jwksUri?: string;
  /**
   * Where the discovery document is. Default `{issuer}/.well-known/openid-configuration`; see `authorizationServerMetadataUrl` for servers of
   * RFC 8414.
   */
  readonly discoveryUrl?: string;
  /** Default: all four. A key that names no `alg` serves the first of them that its kind allows. */
  readonly algorithms?: readonly OidcAlgorithm[];
  readonly claims?: ClaimMapping;
  /** Default `type`. */
  readonly tokenUseMark?: TokenUseMark;
  /**
   * Put in front of user ids. Must be given when there are several issuers, since only an issuer and its `sub` together name a person (OpenID
   * Connect Core 1.0, section 5.7). None may begin with another. The same for some, such as '', only where their ids cannot meet.
   */
  readonly userIdPrefix?: string;
}

export interface OidcTokenValidatorOptions extends ValidatorOptions {
  /** One or several. */
  readonly issuers: readonly OidcIssuer[];
}
