import { TokenError, type VerifiedToken, userId } from '@notes/domain';
import type { RequestLogEntry } from '../log.ts';
import { lambdaContext } from '../test-support/events.ts';
import { type AuthorizerHandlerOptions, createAuthorizerHandler } from './authorizer-handler.ts';

const STAGE = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod';

const ada: VerifiedToken = {
  userId: userId('sub-of-ada'),
  tokenUse: 'access',
  clientId: 'client1',
  issuer: 'https://issuer',
  expiresAt: 1_800_000_000,
  username: 'ada',
  scopes: ['notes/read', 'openid'],
  groups: ['admins', 'users'],
};

const context = {
  sub: 'sub-of-ada',
  username: 'ada',
  clientId: 'client1',
  scopes: 'notes/read openid',
  groups: 'admins users',
  exp: '1800000000',
};

function authorizer(options: Partial<AuthorizerHandlerOptions> = {}) {
  const logged: RequestLogEntry[] = [];
  const seen: string[] = [];
  const tokenValidator = {
    validate: async (token: string) => {
      seen.push(token);
      if (token === 'good') return ada;
      if (token === 'outage') throw new TokenError('keys-unavailable', 'no keys');
      if (token === 'crash') throw new TypeError('bug');
      throw new TokenError('expired', 'expired');
    },
  };
  const handler = createAuthorizerHandler({ tokenValidator, log: (entry) => logged.push(entry), ...options });
  const token = (authorizationToken: string, methodArn = `${STAGE}/GET/notes/a_b/c`) =>
    handler({ type: 'TOKEN', authorizationToken, methodArn }, lambdaContext);
  const httpApi = (routeArn = `${STAGE}/GET/notes`) =>
    handler({ type: 'REQUEST', version: '2.0', routeArn, headers: { authorization: 'good' } }, lambdaContext);
  return { handler, token, httpApi, logged, seen };
}

const policy = (Effect: string, ...Resource: string[]) => ({
  principalId: 'sub-of-ada',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
  context,
});

