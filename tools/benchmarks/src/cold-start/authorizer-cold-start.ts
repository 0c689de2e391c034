import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { type Bench, atLeast, atMost } from '../core/bench.ts';
import type { Outcome, Subject } from './boot.ts';
import { bundlePeer } from './bundle-peer.ts';
import { ColdStarts } from './compare.ts';
import { startKeyServer } from './key-server.ts';

const ROUNDS = 15;
const OURS = resolve(import.meta.dirname, '../../../../dist/apps/authorizer/main.cjs');
const USER_POOL_ID = 'us-east-1_Bench';
const CLIENT = 'client';
const STAGE = 'arn:aws:execute-api:us-east-1:123456789012:abc/prod';

/** The authorizer from the start of its process to its first policy, keys embedded and keys fetched over TLS, beside peers. */
export const authorizerColdStart: Bench = {
  name: 'authorizer-cold-start',
  async run() {
    const embedded = await withEmbeddedKeys();
    const fetched = await withFetchedKeys();
    return {
      rounds: ROUNDS,
      tables: [
        embedded.starts.table('Keys embedded, milliseconds above an empty function', embedded.handWritten),
        fetched.starts.table('Keys fetched over TLS, milliseconds above an empty function', fetched.jose),
      ],
      charts: [
        embedded.starts.chart('Authorizer cold start, keys embedded'),
        fetched.starts.chart('Authorizer cold start, keys fetched'),
      ],
      goals: [
        atMost(
          'embedded: × hand-written',
          embedded.starts.ratio(embedded.ours, embedded.handWritten).median,
          1.2,
        ),
        atLeast(
          'embedded: original style × ours',
          embedded.starts.ratio(embedded.original, embedded.ours).median,
          6,
        ),
        atMost(
          'fetched: × jose createRemoteJWKSet',
          fetched.starts.ratio(fetched.ours, fetched.jose).median,
          0.7,
        ),
      ],
    };
  },
};

async function withEmbeddedKeys() {
  const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${USER_POOL_ID}`;
  const tokens = await TokenIssuer.create({ issuer, clock: systemClock });
  return compare(await createSubjects(tokens, { USER_POOL_ID, JWKS: JSON.stringify(tokens.jwks()) }));
}

async function withFetchedKeys() {
  const server = await startKeyServer();
  try {
    const tokens = await TokenIssuer.create({ issuer: server.issuer, clock: systemClock });
    server.publish(tokens.jwks());
    const env = { TOKEN_ISSUER: server.issuer, NODE_EXTRA_CA_CERTS: server.certificate };
    return await compare(await createSubjects(tokens, env));
  } finally {
    await server.stop();
  }
}

async function createSubjects(tokens: TokenIssuer, variables: Readonly<Record<string, string>>) {
  const env = { ...variables, USER_POOL_CLIENT_IDS: CLIENT };
  const events = await createEvents(tokens);
  const subject = (name: string, bundle: string): Subject => ({
    name,
    bundle,
    env,
    events,
    check: checkOutcomes,
  });
  const peer = async (name: string, file: string) => subject(name, await bundlePeer(file, 'createHandler'));
  const empty = await peer('empty', 'empty');
  return {
    empty: { ...empty, check: () => undefined },
    ours: { ...subject('ours', OURS), isOurs: true },
    handWritten: await peer('hand-written', 'authorizer-hand-written'),
    awsJwtVerify: await peer('aws-jwt-verify', 'authorizer-aws-jwt-verify'),
    jose: await peer('jose', 'authorizer-jose-remote'),
    original: await peer('the original style', 'authorizer-original'),
  };
}

async function compare<Subjects extends { readonly empty: Subject; readonly [name: string]: Subject }>(
  subjects: Subjects,
): Promise<Subjects & { readonly starts: ColdStarts }> {
  const { empty, ...others } = subjects;
  return { ...subjects, starts: await ColdStarts.measure(empty, Object.values(others), ROUNDS) };
}

/** One good token, and then one for each thing that may be wrong. */
async function createEvents(tokens: TokenIssuer): Promise<readonly object[]> {
  const request = { userId: 'ada', username: 'ada', clientId: CLIENT };
  const good = tokens.issueAccessToken(request);
  const [header, payload] = good.split('.');
  const [, , otherSignature] = tokens.issueAccessToken(request).split('.');
  const stranger = await TokenIssuer.create({ issuer: 'https://example.com/pool', clock: systemClock });
  const bad = [
    `${header}.${payload}.${otherSignature}`,
    tokens.issueAccessToken({ ...request, expiresInSeconds: -1 }),
    tokens.issueAccessToken({ ...request, clientId: 'another' }),
    tokens.issueIdToken(request),
    stranger.issueAccessToken(request),
    'a.b.c',
  ];
  return [good, ...bad].map((authorizationToken) => ({
    type: 'TOKEN',
    authorizationToken,
    methodArn: `${STAGE}/GET/notes/n1`,
  }));
}

function checkOutcomes([good, ...bad]: readonly Outcome[]): void {
  assert(good && 'answer' in good);
  const { principalId, policyDocument } = JSON.parse(good.answer) as {
    readonly principalId: string;
    readonly policyDocument: {
      readonly Statement: readonly { readonly Resource: string | readonly string[] }[];
    };
  };
  assert.equal(principalId, 'ada');
  assert.deepEqual(
    policyDocument.Statement.map((statement) => ({ ...statement, Resource: [statement.Resource].flat() })),
    [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: [`${STAGE}/*`] }],
  );
  assert.deepEqual(bad, Array(6).fill({ error: 'Unauthorized' }));
}
