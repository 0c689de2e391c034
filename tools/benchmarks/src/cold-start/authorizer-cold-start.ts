import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { type Bench, atLeast, atMost } from '../core/bench.ts';
import type { Outcome, Subject } from './boot.ts';
import { bundlePeer } from './bundle-peer.ts';
import { ColdStarts } from './compare.ts';
import { type KeyServer, startKeyServer } from './key-server.ts';

const ROUNDS = 15;
const OURS = resolve(import.meta.dirname, '../../../../dist/apps/authorizer/main.cjs');
const USER_POOL_ID = 'us-east-1_Bench';
const CLIENT = 'client';
const STAGE = 'arn:aws:execute-api:us-east-1:123456789012:abc/prod';

/** The authorizer from the start of its process to its first policy, keys embedded and keys fetched over TLS, beside peers. */
export const authorizerColdStart: Bench = {
  name: 'authorizer-cold-start',
  checkRounds: 5,
  async run(rounds = ROUNDS) {
    const keyServer = await startKeyServer();
    try {
      const embedded = await withEmbeddedKeys();
      const fetched = await withFetchedKeys(keyServer);
      const starts = await ColdStarts.measure([embedded, fetched], rounds);
      const ratio = (one: Subject, other: Subject) => starts.ratio(one, other).median;
      const { ours, handWritten } = embedded;
      return {
        rounds,
        tables: [
          starts.table('Keys embedded', embedded, handWritten),
          starts.table('Keys fetched over TLS', fetched, fetched.jose),
        ],
        charts: [
          starts.chart('Authorizer cold start, keys embedded', embedded),
          starts.chart('Authorizer cold start, keys fetched', fetched),
        ],
        goals: [
          atMost('keys embedded, × hand-written', ratio(ours, handWritten), 1.2, 2.5),
          atLeast('the original style, × ours with keys embedded', ratio(fetched.original, ours), 6, 4),
          atMost('keys fetched, × jose createRemoteJWKSet', ratio(fetched.ours, fetched.jose), 0.7, 0.9),
        ],
      };
    } finally {
      await keyServer.stop();
    }
  },
};

async function withEmbeddedKeys() {
  const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${USER_POOL_ID}`;
  const tokens = await TokenIssuer.create({ issuer, clock: systemClock });
  return createGroup(tokens, { USER_POOL_ID, JWKS: JSON.stringify(tokens.jwks()) });
}

async function withFetchedKeys({ issuer, certificate, publish }: KeyServer) {
  const tokens = await TokenIssuer.create({ issuer, clock: systemClock });
  publish(tokens.jwks());
  return createGroup(tokens, { TOKEN_ISSUER: issuer, NODE_EXTRA_CA_CERTS: certificate });
}

async function createGroup(tokens: TokenIssuer, variables: Readonly<Record<string, string>>) {
  const env = { ...variables, USER_POOL_CLIENT_IDS: CLIENT };
  const events = await createEvents(tokens);
  const subject = (name: string, bundle: string): Subject => ({
    ...{ name, bundle, env, events },
    check: checkOutcomes,
  });
  const peer = async (name: string, file: string) => subject(name, await bundlePeer(file, 'createHandler'));
  const ours = { ...subject('ours', OURS), isOurs: true };
  const handWritten = await peer('hand-written', 'authorizer-hand-written');
  const awsJwtVerify = await peer('aws-jwt-verify', 'authorizer-aws-jwt-verify');
  const jose = await peer('jose', 'authorizer-jose-remote');
  const original = await peer('the original style', 'authorizer-original');
  const empty = { ...(await peer('empty', 'empty')), check: () => undefined };
  const subjects = [ours, handWritten, awsJwtVerify, jose, original];
  return { empty, subjects, ours, handWritten, jose, original };
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
