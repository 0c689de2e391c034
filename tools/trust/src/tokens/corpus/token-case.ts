import type { TokenRefusalReason } from '@notes/domain';

/** Kinds of attack, by which the figures are counted. */
export type AttackClass =
  | 'algorithm'
  | 'key confusion'
  | 'header'
  | 'kid'
  | 'form'
  | 'JSON'
  | 'signature'
  | 'padding of the signature'
  | 'claims'
  | 'times'
  | 'other issuer, client or use';

interface Case {
  /** Unique in the corpus. */
  readonly name: string;
  readonly token: string;
  /**
   * The status over HTTP where it is not that of the verdict: 200 because blanks around a header's value are no part of it (RFC 9110,
   * section 5.5), 400 because the bytes cannot be in a header, 431 because the headers are longer than the gateway takes.
   */
  readonly http?: 200 | 400 | 431;
}

/** A token that must be refused, for that reason. */
export interface HostileToken extends Case {
  readonly attack: AttackClass;
  readonly reason: TokenRefusalReason;
}

/** A token that must be let in, as that user. */
export interface GoodToken extends Case {
  readonly userId: string;
}

/** Tokens by their names. */
export function named(
  tokens: readonly (readonly [name: string, token: string])[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(tokens);
}

/** Makes cases of one class out of names and tokens. */
export function hostile(
  attack: AttackClass,
  reason: TokenRefusalReason,
  tokens: Readonly<Record<string, string>>,
  http?: Case['http'],
): readonly HostileToken[] {
  return Object.entries(tokens).map(([name, token]) => ({
    attack,
    name: `${attack}: ${name}`,
    token,
    reason,
    ...(http && { http }),
  }));
}
