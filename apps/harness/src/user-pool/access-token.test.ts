import { type AccessTokenRequest, ManualClock, TokenIssuer } from '@notes/adapter-in-memory';
import { authorizeUser } from './access-token.ts';
import { keyPairRing } from '../test-support/key-pair-ring.ts';
import { completeSignIn } from './authentication.ts';
import { Outbox } from './mail.ts';
import { type Pool, createPool } from './pool.ts';
import { addUser } from './sign-up.ts';

const settings = { userPoolId: 'us-east-1_Pool', clientId: 'client', tokenValidity: 3600 };
let pool: Pool;
beforeAll(async () => {
  const clock = new ManualClock();
  const tokens = await TokenIssuer.create({
    issuer: 'http://127.0.0.1:1/us-east-1_Pool',
    clock,
    keyPairs: keyPairRing,
  });
  pool = createPool({ settings, tokens, clock, outbox: new Outbox() });
});

function issue(request: Partial<AccessTokenRequest>): string {
  const { directory, tokens } = pool;
  const user =
    directory.find('a@b.cc') ?? addUser(pool, { email: 'a@b.cc', password: 'Sunny-Day-1', confirmed: true });
  const { session } = pool.sessions.open(user);
  const common = { userId: user.id, username: user.id, clientId: 'client', originJti: session.id };
  return tokens.issueAccessToken({ ...common, ...request });
}

describe('authorizeUser', () => {
  it('takes a token of a session', () => {
    expect(authorizeUser(pool, { AccessToken: issue({}) }).email).toBe('a@b.cc');
    const user = addUser(pool, { email: 'x@y.zz', password: 'Sunny-Day-1', confirmed: true });
    expect(authorizeUser(pool, { AccessToken: completeSignIn(pool, user).AccessToken })).toBe(user);
  });

  it.each([
    ['of another client', { clientId: 'other' }, 'Invalid Access Token'],
    ['of an unknown session', { originJti: 'unknown' }, 'Access Token has been revoked'],
    ['without the scope of the API', { scopes: ['openid'] }, 'Access Token does not have required scopes'],
    ['that has expired', { expiresInSeconds: 0 }, 'Access Token has expired'],
  ])('refuses a token %s', (_, request, message) => {
    expect(() => authorizeUser(pool, { AccessToken: issue(request) })).toThrow(
      expect.objectContaining({ type: 'NotAuthorizedException', message }),
    );
  });

  it('refuses a token with another algorithm in its header', () => {
    const [header = '', payload, signature] = issue({}).split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    for (const alg of ['none', 'HS256', 'RS512']) {
      const forged = Buffer.from(JSON.stringify({ kid, alg })).toString('base64url');
      expect(() => authorizeUser(pool, { AccessToken: `${forged}.${payload}.${signature}` })).toThrow(
        'Invalid Access Token',
      );
    }
  });
});
