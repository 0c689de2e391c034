import { once } from 'node:events';
import { connect } from 'node:net';
import { type Route, describeRestApi } from '@notes/api';
import { matchRoute } from './route-table.ts';
import { startApiGateway } from './start-api-gateway.ts';
import { TOKEN, allowAll, echo, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const answer = (result: unknown) => () => Promise.resolve(result);

describe('routes', () => {
  it('answers an unknown route and method with 403, before the authorizer', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway({ authorizer: { type: 'lambda', handler } });
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/other'],
      ['PATCH', '/notes'],
      ['GET', '/notes/a/b'],
      ['GET', '/notes//a'],
      ['GET', '//notes'],
      ['OPTIONS', '*'],
      ['HEAD', '/notes'],
    ]) {
      const response = await gateway.send({ method: method ?? '', path: path ?? '' });
      expect(response.status).toBe(403);
    }
    expect(handler).not.toHaveBeenCalled();
    expect(gateway.log.every(({ authorizer, route }) => authorizer === 'none' && route === undefined)).toBe(
      true,
    );
  });

  it('words its own answers as the API describes them, with ids and CORS', async () => {
    const gateway = await startGateway({});
    const { headers, body } = await gateway.send({ path: '/nothing' });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'access-control-allow-origin': 'https://notes.example',
      'cache-control': 'no-store',
    });
    expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-amz-apigw-id']).toBeTruthy();
    expect(JSON.parse(body)).toMatchObject({
      status: 403,
      code: 'forbidden',
      requestId: headers['x-amzn-requestid'],
    });
  });

  it('ignores a slash at the end', async () => {
    const gateway = await startGateway({});
    expect(JSON.parse((await gateway.send({ path: '/notes/' })).body).resource).toBe('/notes');
  });

  it('answers malformed percent-encoding with 400', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send({ path: '/notes/%E0%A4%A' })).status).toBe(400);
  });

  it('takes a request in absolute form', async () => {
    const gateway = await startGateway({});
    const response = await gateway.raw(
      `GET http://example.test/notes?limit=1 HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nConnection: close\r\n\r\n`,
    );
    expect(response).toContain('HTTP/1.1 200 OK');
    expect(response).toContain('"path":"/notes"');
  });

  it('takes a request of HTTP/1.0 without a host', async () => {
    const gateway = await startGateway({});
    const response = await gateway.raw(`GET /notes HTTP/1.0\r\nAuthorization: ${TOKEN}\r\n\r\n`);
    expect(response).toContain('"domainName":"localhost"');
    expect(response).toContain('"X-Forwarded-Port":"80"');
  });

  it('prefers a fixed segment to a parameter, whatever their order', () => {
    const route = (path: string) => ({ path, method: 'GET' }) as unknown as Route;
    const match = matchRoute([route('/notes/{noteid}'), route('/notes/count')], 'GET', '/notes/count');
    expect(match).toEqual({ route: route('/notes/count'), pathParameters: {} });
  });

  it('sends a preflight to the function without the authorizer', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway({
      authorizer: { type: 'lambda', handler },
      describe: { integration: 'mapped' },
      integration: answer({
        statusCode: 204,
        headers: { 'Access-Control-Allow-Origin': 'https://a.example' },
      }),
    });
    const response = await gateway.send({ method: 'OPTIONS', path: '/notes/n1', headers: {} });
    expect(response).toMatchObject({ status: 204, body: '' });
    expect(response.headers['access-control-allow-origin']).toBe('https://a.example');
    expect(handler).not.toHaveBeenCalled();
  });
});

describe('validation', () => {
  const post = (body: string, type?: string) => ({
    method: 'POST',
    body,
    headers: { Authorization: TOKEN, ...(type !== undefined && { 'Content-Type': type }) },
  });

  it.each([
    ['no members', '{}', '[object has missing required properties (["note","noteid"])]'],
    ['no body', '', '[object has missing required properties (["note","noteid"])]'],
    [
      'an unknown member',
      '{"noteid": "a", "note": "b", "x": 1}',
      '[object instance has properties which are not allowed by the schema: ["x"]]',
    ],
    [
      'a number for a text',
      '{"noteid": "a", "note": 1}',
      '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [
      'a list',
      '[]',
      '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      'null',
      'null',
      '[instance type (null) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      'an empty note',
      '{"noteid": "a", "note": ""}',
      '[string "" is too short (length: 0, required minimum: 1)]',
    ],
    ['broken JSON', '{"noteid": ', '[request body is not valid JSON]'],
  ])('refuses %s with 400, and says why', async (_, body, detail) => {
    const integration = jest.fn(echo);
    const gateway = await startGateway({ integration });
    const response = await gateway.send(post(body, 'application/json; charset=utf-8'));
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body).errors).toEqual([{ pointer: '#', detail }]);
    expect(integration).not.toHaveBeenCalled();
  });

  it('takes a body without a content type for JSON', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send(post('{}'))).status).toBe(400);
  });

  it('names the pattern that an id does not match', async () => {
    const gateway = await startGateway({});
    const { body } = await gateway.send(post('{"noteid": "a/b", "note": "c"}'));
    expect(JSON.parse(body).errors[0].detail).toMatch(
      /^\[ECMA 262 regex ".*" does not match input string "a\/b"\]$/,
    );
  });

  it('does not check another content type', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send(post('anything', 'text/plain'))).status).toBe(200);
  });

  it('authorizes before it validates', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send({ method: 'POST', headers: {}, body: '{}' })).status).toBe(401);
  });
});

