export type { JsonWebKeySet, KeyPairSource, PublicSigningKey, RsaKeyPair } from './signing-keys.ts';
export { TokenIssuer } from './token-issuer.ts';
export type { AccessTokenRequest, IdTokenRequest, TokenIssuerOptions } from './token-issuer.ts';
export { InMemoryNoteRepository } from './in-memory-note-repository.ts';
export { ManualClock } from './manual-clock.ts';
export { sequentialRevisions } from './sequential-revisions.ts';
export { InMemoryTokenValidator } from './in-memory-token-validator.ts';
export type { InMemoryTokenValidatorOptions, KeySource } from './in-memory-token-validator.ts';
