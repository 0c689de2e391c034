import { CognitoTokenValidator } from '@notes/adapter-cognito';
import { TokenError } from '@notes/domain';
import { AuthorizerProcess, tokenEvent } from '../support/authorizer-process.ts';
import { recordFigures } from '../support/figures.ts';
import { KeyServer, answering } from '../support/key-server.ts';
import { expected, gather } from '../support/verdicts.ts';
import { CLIENT, Pool, type PoolKeys, createPoolKeys } from './corpus/pool.ts';
import { ELSEWHERE, type KeySetCase, keySetCases } from './hostile-key-sets.ts';

let server: KeyServer;
let keys: PoolKeys;
let cases: readonly KeySetCase[];
const now = Math.floor(Date.now() / 1000);

beforeAll(async () => {
  [server, keys] = await Promise.all([KeyServer.start(), createPoolKeys()]);
  cases = keySetCases(keys);
  server.serveAt(ELSEWHERE, answering({ keys: [keys.first.jwk] }));
});

afterAll(async () => {
  await server.stop();
  recordFigures('token-key-sets', {
    'key sets that let nobody in': cases.filter(({ expected: verdict }) => verdict !== 'let in').length,
    'key sets that must work': cases.filter(({ expected: verdict }) => verdict === 'let in').length,
  });
});

/** An issuer of its own for the case, and a genuine token of its first key. */
function publish({ name, answer }: KeySetCase): { readonly issuer: string; readonly token: string } {
  const id = `eu-west-1_${cases.findIndex((each) => each.name === name)}`;
  const pool = new Pool(server.issuer(id), keys, now);
  server.serve(id, answer);
  return { issuer: pool.issuer, token: pool.token() };
}

describe('a key set', () => {
  it('is good for those tokens only that its good keys have signed, and an unreadable one is never the token’s fault', async () => {
    const got = await gather(cases, (each) => {
      const { issuer, token } = publish(each);
      const validator = new CognitoTokenValidator({
        tokenUse: 'access',
        pools: [{ issuer, clientIds: [CLIENT] }],
        clock: { now: () => now * 1000 },
      });
      return validator.validate(token).then(
        () => 'let in',
        (error: unknown) => (error instanceof TokenError ? error.reason : String(error)),
      );
    });
    expect(got).toEqual(expected(cases, ({ expected: verdict }) => verdict));
  });

  it('that cannot be used makes the bundle fail otherwise than with "Unauthorized"', async () => {
    // A process each, so only a few of the useless keys: to the bundle all of them come to the same.
    const few = [
      'a symmetric key',
      'a key for encryption',
      'a key of 1,024 bits',
      'a key with the exponent 1',
    ];
    const chosen = cases.filter(
      ({ name }) => !/, (alone|beside)/.test(name) || few.some((key) => name === `${key}, alone`),
    );
    const ask = async (each: KeySetCase) => {
      const { issuer, token } = publish(each);
      const authorizer = AuthorizerProcess.start({ TOKEN_ISSUER: issuer, USER_POOL_CLIENT_IDS: CLIENT });
      const { result, error, logged } = await authorizer.invoke(tokenEvent(token));
      await authorizer.stop();
      return result ? 'let in' : `${error === 'Unauthorized' ? '401' : '500'} ${logged?.code}`;
    };
    const half = Math.ceil(chosen.length / 2);
    const got = await Promise.all(
      [chosen.slice(0, half), chosen.slice(half)].map((some) => gather(some, ask)),
    );
    const verdicts = expected(chosen, ({ expected: verdict }) =>
      verdict === 'let in' ? verdict : `${verdict === 'keys-unavailable' ? '500' : '401'} ${verdict}`,
    );
    expect({ ...got[0], ...got[1] }).toEqual(verdicts);
  });

  it('is never looked for where a redirect points to', () => {
    expect(server.requestsTo(ELSEWHERE)).toBe(0);
  });
});
