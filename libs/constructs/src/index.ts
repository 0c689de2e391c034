export { BundledFunction } from './bundled-function.ts';
export type { BundledFunctionProps } from './bundled-function.ts';
export { AUTHORIZER_MEMORY, AUTHORIZER_TIMEOUT, CognitoTokenAuthorizer } from './cognito-token-authorizer.ts';
export type { CognitoTokenAuthorizerProps } from './cognito-token-authorizer.ts';
export { PublishedKeySet } from './published-key-set.ts';
export type { PublishedKeySetProps } from './published-key-set.ts';
