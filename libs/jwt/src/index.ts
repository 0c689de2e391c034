export {
  checkRequirements,
  checkTimes,
  optionalText,
  readUserId,
  requiredText,
  splitScopes,
  textList,
} from './claims.ts';
export type { Requirements } from './claims.ts';
export { jwksUrl, secureUrl, wellKnownUrl } from './issuer-url.ts';
export { importKeys } from './json-web-keys.ts';
export type { JsonWebKeySet, VerificationKeys } from './json-web-keys.ts';
export { fetchJwks } from './jwks-fetcher.ts';
export type { FetchJwks, FetchLimits } from './jwks-fetcher.ts';
export { keySetTimes, numberWithin } from './key-options.ts';
export type { KeyOptions } from './key-options.ts';
export { KeySet } from './key-set.ts';
export type { FindJwksUrl, KeySetOptions, KeySetTimes } from './key-set.ts';
export { refuse } from './refuse.ts';
export { EDDSA, ES256, PS256, RS256 } from './signature-algorithms.ts';
export type { SignatureAlgorithm } from './signature-algorithms.ts';
export { decodeObject, decodePart, signingBytes, splitToken } from './token-form.ts';
export type { JsonObject, TokenParts } from './token-form.ts';
export type { TokenHeader } from './token-header.ts';
export { TokenHeaders } from './token-header.ts';
export type { ValidatorOptions } from './validator-options.ts';
export { VerifiedTokenCache } from './verified-token-cache.ts';
export type { Verification } from './verified-token-cache.ts';
