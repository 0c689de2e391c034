export { importKeys, jwksUrl } from '@notes/jwt';
export type {
  FetchJwks,
  FetchLimits,
  JsonWebKeySet,
  KeyOptions,
  ValidatorOptions,
  VerificationKeys,
} from '@notes/jwt';
export { cognitoIssuer } from './cognito-issuer.ts';
export { CognitoTokenValidator } from './cognito-token-validator.ts';
export type { CognitoTokenValidatorOptions, UserPool } from './options.ts';
