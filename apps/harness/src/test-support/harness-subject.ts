import { ManualClock } from '@notes/adapter-in-memory';
import type { HttpApiCapability, HttpApiCaller, HttpApiSubject } from '@notes/contracts';
import { type Harness, type HarnessOptions, startHarness } from '../start-harness.ts';

export const ORIGIN = 'https://notes.example';

const PASSWORD = 'Correct-horse-7';
const HOUR = 3_600_000;
/** An authorizer looks for keys that it does not know no more often than this, in milliseconds. */
const KEY_COOLDOWN = 10_000;

/** What both kinds of integration can carry. */
const MAPPED: readonly HttpApiCapability[] = ['allowed-origin', 'gateway-problems', 'expiry', 'key-rotation'];

/** What the harness can show of each integration: mapping templates hide most of the request from the function. */
export const CAPABILITIES = {
  mapped: MAPPED,
  proxy: [...MAPPED, 'not-modified', 'repeated-parameters', 'duplicate-members', 'pointers'],
} as const satisfies Record<string, readonly HttpApiCapability[]>;

/** A harness whose time stands still unless a test moves it. */
export interface TimedHarness extends Harness {
  readonly clock: ManualClock;
  /** The front door for the cases of the HTTP contract. Any number of cases may share the harness: each signs in users of its own. */
  subject(): HttpApiSubject;
}

export async function startTimedHarness(options: HarnessOptions = {}): Promise<TimedHarness> {
  const clock = new ManualClock(Date.now());
  const harness = await startHarness({ allowedOrigins: [ORIGIN], clock, ...options });
  const { userPool } = harness;
  if (!userPool) throw new Error('These tests need the pool that the harness starts.');
  let users = 0;
  const newCaller = async (): Promise<HttpApiCaller> => {
    const email = `user-${++users}@example.com`;
    await userPool.addUser({ email, password: PASSWORD });
    const { accessToken, idToken } = await userPool.signIn(email, PASSWORD);
    return options.authorizer === 'cognito'
      ? { token: idToken, otherUseToken: accessToken }
      : { token: accessToken, otherUseToken: idToken };
  };
  const subject: HttpApiSubject = {
    invokeUrl: harness.info.invokeUrl,
    newCaller,
    allowedOrigin: ORIGIN,
    expireTokens: async () => clock.advance(HOUR),
    rotateKeys: async () => {
      await userPool.rotateKeys();
      clock.advance(KEY_COOLDOWN);
    },
  };
  return { ...harness, clock, subject: () => subject };
}
