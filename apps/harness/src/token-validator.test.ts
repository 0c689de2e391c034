import { TokenIssuer } from '@notes/adapter-in-memory';
import { createKeyFor, forgeToken, signerFor, startTestServer } from '@notes/contracts';
import { type Harness, type HarnessOptions, startHarness } from './start-harness.ts';
import { keyPairRing as keyPairs } from './test-support/key-pair-ring.ts';

const ADA = { id: '8b0ea1e1-6f3c-4c0e-9d5a-3f1b5a0c7ada', name: 'ada' };
const started: { stop(): Promise<void> }[] = [];

async function start(options: HarnessOptions): Promise<Harness> {
  const harness = await startHarness({ keyPairs, ...options });
  started.push(harness);
  return harness;
}

afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});

/** The answers to a request with the token, and to one with the token made wrong. */
async function statuses({ info }: Harness, token: string): Promise<readonly number[]> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const wrong = `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  const answers = [token, wrong].map((each) =>
    fetch(`${info.invokeUrl}/notes`, { headers: { Authorization: `Bearer ${each}` } }),
  );
  return (await Promise.all(answers)).map(({ status }) => status);
}

describe('the token validator', () => {
  it.each(['cognito', 'oidc'] as const)(
    '%s takes the tokens of the emulated pool',
    async (tokenValidator) => {
      const harness = await start({ tokenValidator });
      const user = { id: ADA.id, email: 'ada@example.com', password: 'Correct-horse-7' };
      await harness.userPool?.addUser(user);
      const tokens = await harness.userPool?.signIn(user.email, user.password);
      expect(await statuses(harness, tokens?.accessToken ?? '')).toEqual([200, 401]);
      expect(await statuses(harness, tokens?.idToken ?? '')).toEqual([401, 401]);
    },
  );

  it('in-memory takes the tokens that the harness issues, and there is no pool', async () => {
    const harness = await start({ tokenValidator: 'in-memory' });
    const { info, userPool, issueToken } = harness;
    expect({ userPool, id: info.userPoolId, endpoint: info.userPoolEndpoint }).toEqual({
      id: '',
      endpoint: '',
    });
    expect(await statuses(harness, issueToken?.(ADA) ?? '')).toEqual([200, 401]);
    const { issuer, clientId } = info;
    const stranger = await TokenIssuer.create({ issuer, clock: { now: () => Date.now() } });
    const forged = stranger.issueAccessToken({ userId: ADA.id, username: 'ada', clientId });
    expect(await statuses(harness, forged)).toEqual([401, 401]);
  });

  it('oidc takes the access tokens of any OpenID Provider', async () => {
    const key = await createKeyFor('EdDSA', 'key');
    const server = await startTestServer((request, response) => {
      const documents: Readonly<Record<string, object>> = {
        '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
        '/keys': { keys: [key.jwk] },
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(documents[request.url ?? '']));
    });
    started.push({ stop: () => server.close() });
    const issuer = server.origin;
    const audience = 'https://api.example';
    const outsidePool = { issuer, audience, clientId: 'web', region: 'us-east-1', userPoolId: '' };
    const harness = await start({ tokenValidator: 'oidc', outsidePool });
    const exp = Date.now() / 1000 + 60;
    const tokenFor = (aud: string) =>
      forgeToken(
        { alg: 'EdDSA', kid: 'key' },
        { iss: issuer, sub: ADA.id, aud, azp: 'web', exp },
        signerFor('EdDSA', key),
      );
    expect(await statuses(harness, tokenFor(audience))).toEqual([200, 401]);
    expect(await statuses(harness, tokenFor('web'))).toEqual([401, 401]);
  });
});
