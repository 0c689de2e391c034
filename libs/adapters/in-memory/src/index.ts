export type { JsonWebKeySet, PublicSigningKey } from './signing-keys.ts';
export { TokenIssuer } from './token-issuer.ts';
export type { AccessTokenRequest, IdTokenRequest, TokenIssuerOptions } from './token-issuer.ts';