describe('limits', () => {
  const small = { change: { maxRequestBytes: 100 } };
  const post = (body: string | Buffer, headers = {}) => ({
    method: 'POST',
    body,
    headers: { Authorization: TOKEN, 'Content-Type': 'text/plain', ...headers },
  });

  it('takes a body of exactly the limit', async () => {
    const gateway = await startGateway(small);
    expect((await gateway.send(post('x'.repeat(100)))).status).toBe(200);
  });

  it('answers a longer body with 413', async () => {
    const gateway = await startGateway(small);
    const response = await gateway.send(post('x'.repeat(101)));
    expect(response).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(JSON.parse(response.body).status).toBe(413);
  });

  it('answers a longer chunked body with 413, without waiting for its end', async () => {
    const gateway = await startGateway(small);
    const head = `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect(await gateway.raw(`${head}c8\r\n${'x'.repeat(200)}\r\n`)).toContain('HTTP/1.1 413');
  });

  it('answers an event that Lambda would not take with 413', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send(post(Buffer.alloc(6_400_000, 'x')))).status).toBe(413);
  });

  it('answers headers of more than 10 KB with 431', async () => {
    const gateway = await startGateway({});
    const response = await gateway.send({ headers: { 'x-long': 'x'.repeat(10_300) } });
    expect(response.status).toBe(431);
    expect(response.headers['x-amzn-requestid']).toBeTruthy();
  });

  it.each([
    'nonsense\r\n\r\n',
    'GET /notes HTTP/9.9\r\n\r\n',
    'GET /notes HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n',
  ])('answers %j with 400 and goes on', async (text) => {
    const gateway = await startGateway({});
    expect(await gateway.raw(text)).toContain('HTTP/1.1 400 Bad Request');
    expect((await gateway.send({})).status).toBe(200);
  });

  it('does not wait for ever for a slow client', async () => {
    const gateway = await startGateway({ clientTimeoutMs: 50 });
    expect(await gateway.raw('GET /notes HTTP/1.1\r\nHost: x\r\n')).toContain('HTTP/1.1 408');
    expect(
      await gateway.raw(
        `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nContent-Length: 10\r\n\r\nabc`,
      ),
    ).toContain('HTTP/1.1 408');
  });

  it('survives clients that go away while sending and while waiting', async () => {
    const called = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const gateway = await startGateway({
      integration: async () => {
        called.resolve(undefined);
        await release.promise;
        return { statusCode: 200 };
      },
    });
    const { hostname, port } = new URL(gateway.invokeUrl);
    const head = `POST /notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nContent-Type: text/plain\r\n`;

    const sending = connect(Number(port), hostname);
    sending.write(`${head}Content-Length: 10\r\n\r\nabc`);
    await once(sending, 'connect');
    sending.resetAndDestroy();

    const waiting = connect(Number(port), hostname);
    waiting.write(`${head}Content-Length: 3\r\n\r\nabc`);
    await called.promise;
    waiting.resetAndDestroy();
    await once(waiting, 'close');
    release.resolve(undefined);

    expect((await gateway.send({ path: '/nothing' })).status).toBe(403);
  });
});

describe('the server', () => {
  it('hands every request to the local hook first', async () => {
    const gateway = await startGateway({
      local: (request, response) => {
        if (request.url !== '/_harness/info') return false;
        response.end('info');
        return true;
      },
    });
    expect((await gateway.send({ path: '/_harness/info', headers: {} })).body).toBe('info');
    expect((await gateway.send({ path: '/_harness/other', headers: {} })).status).toBe(403);
    expect(gateway.log).toHaveLength(1);
  });

  it('survives a local hook that fails', async () => {
    const gateway = await startGateway({ local: () => Promise.reject(new Error('broken')) });
    await expect(gateway.send({})).rejects.toThrow('socket hang up');
  });

  it('answers what it has before it closes, and takes nothing new', async () => {
    const called = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const gateway = await startGateway({
      integration: async () => {
        called.resolve(undefined);
        await release.promise;
        return { statusCode: 200, body: 'done' };
      },
    });
    const pending = gateway.send({});
    await called.promise;
    const closed = gateway.close();
    await expect(gateway.send({})).rejects.toThrow('ECONNREFUSED');
    release.resolve(undefined);
    expect(await pending).toMatchObject({ status: 200, body: 'done' });
    await closed;
    await gateway.close();
  });

  it('rejects when the port is taken', async () => {
    const gateway = await startGateway({});
    const port = Number(new URL(gateway.invokeUrl).port);
    await expect(startGateway({ port })).rejects.toThrow('EADDRINUSE');
  });

  it('writes an IPv6 host in brackets', async () => {
    const gateway = await startGateway({ host: '::1' });
    expect(gateway.invokeUrl).toMatch(/^http:\/\/\[::1\]:\d+$/);
  });

  it('works without a log', async () => {
    const gateway = await startApiGateway({
      port: 0,
      api: describeRestApi({
        authorizer: 'lambda',
        integration: 'proxy',
        tableName: 'Notes',
        allowedOrigins: [],
      }),
      authorizer: { type: 'lambda', handler: allowAll() },
      integration: echo,
      clock: { now: () => 0 },
    });
    const response = await fetch(`${gateway.invokeUrl}/notes`, { headers: { Authorization: TOKEN } });
    expect(response.status).toBe(200);
    await response.text();
    await gateway.close();
  });

  it('logs neither token nor body', async () => {
    const gateway = await startGateway({ describe: { integration: 'mapped' } });
    const body = JSON.stringify({ noteid: 'a', note: 'secret text' });
    await gateway.send({ method: 'POST', body });
    await gateway.send({ method: 'POST', body: 'secret text' });
    const text = JSON.stringify(gateway.log);
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('secret');
    expect(gateway.log[1]).toEqual({
      requestId: expect.any(String),
      method: 'POST',
      route: '/notes',
      status: 400,
      authorizer: 'allowed-from-cache',
      duration: 0,
      reason: 'the body does not fit its model',
    });
  });
});
