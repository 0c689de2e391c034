import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenIssuer } from '@notes/adapter-in-memory';
import type { Clock } from '@notes/domain';
import type { OutsidePool } from '../token-source.ts';
import type { UserPool } from '../user-pool/start-user-pool.ts';
import { keyPairRing } from './key-pair-ring.ts';

/** Where the tokens of a new user come from. */
export interface TokenSource {
  newTokens(): Promise<{ readonly accessToken: string; readonly idToken: string }>;
  rotateKeys(): Promise<void>;
}

const PASSWORD = 'Correct-horse-7';

/** Users who sign in at the harness's own pool. */
export function signingIn(userPool: UserPool): TokenSource {
  let users = 0;
  return {
    newTokens: async () => {
      const email = `user-${++users}@example.com`;
      await userPool.addUser({ email, password: PASSWORD });
      return userPool.signIn(email, PASSWORD);
    },
    rotateKeys: () => userPool.rotateKeys(),
  };
}

/** An outside pool that is nothing but its published keys, and gives tokens to everybody. */
export interface BarePool extends TokenSource {
  readonly outsidePool: OutsidePool;
  /** How often the keys were fetched. */
  fetches(): number;
  close(): Promise<void>;
}

export async function startBarePool(clock: Clock): Promise<BarePool> {
  let fetches = 0;
  const server = createServer((request, response) => {
    const found = request.url === '/us-east-1_Bare/.well-known/jwks.json';
    if (found) fetches++;
    response.writeHead(found ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(found ? issuer.jwks() : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const outsidePool: OutsidePool = {
    userPoolId: 'us-east-1_Bare',
    issuer: `http://127.0.0.1:${port}/us-east-1_Bare`,
    region: 'us-east-1',
    clientId: 'some-client',
  };
  const issuer = await TokenIssuer.create({ issuer: outsidePool.issuer, clock, keyPairs: keyPairRing });
  return {
    outsidePool,
    fetches: () => fetches,
    newTokens: async () => {
      const userId = randomUUID();
      const user = { userId, username: userId, clientId: outsidePool.clientId };
      return {
        // Most cases need one of the two.
        get accessToken() {
          return issuer.issueAccessToken(user);
        },
        get idToken() {
          return issuer.issueIdToken(user);
        },
      };
    },
    rotateKeys: () => issuer.rotateKeys({ keepPublished: true }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
