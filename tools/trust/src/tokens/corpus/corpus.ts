import { algorithmAttacks, keyConfusions } from './algorithms.ts';
import { claimAttacks, strangers, timeAttacks } from './claims.ts';
import { formAttacks } from './forms.ts';
import { goodTokens } from './good-tokens.ts';
import { headerAttacks, kidAttacks } from './headers.ts';
import { jsonAttacks } from './json.ts';
import type { Pool } from './pool.ts';
import { paddingAttacks } from './signature-padding.ts';
import { signatureAttacks } from './signatures.ts';
import type { GoodToken, HostileToken } from './token-case.ts';

/** Every token, made for one pool, and what must become of it. */
export interface Corpus {
  readonly hostile: readonly HostileToken[];
  readonly good: readonly GoodToken[];
}

export function createCorpus(pool: Pool): Corpus {
  return {
    hostile: [
      ...algorithmAttacks(pool),
      ...keyConfusions(pool),
      ...headerAttacks(pool),
      ...kidAttacks(pool),
      ...formAttacks(pool),
      ...jsonAttacks(pool),
      ...signatureAttacks(pool),
      ...paddingAttacks(pool),
      ...claimAttacks(pool),
      ...timeAttacks(pool),
      ...strangers(pool),
    ],
    good: goodTokens(pool),
  };
}
