import { TokenError, type TokenRefusalReason } from '@notes/domain';

/** Refuses a token. `detail` never quotes it. */
export function refuse(reason: TokenRefusalReason, detail: string): never {
  throw new TokenError(reason, `The token is refused: ${detail}.`);
}