describe('the authorizer', () => {
  it('allows the whole stage to the bearer of a genuine token', async () => {
    expect(await authorizer().token('good')).toEqual(policy('Allow', `${STAGE}/*`));
  });

  it.each([
    'arn:aws-cn:execute-api:cn-north-1:1:x/y',
    'arn:aws-us-gov:execute-api:us-gov-west-1:1:x/$default',
    'arn:aws-eusc:execute-api:eusc-de-east-1:1:x/under_score-1',
  ])('takes partition and stage from %s', async (stage) => {
    for (const rest of ['/GET/notes', '/DELETE/notes/a/b/c', '/GET/', '/GET']) {
      expect(await authorizer().token('good', stage + rest)).toEqual(policy('Allow', `${stage}/*`));
    }
  });

  it.each(['good', 'Bearer good', 'bearer good', 'BEARER  good'])('takes the header %j', async (header) => {
    const { token, seen } = authorizer();
    await token(header);
    expect(seen).toEqual(['good']);
  });

  it.each(['', 'Basic good', 'Bearer', 'Bearer\tgood', 'good, good', 'good good', ' good', 'good '])(
    'refuses the header %j without asking the validator',
    async (header) => {
      const { token, seen } = authorizer();
      // One that is only the word is a token like any other, and the validator refuses it.
      await expect(token(header)).rejects.toThrow(/^Unauthorized$/);
      expect(seen.filter((each) => each !== 'Bearer')).toEqual([]);
    },
  );

  it('fails with exactly "Unauthorized" for a refused token, and logs why', async () => {
    const { token, logged } = authorizer();
    await expect(token('expired-token')).rejects.toThrow(/^Unauthorized$/);
    expect(logged).toEqual([
      {
        requestId: 'invocation-1',
        route: 'GET /notes/a_b/c',
        outcome: 'unauthorized',
        code: 'expired',
        duration: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(logged)).not.toContain('expired-token');
  });

  it.each([
    ['outage', 'keys-unavailable'],
    ['crash', 'internal'],
  ])('fails otherwise for %s', async (header, code) => {
    const { token, logged } = authorizer();
    await expect(token(header)).rejects.not.toThrow(/^Unauthorized$/);
    expect(logged).toMatchObject([{ outcome: 'error', code, error: { name: expect.any(String) } }]);
  });

  it('fails for something that is no method ARN', async () => {
    await expect(authorizer().token('good', 'arn:aws:s3:::bucket/key')).rejects.toThrow(/method ARN/);
  });

  describe('asked by a REQUEST event', () => {
    const ask = (headers: object, multiValueHeaders?: object | null) =>
      authorizer().handler(
        {
          type: 'REQUEST',
          methodArn: `${STAGE}/GET/notes`,
          headers,
          multiValueHeaders,
          requestContext: { requestId: 'r' },
        } as never,
        lambdaContext,
      );

    it('finds the header in any case', async () => {
      expect(await ask({ authorization: 'good' }, { authorization: ['good'] })).toEqual(
        policy('Allow', `${STAGE}/*`),
      );
      expect(await ask({ AUTHORIZATION: 'Bearer good' })).toEqual(policy('Allow', `${STAGE}/*`));
    });

    it('refuses none and two', async () => {
      await expect(ask({})).rejects.toThrow(/^Unauthorized$/);
      await expect(ask(null as never, null)).rejects.toThrow(/^Unauthorized$/);
      await expect(ask({ Authorization: 'good' }, { Authorization: ['good', 'good'] })).rejects.toThrow(
        /^Unauthorized$/,
      );
      await expect(ask({ Authorization: 'good', authorization: 'good' })).rejects.toThrow(/^Unauthorized$/);
    });
  });

  describe('asked by an HTTP API', () => {
    it('gives a simple response', async () => {
      expect(await authorizer().httpApi()).toEqual({ isAuthorized: true, context });
    });

    it('gives a policy where that is configured', async () => {
      expect(await authorizer({ httpApiResponse: 'policy' }).httpApi()).toEqual(
        policy('Allow', `${STAGE}/*`),
      );
    });

    it('refuses one verb that the scopes do not cover', async () => {
      const scopeRules = { read: ['notes/read'], write: ['notes/write'] };
      const { httpApi, logged } = authorizer({ scopeRules });
      expect(await httpApi(`${STAGE}/POST/notes`)).toEqual({ isAuthorized: false, context });
      expect(await httpApi()).toEqual({ isAuthorized: true, context });
      expect(logged).toMatchObject([{ outcome: 'deny', code: 'scope' }, { outcome: 'allow' }]);
    });
  });

  describe('with scopes', () => {
    const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => `${STAGE}/${verb}/*`);

    it.each([
      [{ read: ['notes/read'], write: ['notes/write'] }, policy('Allow', `${STAGE}/GET/*`)],
      [{ read: ['notes/write'], write: ['other', 'openid'] }, policy('Allow', ...WRITES)],
      [{ read: ['openid'], write: ['openid'] }, policy('Allow', `${STAGE}/GET/*`, ...WRITES)],
      [{ read: ['a'], write: ['b'] }, policy('Deny', `${STAGE}/*`)],
      [{ read: ['notes'], write: ['notes/read/'] }, policy('Deny', `${STAGE}/*`)],
    ])('allows by %j exactly the covered verbs', async (scopeRules, expected) => {
      expect(await authorizer({ scopeRules }).token('good')).toEqual(expected);
    });
  });

  it.each([
    [1_800_000_000, '1800000000'],
    [1_800_000_000.9, '1800000000'],
    [1e300, '9007199254740991'],
  ])('hands on the expiry %d in digits', async (expiresAt, exp) => {
    const tokenValidator = { validate: async () => ({ ...ada, expiresAt }) };
    const answer = await authorizer({ tokenValidator }).token('good');
    expect(answer.context).toEqual({ ...context, exp });
  });

  it('hands on strings only', async () => {
    const { userId: subject, tokenUse, clientId, issuer, expiresAt, scopes } = ada;
    const nameless = { userId: subject, tokenUse, clientId, issuer, expiresAt, scopes, groups: [] };
    const tokenValidator = { validate: async () => nameless };
    const answer = await authorizer({ tokenValidator }).token('good');
    expect(answer.context).toEqual({ ...context, username: '', groups: '' });
  });
});
