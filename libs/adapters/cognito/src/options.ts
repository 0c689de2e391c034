import type { JsonWebKeySet, ValidatorOptions } from '@notes/jwt';

/** A user pool whose tokens are accepted. */
export interface UserPool {
  /** The exact `iss` of its tokens, see `cognitoIssuer`. Its keys are published at `{issuer}/.well-known/jwks.json`. */
  readonly issuer: string;
  /** The app clients whose tokens are accepted, at least one. */
  readonly clientIds: readonly string[];
  /** The keys as they were when the app was built. Used at once, and refreshed like keys fetched when the validator was made. */
  readonly jwks?: JsonWebKeySet;
}

export interface CognitoTokenValidatorOptions extends ValidatorOptions {
  /** One or several user pools. */
  readonly pools: readonly UserPool[];
}
