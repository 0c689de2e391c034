export { cognitoIssuer, jwksUrl } from './cognito-issuer.ts';
export { CognitoTokenValidator } from './cognito-token-validator.ts';
export { importKeys } from './json-web-keys.ts';
export type { JsonWebKeySet } from './json-web-keys.ts';
export type { FetchJwks, FetchLimits } from './jwks-fetcher.ts';
export type { CognitoTokenValidatorOptions, KeyOptions, UserPool } from './options.ts';
