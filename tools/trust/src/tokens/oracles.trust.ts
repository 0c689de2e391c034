import { CognitoTokenValidator, type JsonWebKeySet } from '@notes/adapter-cognito';
import { systemClock } from '@notes/adapter-system';
import { recordFigures } from '../support/figures.ts';
import { gather } from '../support/verdicts.ts';
import { type Corpus, createCorpus } from './corpus/corpus.ts';
import { CLIENT, OTHER_CLIENT, Pool, createPoolKeys } from './corpus/pool.ts';
import { DISAGREEMENTS, type OracleName } from './disagreements.ts';
import { type Oracle, awsJwtVerify, joseJwtVerify } from './oracles.ts';

const USER_POOL_ID = 'eu-west-1_Trust0001';

const figures: Record<string, number> = {};
let pool: Pool;
let corpus: Corpus;

// The pool is one of Cognito's in name: AWS's verifier takes no other. Nobody asks it for its keys.
beforeAll(async () => {
  const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${USER_POOL_ID}`;
  pool = new Pool(issuer, await createPoolKeys(), Math.floor(Date.now() / 1000));
  corpus = createCorpus(pool);
});

afterAll(() => recordFigures('token-oracles', figures));

const ours = (): Oracle => {
  const jwks = pool.jwks as JsonWebKeySet;
  const validator = new CognitoTokenValidator({
    tokenUse: 'access',
    pools: [{ issuer: pool.issuer, clientIds: [CLIENT, OTHER_CLIENT], jwks }],
    clock: systemClock,
    fetchJwks: async () => JSON.stringify(jwks),
  });
  return async (token) => validator.validate(token).then(Boolean, () => false);
};

describe.each<[OracleName, () => Oracle]>([
  ['aws-jwt-verify', () => awsJwtVerify(pool, USER_POOL_ID)],
  ['jose', () => joseJwtVerify(pool)],
])('%s, beside the validator', (name, createOracle) => {
  it('disagrees on nothing but what is explained', async () => {
    const cases = [...corpus.hostile, ...corpus.good];
    const [oracle, validator] = [createOracle(), ours()];
    const says = await gather(cases, ({ token }) => oracle(token));
    const weSay = await gather(cases, ({ token }) => validator(token));
    const disagreements = cases.filter((each) => says[each.name] !== weSay[each.name]);
    const explained = DISAGREEMENTS.filter(({ oracles }) => oracles.includes(name));

    figures[`agreed with ${name}`] = cases.length - disagreements.length;
    figures[`disagreements with ${name}, explained`] = disagreements.length;
    expect(disagreements.map((each) => each.name).sort()).toEqual(
      explained.flatMap(({ tokens }) => tokens).sort(),
    );
  });

  it('lets every good token in', async () => {
    const oracle = createOracle();
    const says = await gather(corpus.good, ({ token }) => oracle(token));
    expect(Object.entries(says).filter(([, isGood]) => isGood !== true)).toEqual([]);
  });
});
