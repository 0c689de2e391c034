export { authorizationServerMetadataUrl } from './discovery.ts';
export { OidcTokenValidator } from './oidc-token-validator.ts';
export type {
  ClaimMapping,
  ClaimPath,
  OidcAlgorithm,
  OidcIssuer,
  OidcTokenValidatorOptions,
  TokenUseMark,
} from './options.ts';
export type { FetchJwks, FetchLimits, JsonWebKeySet, KeyOptions, ValidatorOptions } from '@notes/jwt';
