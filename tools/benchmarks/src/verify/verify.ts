import { type Bench, atLeast } from '../core/bench.ts';
import { interleave } from '../core/rounds.ts';
import { apart } from './apart.ts';
import { RAW, compare, speedup, throughput } from './comparison.ts';
import { createTokenSource, createTrial, inRounds } from './tokens.ts';
import { AWS_JWT_VERIFY, JOSE, OURS, everyVerifier } from './verifiers.ts';

const TOKENS_A_ROUND = 1024;

/** Tokens that the verifier has not seen before, one at a time. */
export const verify: Bench = {
  name: 'verify',
  checkRounds: 7,
  async run(rounds = 41) {
    const source = await createTokenSource();
    const names = [RAW, ...everyVerifier(source).map(({ name }) => name)];
    const costs = await apart(
      names.map((name) => ({
        work: 'verify',
        name,
        published: { jwks: source.jwks, kid: source.kid },
        trial: createTrial(source),
        warmUp: source.fresh(TOKENS_A_ROUND),
        passes: 1,
      })),
      inRounds(() => source.fresh(TOKENS_A_ROUND)),
      (contenders) => interleave(contenders, rounds),
    );

    const fasterThan = (name: string) => speedup(costs, name, OURS).median;
    return {
      rounds,
      ...compare(costs, OURS, 'Fresh tokens, one at a time'),
      goals: [
        atLeast('our throughput, crypto.verify alone = 1', throughput(costs, OURS).median, 0.8, 0.4),
        atLeast('ours beside the faster of aws-jwt-verify', Math.min(...AWS_JWT_VERIFY.map(fasterThan)), 1.7),
        atLeast('ours beside jose.jwtVerify', fasterThan(JOSE), 3, 1.2),
      ],
    };
  },
};
