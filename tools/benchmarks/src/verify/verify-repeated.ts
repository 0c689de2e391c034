import { type Bench, type Table, atLeast, atMost, figure } from '../core/bench.ts';
import { interleave } from '../core/rounds.ts';
import { apart } from './apart.ts';
import { RAW, compare, speedup, throughput } from './comparison.ts';
import { type Growth, measureGrowth } from './memory.ts';
import { createTokenSource, createTrial } from './tokens.ts';
import { OURS, everyVerifier, rememberingVerifier } from './verifiers.ts';

const TOKENS = 256;
const PASSES = 8;
const ROUNDS = 21;
const GENUINE_TOKENS = 20_000;
const DISTINCT_TOKENS = 1_000_000;

/** The same tokens over and over; and what is left in memory of very many. */
export const verifyRepeated: Bench = {
  name: 'verify-repeated',
  checkRounds: 5,
  async run(rounds = ROUNDS) {
    const source = await createTokenSource();
    const cached = rememberingVerifier(source).name;
    const names = [RAW, ...everyVerifier(source).map(({ name }) => name), cached];
    const samples = source.fresh(TOKENS);
    const costs = await apart(
      names.map((name) => ({
        work: 'verify',
        name,
        published: { jwks: source.jwks, kid: source.kid },
        trial: createTrial(source),
        warmUp: samples,
        passes: PASSES,
      })),
      () => samples,
      (contenders) => interleave(contenders, rounds),
    );

    // A quick run is for the ratios: a fiftieth of the tokens shows a leak as well.
    const share = rounds < ROUNDS ? 0.02 : 1;
    const [genuine, forged] = [GENUINE_TOKENS * share, (DISTINCT_TOKENS - GENUINE_TOKENS) * share];
    const growth = await measureGrowth(source, genuine, forged);
    const { tables, charts } = compare(costs, OURS, `The same ${TOKENS} tokens again`);
    return {
      rounds,
      tables: [...tables, growthTable(growth, genuine, forged)],
      charts,
      goals: [
        atLeast('our throughput, crypto.verify alone = 1', throughput(costs, OURS).median, 8, 4.5),
        atLeast('ours beside fast-jwt with its cache', speedup(costs, cached, OURS).median, 1, 0.7),
        atMost('growth under all these tokens, MB', growth.forged, 4),
      ],
    };
  },
};

function growthTable(
  { genuine, forged, unbounded }: Growth,
  genuineTokens: number,
  forgedTokens: number,
): Table {
  return {
    caption: 'Memory that stays in use after forced garbage collection, beyond that before the first token',
    columns: ['after', 'MB'],
    rows: [
      [`${figure(genuineTokens)} genuine tokens, twice each`, figure(genuine)],
      [`and ${figure(forgedTokens)} forged ones`, figure(forged)],
      [`to compare: the genuine ones, \`maxCachedTokens: Infinity\``, figure(unbounded)],
    ],
  };
}
