import { ManualClock } from '@notes/adapter-in-memory';
import type { HttpApiCapability, HttpApiSubject } from '@notes/contracts';
import { type Harness, type HarnessOptions, startHarness } from '../start-harness.ts';
import { keyPairRing } from './key-pair-ring.ts';
import { type TokenSource, signingIn, startBarePool } from './token-source.ts';

const ORIGIN = 'https://notes.example';

const HOUR = 3_600_000;

/** An authorizer looks for keys that it does not know no more often than this, in milliseconds. */
export const KEY_COOLDOWN = 10_000;

/** What both kinds of integration carry. */
const MAPPED: readonly HttpApiCapability[] = ['allowed-origin', 'gateway-problems', 'expiry', 'key-rotation'];

/** What the harness carries with each integration: mapping templates hide most of the request from the function. */
export const CAPABILITIES: Readonly<Record<'mapped' | 'proxy', readonly HttpApiCapability[]>> = {
  mapped: MAPPED,
  proxy: [...MAPPED, 'not-modified', 'repeated-parameters', 'duplicate-members', 'pointers', 'body-pointers'],
};

/** A harness whose time stands still unless a test moves it. */
export interface TimedHarness extends Harness {
  readonly clock: ManualClock;
  /** The front door for the cases of the HTTP contract. They may share it: each signs in users of its own. */
  readonly subject: HttpApiSubject;
}

export interface TimedHarnessOptions extends HarnessOptions {
  /** `pool`, the default: users of the harness's own pool. `bare`: tokens for the asking, which are made much faster. */
  readonly tokens?: 'pool' | 'bare';
}

export async function startTimedHarness({
  tokens = 'pool',
  ...options
}: TimedHarnessOptions = {}): Promise<TimedHarness> {
  const clock = new ManualClock(Date.now());
  const barePool = tokens === 'bare' ? await startBarePool(clock) : undefined;
  const harness = await startHarness({
    allowedOrigins: [ORIGIN],
    clock,
    keyPairs: keyPairRing,
    ...(barePool && { outsidePool: barePool.outsidePool }),
    ...options,
  });
  const source = barePool ?? (harness.userPool && signingIn(harness.userPool));
  if (!source) throw new Error('There is no pool to get tokens from.');
  return {
    ...harness,
    clock,
    subject: subjectOf(harness, options, clock, source),
    stop: async () => {
      await harness.stop();
      await barePool?.close();
    },
  };
}

function subjectOf(
  { info }: Harness,
  { authorizer = 'lambda' }: HarnessOptions,
  clock: ManualClock,
  source: TokenSource,
): HttpApiSubject {
  return {
    invokeUrl: info.invokeUrl,
    allowedOrigin: ORIGIN,
    newCaller: async () => {
      const tokens = await source.newTokens();
      const [use, other] =
        authorizer === 'lambda' ? (['access', 'id'] as const) : (['id', 'access'] as const);
      return {
        token: tokens[`${use}Token`],
        get otherUseToken() {
          return tokens[`${other}Token`];
        },
      };
    },
    expireTokens: async () => {
      clock.advance(HOUR);
    },
    rotateKeys: async () => {
      await source.rotateKeys();
      clock.advance(KEY_COOLDOWN);
    },
  };
}
