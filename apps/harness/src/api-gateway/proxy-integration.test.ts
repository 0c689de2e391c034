import { type LambdaFunction, MAX_PAYLOAD_BYTES } from './lambda.ts';
import { TOKEN, allowAll, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const returning = (result: unknown) => ({ integration: () => Promise.resolve(result) });
const throwing = (error: Error) => ({ integration: () => Promise.reject(error) });
const never: LambdaFunction = () => Promise.withResolvers().promise;

describe('the proxy event', () => {
  it('has the fields of payload format 1.0', async () => {
    const gateway = await startGateway({ authorizer: { type: 'lambda', handler: allowAll() } });
    const { headers, body } = await gateway.send({
      method: 'PUT',
      path: '/notes/a%2Fb?x=1&y=%C3%A9+%3D&x=2&empty=',
      headers: {
        authorization: TOKEN,
        'Content-Type': 'text/plain',
        'If-Match': ['"a"', '"b"'],
        'User-Agent': 'test',
        'X-Forwarded-For': '203.0.113.7',
        Host: 'notes.example:8080',
        Connection: 'close',
        Expect: '',
      },
      body: 'text \u{1F600}',
    });
    const event = JSON.parse(body);
    expect(event).toEqual({
      resource: '/notes/{noteid}',
      path: '/notes/a%2Fb',
      httpMethod: 'PUT',
      headers: {
        authorization: TOKEN,
        'Content-Type': 'text/plain',
        'If-Match': '"b"',
        'User-Agent': 'test',
        Host: 'notes.example:8080',
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'X-Forwarded-For': '203.0.113.7, 127.0.0.1',
        'X-Forwarded-Port': '8080',
        'X-Forwarded-Proto': 'http',
      },
      multiValueHeaders: expect.objectContaining({ 'If-Match': ['"a"', '"b"'], authorization: [TOKEN] }),
      queryStringParameters: { x: '2', y: '\u00e9 =', empty: '' },
      multiValueQueryStringParameters: { x: ['1', '2'], y: ['\u00e9 ='], empty: [''] },
      pathParameters: { noteid: 'a/b' },
      stageVariables: null,
      requestContext: {
        resourceId: expect.any(String),
        resourcePath: '/notes/{noteid}',
        httpMethod: 'PUT',
        extendedRequestId: headers['x-amz-apigw-id'],
        requestTime: '02/Jan/2026:03:04:05 +0000',
        path: '/notes/a%2Fb',
        accountId: '123456789012',
        protocol: 'HTTP/1.1',
        stage: 'v1',
        domainPrefix: 'notes',
        requestTimeEpoch: Date.UTC(2026, 0, 2, 3, 4, 5),
        requestId: headers['x-amzn-requestid'],
        identity: expect.objectContaining({ sourceIp: '127.0.0.1', userAgent: 'test', userArn: null }),
        domainName: 'notes.example:8080',
        deploymentId: 'harness',
        apiId: 'harness000',
        authorizer: { principalId: 'user-1', integrationLatency: 0 },
      },
      body: 'text \u{1F600}',
      isBase64Encoded: false,
    });
    expect(Object.keys(event.headers)).toEqual(Object.keys(event.multiValueHeaders));
  });

  it('has the path with the stage in the context only, when the caller sends the stage', async () => {
    const gateway = await startGateway({ stage: 'prod' });
    const event = JSON.parse((await gateway.send({ path: '/prod/notes/a' })).body);
    expect([event.path, event.requestContext.path]).toEqual(['/notes/a', '/prod/notes/a']);
    expect((await gateway.send({ path: '/v1/notes/a' })).status).toBe(403);
    expect((await gateway.send({ path: '/prod' })).status).toBe(403);
  });

  it('has null for what is not there', async () => {
    const gateway = await startGateway({});
    const event = JSON.parse((await gateway.send({})).body);
    expect(event).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
    });
    expect(event.requestContext.identity.userAgent).toBeNull();
  });

  it('survives queries that are not percent-encoded correctly, and names of Object.prototype', async () => {
    const gateway = await startGateway({});
    const event = JSON.parse((await gateway.send({ path: '/notes?a=%E0%A4%A&__proto__=1&toString=2' })).body);
    expect(Object.keys(event.queryStringParameters)).toEqual(['a', '__proto__', 'toString']);
  });

  it('is a copy: a function that changes it changes nothing', async () => {
    const seen: unknown[] = [];
    const gateway = await startGateway({
      integration: (event) => {
        seen.push(structuredClone(event));
        Object.assign((event as { requestContext: object }).requestContext, { stage: 'changed' });
        return Promise.resolve({ statusCode: 200 });
      },
    });
    await gateway.send({});
    await gateway.send({});
    expect(seen).toEqual([
      expect.objectContaining({ requestContext: expect.objectContaining({ stage: 'v1' }) }),
      expect.objectContaining({ requestContext: expect.objectContaining({ stage: 'v1' }) }),
    ]);
  });
});

