import type { TokenValidator } from '@notes/domain';
import { type Bench, type Table, atMost, figure } from '../core/bench.ts';
import { type Spread, interleave, spread } from '../core/rounds.ts';
import { type Task, apart } from './apart.ts';
import { type Authorizer, OUR_HANDLER, ourAuthorizer, tokenEvent } from './authorizers.ts';
import { RAW, compare } from './comparison.ts';
import { type Sample, asReceived, createTokenSource, createTrial, inRounds } from './tokens.ts';
import { createOurs, everyVerifier, rememberingVerifier } from './verifiers.ts';

const TOKENS_A_ROUND = 1024;
/** Fewer than are remembered. */
const TOKENS_AGAIN = 512;
const TOKENS_A_TURN = 32;
/** To measure what the handler adds, the turns before the first that counts included. */
const OVERHEAD_CALLS = 16_384;
const WARM_UP_TURNS = 64;

/** From the gateway's event to the policy. */
export const authorizerCall: Bench = {
  name: 'authorizer-call',
  async run(rounds = 41) {
    const source = await createTokenSource();
    const [, ...peers] = everyVerifier(source).map(({ name }) => name);
    const again = source.fresh(TOKENS_AGAIN);
    const tasks = (names: readonly string[]): readonly Task[] =>
      names.map((name) => ({
        work: 'authorize',
        name,
        published: { jwks: source.jwks, kid: source.kid },
        trial: createTrial(source),
        warmUp: again,
        passes: 1,
      }));
    const fresh = await apart(
      tasks([RAW, OUR_HANDLER, ...peers]),
      inRounds(() => source.fresh(TOKENS_A_ROUND)),
      (contenders) => interleave(contenders, rounds),
    );
    const repeated = await apart(
      tasks([RAW, OUR_HANDLER, rememberingVerifier(source).name]),
      () => again,
      (contenders) => interleave(contenders, rounds),
    );

    const [handler, validator] = [ourAuthorizer(source), createOurs(source)];
    const overheadOf = async (samples: readonly Sample[]) =>
      spread((await overhead(handler, validator, samples)).slice(WARM_UP_TURNS));
    const ofFresh = await overheadOf(source.fresh(OVERHEAD_CALLS));
    const ofRepeated = await overheadOf(
      Array.from({ length: OVERHEAD_CALLS / TOKENS_AGAIN }, () => again).flat(),
    );

    const comparisons = [
      compare(fresh, OUR_HANDLER, 'Event to policy, fresh tokens'),
      compare(repeated, OUR_HANDLER, 'Event to policy, the same tokens again'),
    ];
    return {
      rounds,
      tables: [...comparisons.flatMap(({ tables }) => tables), overheadTable(ofFresh, ofRepeated)],
      charts: comparisons.flatMap(({ charts }) => charts),
      goals: [
        atMost('our handler over our validator alone, fresh tokens, µs', ofFresh.median, 5),
        atMost('our handler over our validator alone, repeated tokens, µs', ofRepeated.median, 5),
      ],
    };
  },
};

/** Microseconds that a call of the handler takes longer than one of the validator, turn by turn; who begins changes. */
async function overhead(
  { decide }: Authorizer,
  validator: TokenValidator,
  samples: readonly Sample[],
): Promise<readonly number[]> {
  const differences: number[] = [];
  for (let from = 0; from < samples.length; from += TOKENS_A_TURN) {
    const turn = asReceived(samples.slice(from, from + TOKENS_A_TURN));
    const events = asReceived(turn.map(({ token }) => tokenEvent(token)));
    const calls = [
      async () => {
        for (const event of events) await decide(event);
      },
      async () => {
        for (const { token } of turn) await validator.validate(token);
      },
    ];
    const first = (from / TOKENS_A_TURN) % 2;
    const taken = [0, 0];
    for (const which of [first, 1 - first]) {
      const start = performance.now();
      await calls[which]?.();
      taken[which] = (performance.now() - start) * 1000;
    }
    const [handled = 0, validated = 0] = taken;
    differences.push((handled - validated) / turn.length);
  }
  return differences;
}

function overheadTable(fresh: Spread, repeated: Spread): Table {
  const row = (tokens: string, { median, low, high }: Spread) => [
    tokens,
    `${figure(median)} (${figure(low)}–${figure(high)})`,
  ];
  return {
    caption: `What our handler adds to our validator, in turns of ${TOKENS_A_TURN} calls (middle half of the turns)`,
    columns: ['tokens', 'µs a call'],
    rows: [row('fresh', fresh), row('the same again', repeated)],
  };
}
