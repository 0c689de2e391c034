import { hash } from 'node:crypto';
import { CognitoTokenValidator } from '@notes/adapter-cognito';
import { TokenError, type TokenValidator } from '@notes/domain';
import { AuthorizerProcess, tokenEvent } from '../support/authorizer-process.ts';
import { recordFigures } from '../support/figures.ts';
import { type HarnessProcess, killHarnesses, startHarnessProcess } from '../support/harness-process.ts';
import { KeyServer, answering } from '../support/key-server.ts';
import { rawGet } from '../support/raw-request.ts';
import { type Verdicts, expected, gather } from '../support/verdicts.ts';
import { type Corpus, createCorpus } from './corpus/corpus.ts';
import { CLIENT, OTHER_CLIENT, Pool, createPoolKeys } from './corpus/pool.ts';
import { laxlyReadHash } from './corpus/signature-padding.ts';

const POOL = 'eu-west-1_Trust0001';

let server: KeyServer;
let pool: Pool;
let corpus: Corpus;
const figures: Record<string, number> = {};

beforeAll(async () => {
  server = await KeyServer.start();
  pool = new Pool(server.issuer(POOL), await createPoolKeys(), Math.floor(Date.now() / 1000));
  server.serve(POOL, answering(pool.jwks));
  corpus = createCorpus(pool);
  for (const [attack, cases] of Map.groupBy(corpus.hostile, (each) => each.attack)) {
    figures[`attacks of the class "${attack}"`] = cases.length;
  }
});

afterAll(async () => {
  killHarnesses();
  await server.stop();
  recordFigures('tokens', figures);
});

/** Counts the tokens of which the right thing became. */
function count(what: string, got: Verdicts, wanted: Verdicts): void {
  figures[what] = Object.keys(wanted).filter((name) => got[name] === wanted[name]).length;
}

describe('the corpus', () => {
  it('has at least 300 hostile tokens and 25 good ones, each under a name of its own', () => {
    const { hostile, good } = corpus;
    expect(hostile.length).toBeGreaterThanOrEqual(300);
    expect(good.length).toBeGreaterThanOrEqual(25);
    expect(new Set([...hostile, ...good].map(({ name }) => name)).size).toBe(hostile.length + good.length);
  });

  it('has no two tokens that are the same', () => {
    const names = Map.groupBy([...corpus.hostile, ...corpus.good], ({ token }) => token);
    expect([...names.values()].filter(({ length }) => length > 1)).toEqual([]);
  });
});

describe('the forgeries of the padding', () => {
  it.each([
    ['a cube root under a published key with the exponent 3', () => pool.keys.exponent3.publicKey],
    ['a DigestInfo and garbage behind it, after 8 bytes of padding', () => pool.keys.first.publicKey],
  ])('would take in a lax reader: %s', (name, publicKey) => {
    const { token = '' } = corpus.hostile.find((each) => each.name.endsWith(name)) ?? {};
    const dot = token.lastIndexOf('.');
    const read = laxlyReadHash(publicKey(), Buffer.from(token.slice(dot + 1), 'base64url'));
    expect(read).toEqual(hash('sha256', token.slice(0, dot), 'buffer'));
  });
});

describe('CognitoTokenValidator', () => {
  let validator: TokenValidator;
  beforeAll(() => {
    validator = new CognitoTokenValidator({
      tokenUse: 'access',
      pools: [{ issuer: pool.issuer, clientIds: [CLIENT, OTHER_CLIENT] }],
      clock: { now: () => pool.now * 1000 },
    });
  });

  const verdictOf = ({ token }: { readonly token: string }) =>
    validator.validate(token).then(
      ({ userId }) => `let in: ${userId}`,
      (error: unknown) => (error instanceof TokenError ? error.reason : String(error)),
    );

  it('refuses every hostile token for its reason', async () => {
    const got = await gather(corpus.hostile, verdictOf);
    const wanted = expected(corpus.hostile, ({ reason }) => reason);
    count('refused by the validator', got, wanted);
    expect(got).toEqual(wanted);
  });

  it('lets every good token in, and fetches the keys once for all', async () => {
    const got = await gather(corpus.good, verdictOf);
    const wanted = expected(corpus.good, ({ userId }) => `let in: ${userId}`);
    count('let in by the validator', got, wanted);
    expect(got).toEqual(wanted);
    expect(server.fetches(POOL)).toBe(1);
  });
});

describe('the bundle of the authorizer, with embedded keys', () => {
  let authorizer: AuthorizerProcess;
  beforeAll(() => {
    authorizer = AuthorizerProcess.start({
      TOKEN_ISSUER: pool.issuer,
      USER_POOL_CLIENT_IDS: `${CLIENT},${OTHER_CLIENT}`,
      JWKS: JSON.stringify(pool.jwks),
    });
  });
  afterAll(async () => authorizer.stop());

  const verdictOf = async ({ token }: { readonly token: string }) => {
    const { result, error, logged } = await authorizer.invoke(tokenEvent(token));
    return result ? `let in: ${String(result['principalId'])}` : `${error}: ${logged?.code}`;
  };

  it('fails with "Unauthorized" for every hostile token, and logs its reason', async () => {
    const got = await gather(corpus.hostile, verdictOf);
    const wanted = expected(corpus.hostile, ({ reason }) => `Unauthorized: ${reason}`);
    count('refused by the bundle', got, wanted);
    expect(got).toEqual(wanted);
  });

  it('answers every good token with a policy for its user', async () => {
    const got = await gather(corpus.good, verdictOf);
    const wanted = expected(corpus.good, ({ userId }) => `let in: ${userId}`);
    count('let in by the bundle', got, wanted);
    expect(got).toEqual(wanted);
  });
});

describe('the harness, over HTTP', () => {
  let harness: HarnessProcess;
  beforeAll(async () => {
    const args = ['--issuer', pool.issuer, '--client-id', CLIENT, '--authorizer-ttl', '0'];
    harness = await startHarnessProcess({ args });
  });
  afterAll(async () => harness.terminate());

  const answerTo = async ({ token }: { readonly token: string }) => {
    const answer = await rawGet(`${harness.invokeUrl}/notes`, [`Authorization: ${token}`]);
    return answer.status === 401 ? `401 ${problemOf(answer.headers, answer.body)}` : answer.status;
  };

  /** The code of a problem document (RFC 9457), if it is one. */
  function problemOf(headers: Readonly<Record<string, string>>, body: string): string {
    if (headers['content-type'] !== 'application/problem+json') return 'no problem document';
    const { status, code } = JSON.parse(body) as { status: number; code: string };
    return `${headers['www-authenticate'] === undefined ? 'without a challenge ' : ''}${status} ${code}`;
  }

  it('answers every hostile token with 401 and a problem document', async () => {
    const got = await gather(corpus.hostile, answerTo);
    const wanted = expected(corpus.hostile, ({ http }) => http ?? '401 401 unauthorized');
    count(
      'refused by the harness',
      got,
      expected(corpus.hostile, () => '401 401 unauthorized'),
    );
    figures['never a header, so refused by the HTTP server (400, 431)'] = corpus.hostile.filter(
      ({ http }) => http === 400 || http === 431,
    ).length;
    expect(got).toEqual(wanted);
  });

  it('answers every good token of its client with the notes', async () => {
    const good = corpus.good.filter(({ name }) => name !== 'good: of the other client');
    const got = await gather(good, answerTo);
    const wanted = expected(good, ({ http }) => http ?? 200);
    count(
      'let in by the harness',
      got,
      expected(good, () => 200),
    );
    expect(got).toEqual(wanted);
  });
});