describe('the proxy answer', () => {
  it('has status, headers of both kinds, and body', async () => {
    const gateway = await startGateway(
      returning({
        statusCode: 201,
        headers: { Location: '/notes/a', 'X-Flag': true, 'Set-Cookie': 'a=1', 'x-both': 'single' },
        multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'], 'X-Both': ['multi'] },
        body: '{"\u00e9": 1}',
      }),
    );
    const { status, headers, body } = await gateway.send({});
    expect(status).toBe(201);
    expect(headers).toMatchObject({
      location: '/notes/a',
      'x-flag': 'true',
      'set-cookie': ['a=1', 'b=2'],
      'x-both': 'multi, single',
      'content-type': 'application/json',
    });
    expect(body).toBe('{"\u00e9": 1}');
  });

  it('remaps and drops the headers that the service does', async () => {
    const gateway = await startGateway(
      returning({
        statusCode: 401,
        headers: {
          'WWW-Authenticate': 'Bearer',
          Authorization: 'a',
          Connection: 'b',
          'Content-MD5': 'c',
          Date: 'd',
          'Max-Forwards': 'e',
          Server: 'f',
          'User-Agent': 'g',
          Host: 'h',
          'Transfer-Encoding': 'chunked',
          Trailer: 'x',
          Upgrade: 'x',
          Via: 'x',
          TE: 'x',
          'Proxy-Authenticate': 'x',
          'Content-Length': '99',
          'x-amzn-RequestId': 'forged',
          'content-type': 'text/plain',
        },
        body: 'no',
      }),
    );
    const { status, headers, body } = await gateway.send({});
    expect([status, body]).toEqual([401, 'no']);
    const remapped = Object.entries(headers).filter(([name]) => name.startsWith('x-amzn-remapped-'));
    expect(Object.fromEntries(remapped)).toEqual({
      'x-amzn-remapped-www-authenticate': 'Bearer',
      'x-amzn-remapped-authorization': 'a',
      'x-amzn-remapped-connection': 'b',
      'x-amzn-remapped-content-md5': 'c',
      'x-amzn-remapped-date': 'd',
      'x-amzn-remapped-max-forwards': 'e',
      'x-amzn-remapped-server': 'f',
      'x-amzn-remapped-user-agent': 'g',
    });
    for (const name of [
      'www-authenticate',
      'host',
      'trailer',
      'upgrade',
      'via',
      'te',
      'proxy-authenticate',
    ]) {
      expect(headers).not.toHaveProperty(name);
    }
    expect(headers['content-type']).toBe('text/plain');
    expect(headers['x-amzn-requestid']).not.toBe('forged');
  });

  it.each([
    ['nothing but an object', {}, 200],
    ['a status of digits', { statusCode: '202' }, 202],
    [
      'null for headers and body',
      { statusCode: 200, headers: null, multiValueHeaders: null, body: null },
      200,
    ],
    ['base64, which it does not decode', { statusCode: 200, isBase64Encoded: true, body: 'aGk=' }, 200],
  ])('may have %s', async (_, result, status) => {
    const gateway = await startGateway(returning(result));
    const response = await gateway.send({});
    expect(response.status).toBe(status);
    expect(response.body).toBe('body' in result ? (result.body ?? '') : '');
  });

  it.each([
    ['null', null],
    ['nothing', undefined],
    ['text', 'ok'],
    ['a list', []],
    ['an unknown key', { statusCode: 200, message: 'x' }],
    ['no status code', { statusCode: 'ok' }],
    ['null as status code', { statusCode: null }],
    ['true as status code', { statusCode: true }],
    ['an informational status', { statusCode: 101 }],
    ['a status out of range', { statusCode: 600 }],
    ['an object as body', { statusCode: 200, body: {} }],
    ['a text as isBase64Encoded', { statusCode: 200, isBase64Encoded: 'true' }],
    ['headers that are a list', { statusCode: 200, headers: [] }],
    ['a header that is a number', { statusCode: 200, headers: { a: 1 } }],
    ['a multi-value header that is no list', { statusCode: 200, multiValueHeaders: { a: 'b' } }],
    ['a line break in a header', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header name that is none', { statusCode: 200, headers: { 'a b': 'c' } }],
  ])('that is %s is 502', async (_, result) => {
    const gateway = await startGateway(returning(result));
    const { status, body } = await gateway.send({});
    expect(status).toBe(502);
    expect(JSON.parse(body)).toMatchObject({ status: 502, code: 'internal' });
    expect(gateway.log[0]?.reason).toMatch(/^malformed Lambda proxy response: /);
  });

  it.each([
    ['the function throws', throwing(new TypeError('secret')), 502, 'the function failed with TypeError'],
    [
      'the function throws at once',
      {
        integration: () => {
          throw new Error('x');
        },
      },
      502,
      'the function failed with Error',
    ],
    ['the function times out', { integration: never, lambdaTimeoutMs: 10 }, 502, /Sandbox.Timedout/],
    [
      'the gateway gives up',
      { integration: never, change: { integrationTimeout: 10 } },
      504,
      'the function did not answer in time',
    ],
    [
      'the answer is longer than 6 MB',
      returning({ statusCode: 200, body: 'x'.repeat(MAX_PAYLOAD_BYTES) }),
      502,
      /ResponseSizeTooLarge/,
    ],
    ['the answer is no JSON', returning({ statusCode: 200, body: 1n }), 502, /MarshalError/],
  ])('when %s', async (_, options, status, reason) => {
    const gateway = await startGateway(options);
    expect((await gateway.send({})).status).toBe(status);
    expect(gateway.log[0]?.reason).toMatch(reason);
  });
});
