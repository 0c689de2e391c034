import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { TokenIssuer } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { composeAuthorizer } from './composition-root.ts';
import { readConfig } from './config.ts';

const METHOD_ARN = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod/GET/notes';
const BUNDLE = join(__dirname, '../../../dist/apps/authorizer/main.cjs');

const env = { USER_POOL_ID: 'eu-central-1_Ab12', USER_POOL_CLIENT_IDS: 'client1, client2' };
const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab12';

async function keysAndToken() {
  const tokens = await TokenIssuer.create({ issuer, clock: systemClock });
  const tokenFor = (clientId: string) =>
    tokens.issueAccessToken({ userId: 'sub-of-ada', username: 'ada', clientId, scopes: ['notes/read'] });
  return { jwks: tokens.jwks(), token: tokenFor('client1'), ofAnotherClient: tokenFor('client3') };
}

describe('readConfig', () => {
  it('derives the issuer from the pool', () => {
    expect(readConfig(env)).toEqual({ issuer, clientIds: ['client1', 'client2'] });
  });

  it('takes another issuer, keys and scopes', async () => {
    const { jwks } = await keysAndToken();
    const config = readConfig({
      TOKEN_ISSUER: 'http://127.0.0.1:9229/pool',
      USER_POOL_CLIENT_IDS: 'client1',
      JWKS: JSON.stringify(jwks),
      READ_SCOPES: 'notes/read',
      WRITE_SCOPES: 'notes/write,notes/admin',
    });
    expect(config).toEqual({
      issuer: 'http://127.0.0.1:9229/pool',
      clientIds: ['client1'],
      jwks,
      scopeRules: { read: ['notes/read'], write: ['notes/write', 'notes/admin'] },
    });
  });

  it('names every problem at once', () => {
    const broken = { USER_POOL_ID: 'nonsense', USER_POOL_CLIENT_IDS: ' , ', JWKS: '{', READ_SCOPES: 'a' };
    expect(() => readConfig(broken)).toThrow(
      /USER_POOL_ID: .*USER_POOL_CLIENT_IDS: .*JWKS: .*READ_SCOPES, WRITE_SCOPES: /,
    );
  });

  it.each([
    [{ ...env, TOKEN_ISSUER: 'http://issuer.example.com' }, /TOKEN_ISSUER: .*https/],
    [{ ...env, TOKEN_ISSUER: 'issuer' }, /TOKEN_ISSUER: /],
    [{ ...env, JWKS: '{"keys":[]}' }, /JWKS: /],
    [{ USER_POOL_CLIENT_IDS: 'a' }, /USER_POOL_ID: /],
    [{ ...env, WRITE_SCOPES: 'a' }, /Both or neither/],
  ])('refuses %j', (broken, message) => {
    expect(() => readConfig(broken)).toThrow(message);
  });
});

describe('composeAuthorizer', () => {
  it('lets the bearer of a genuine token in', async () => {
    const { jwks, token } = await keysAndToken();
    const handler = composeAuthorizer({
      issuer,
      clientIds: ['client1'],
      jwks,
      scopeRules: { read: ['notes/read'], write: ['x'] },
    });
    const info = jest.spyOn(console, 'info').mockImplementation();
    const answer = await handler({ type: 'TOKEN', authorizationToken: token, methodArn: METHOD_ARN }, {
      awsRequestId: 'r',
    } as never);
    expect(answer).toMatchObject({
      principalId: 'sub-of-ada',
      policyDocument: {
        Statement: [
          { Effect: 'Allow', Resource: ['arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod/GET/*'] },
        ],
      },
    });
    expect(info).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'allow' }));
    info.mockRestore();
  });
});

describe('the bundle', () => {
  /**
   * Loads the bundle as Lambda does and calls its handler once; what it throws is returned by its message. `report` is an expression of what to
   * tell instead of the answer.
   */
  function callBundle(
    environment: Record<string, string>,
    authorizationToken: string,
    report = 'answer',
  ): unknown {
    const script = `
      console.info = console.error = () => undefined;
      const { handler } = require(${JSON.stringify(BUNDLE)});
      const event = ${JSON.stringify({ type: 'TOKEN', authorizationToken, methodArn: METHOD_ARN })};
      handler(event, { awsRequestId: 'r' }).catch((error) => error.message).then((answer) => console.log(JSON.stringify(${report})));`;
    const output = execFileSync(process.execPath, ['-e', script], {
      env: environment,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return JSON.parse(output);
  }

  it('answers with a policy, and refuses with exactly "Unauthorized"', async () => {
    const { jwks, token, ofAnotherClient } = await keysAndToken();
    const environment = { ...env, JWKS: JSON.stringify(jwks) };
    expect(callBundle(environment, `Bearer ${token}`)).toMatchObject({
      principalId: 'sub-of-ada',
      context: { username: 'ada' },
    });
    expect(callBundle(environment, 'a.b.c')).toBe('Unauthorized');
    expect(callBundle(environment, ofAnotherClient)).toBe('Unauthorized');
  });

  it('loads nothing of Node that the first answer can do without', async () => {
    const { jwks, token } = await keysAndToken();
    const environment = { ...env, JWKS: JSON.stringify(jwks) };
    const modules = callBundle(environment, token, 'process.moduleLoadList');
    expect(modules).toContain('NativeModule crypto');
    for (const name of [
      'http',
      'https',
      'perf_hooks',
      'internal/deps/undici/undici',
      'internal/crypto/webcrypto',
    ]) {
      expect(modules).not.toContain(`NativeModule ${name}`);
    }
  });

  it('fails at the cold start when it is not configured', () => {
    expect(() => callBundle({}, 'a.b.c')).toThrow(/The authorizer is not configured/);
  });
});
