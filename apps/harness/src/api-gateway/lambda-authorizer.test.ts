import { parseAuthorizerResult } from './authorizer-result.ts';
import type { LambdaFunction } from './lambda.ts';
import { TOKEN, allowAll, policyFor, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const failing =
  (error: Error): LambdaFunction =>
  () =>
    Promise.reject(error);
const lambda = (handler: LambdaFunction, rest = {}) => ({
  authorizer: { type: 'lambda' as const, handler, ...rest },
});

describe('a TOKEN authorizer', () => {
  it('gets the token and the ARN of the method, and nothing else', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway({
      ...lambda(handler),
      accountId: '210987654321',
      apiId: 'api_1',
      region: 'eu-west-1',
      stage: 'prod',
    });
    await gateway.send({
      method: 'DELETE',
      path: '/notes/a%20b/?x=1',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(handler).toHaveBeenCalledWith(
      {
        type: 'TOKEN',
        authorizationToken: `Bearer ${TOKEN}`,
        methodArn: 'arn:aws:execute-api:eu-west-1:210987654321:api_1/prod/DELETE/notes/a%20b',
      },
      expect.objectContaining({ functionName: 'authorizer' }),
    );
  });

  it.each([
    ['no header', {}],
    ['an empty header', { Authorization: '' }],
    ['two headers', { Authorization: [TOKEN, 'other.valid.token'] }],
    ['no token', { Authorization: 'nonsense' }],
    ['more than a token', { Authorization: `${TOKEN} more` }],
    ['another scheme', { Authorization: `Basic ${TOKEN}` }],
  ])('is not called for %s: 401', async (_, headers) => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway(lambda(handler));
    const response = await gateway.send({ headers });
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
    expect(handler).not.toHaveBeenCalled();
    expect(gateway.log).toEqual([expect.objectContaining({ authorizer: 'unauthorized', status: 401 })]);
  });

  it('must match the whole identity validation expression', async () => {
    const gateway = await startGateway({ change: { identityValidationExpression: 'a|b' } });
    expect((await gateway.send({ headers: { Authorization: 'a' } })).status).toBe(200);
    expect((await gateway.send({ headers: { Authorization: 'ab' } })).status).toBe(401);
  });

  it.each([
    ['Unauthorized as an error', new Error('Unauthorized'), 401],
    ['Unauthorized as text', 'Unauthorized', 401],
    ['another error', new Error('unauthorized'), 500],
    ['a longer message', new Error('Unauthorized!'), 500],
    ['something that is no error', 42, 500],
  ])('that fails with %s', async (_, error, status) => {
    const gateway = await startGateway(lambda(failing(error as Error)));
    const response = await gateway.send({});
    expect(response.status).toBe(status);
    expect(JSON.parse(response.body).code).toBe(status === 401 ? 'unauthorized' : 'internal');
  });

  it('that is too slow is 500, whoever gives up first', async () => {
    const never: LambdaFunction = () => Promise.withResolvers().promise;
    const slow = await startGateway({ ...lambda(never), lambdaTimeoutMs: 10 });
    expect((await slow.send({})).status).toBe(500);
    expect(slow.log[0]?.reason).toBe('the authorizer failed with Sandbox.Timedout');
    const slower = await startGateway({ ...lambda(never), change: { integrationTimeout: 10 } });
    expect((await slower.send({})).status).toBe(500);
    expect(slower.log[0]?.reason).toBe('the authorizer did not answer in time');
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a proxy answer', { statusCode: 401 }],
    ['no principalId', { ...policyFor('*'), principalId: undefined }],
    ['an empty principalId', { ...policyFor('*'), principalId: '' }],
    ['a number as principalId', { ...policyFor('*'), principalId: 1 }],
    ['no policy', { principalId: 'a' }],
    ['a malformed policy', { principalId: 'a', policyDocument: { Statement: [{ Effect: 'Maybe' }] } }],
    ['a list as context', policyFor('*', { context: [] })],
    ['a list in the context', policyFor('*', { context: { groups: ['a'] } })],
    ['an object in the context', policyFor('*', { context: { user: {} } })],
    ['null in the context', policyFor('*', { context: { name: null } })],
  ])('that returns %s is 500', async (_, result) => {
    const gateway = await startGateway(lambda(() => Promise.resolve(result)));
    const { status, body } = await gateway.send({});
    expect(status).toBe(500);
    expect(JSON.parse(body).code).toBe('internal');
    expect(gateway.log).toEqual([expect.objectContaining({ authorizer: 'failed' })]);
  });

  it('hands principalId and context on, as text', async () => {
    const gateway = await startGateway(
      lambda(allowAll({ text: 'a', number: 1.5, yes: true, principalId: 'somebody else' })),
    );
    const event = JSON.parse((await gateway.send({})).body);
    expect(event.requestContext.authorizer).toEqual({
      principalId: 'user-1',
      text: 'a',
      number: '1.5',
      yes: 'true',
      integrationLatency: 0,
    });
  });

  it('that denies is 403, and the API may word it', async () => {
    const deny = policyFor('*');
    deny['policyDocument'] = { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
    const gateway = await startGateway({
      ...lambda(() => Promise.resolve(deny)),
      change: {
        gatewayResponses: [
          {
            type: 'ACCESS_DENIED',
            statusCode: 403,
            headers: {},
            contentType: 'application/problem+json',
            template: '{"m": $context.error.messageString, "t": "$context.error.responseType"}',
          },
        ],
      },
    });
    const { status, body } = await gateway.send({});
    expect([status, body]).toEqual([
      403,
      '{"m": "User is not authorized to access this resource with an explicit deny", "t": "ACCESS_DENIED"}',
    ]);
    expect(gateway.log[0]).toMatchObject({ authorizer: 'denied', reason: 'the policy says explicit-deny' });
  });

  it('that allows something else is 403', async () => {
    const gateway = await startGateway(lambda(() => Promise.resolve(policyFor('arn:aws:s3:::x'))));
    expect((await gateway.send({})).status).toBe(403);
    expect(gateway.log[0]?.reason).toBe('the policy says implicit-deny');
  });
});

describe('a REQUEST authorizer', () => {
  it('gets the request, with empty objects for what is not there', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway(lambda(handler, { event: 'REQUEST' }));
    await gateway.send({ headers: { Authorization: 'Basic anything' } });
    const [event] = handler.mock.calls[0] ?? [];
    expect(event).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:123456789012:harness000/v1/GET/notes',
      resource: '/notes',
      path: '/notes',
      httpMethod: 'GET',
      headers: { Authorization: 'Basic anything' },
      multiValueHeaders: { Authorization: ['Basic anything'] },
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      pathParameters: {},
      stageVariables: {},
      requestContext: { resourcePath: '/notes', stage: 'v1' },
    });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('requestContext.authorizer');
  });

  it('gets query and path parameters, and needs its identity source', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway(lambda(handler, { event: 'REQUEST' }));
    expect((await gateway.send({ headers: {} })).status).toBe(401);
    expect(handler).not.toHaveBeenCalled();
    await gateway.send({ path: '/notes/a%20b?x=1&x=2' });
    expect(handler.mock.calls[0]?.[0]).toMatchObject({
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { noteid: 'a b' },
    });
  });
});

describe('parseAuthorizerResult', () => {
  it('takes a result without context', () => {
    expect(parseAuthorizerResult(JSON.stringify(policyFor('*'))).context).toEqual({});
  });
});
