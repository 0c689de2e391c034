import type { TokenValidator } from '@notes/domain';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type TokenSource, forgeries } from './tokens.ts';
import { createOurs } from './verifiers.ts';

/** Megabytes of heap and buffers that are left after garbage collection, beyond those before the first token. */
export interface Growth {
  readonly genuine: number;
  readonly forged: number;
  /** The same genuine tokens in a validator that may remember all: so much would be seen if something grew. */
  readonly unbounded: number;
}

/**
 * Gives a validator distinct tokens: genuine ones, twice each so that it remembers what it can, and then forged ones, of which a part has
 * headers that came never before. Signing takes 0.8 ms, so that most are forged.
 */
export async function measureGrowth(source: TokenSource, genuine: number, forged: number): Promise<Growth> {
  const tokens = source.fresh(genuine).map(({ token }) => token);
  const bounded = createOurs(source);
  const before = megabytesInUse();
  await acceptAll(bounded, tokens);
  const afterGenuine = megabytesInUse();
  await refuseAll(bounded, forgeries(tokens, forged));
  const afterForged = megabytesInUse();
  const unbounded = createOurs(source, { maxCachedTokens: Infinity });
  await acceptAll(unbounded, tokens);
  const afterUnbounded = megabytesInUse();
  // Used again, so that neither was collected before.
  await acceptAll(bounded, tokens.slice(-1));
  await acceptAll(unbounded, tokens.slice(-1));
  return {
    genuine: afterGenuine - before,
    forged: afterForged - before,
    unbounded: afterUnbounded - afterForged,
  };
}

async function acceptAll(validator: TokenValidator, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    await validator.validate(token);
    await validator.validate(token);
  }
}

async function refuseAll(validator: TokenValidator, tokens: Iterable<string>): Promise<void> {
  for (const token of tokens) {
    const isRefused = await validator.validate(token).then(
      () => false,
      () => true,
    );
    if (!isRefused) throw new Error('A forged token was accepted.');
  }
}

function megabytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
